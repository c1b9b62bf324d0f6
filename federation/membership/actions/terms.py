"""Terms of representatives: resigning, changing a role, ending another's term. One manager always stays, but where an
account is closed or erased.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.people.actions import Refused
from federation.people.models import Person

from ..enums import RepresentativeRole
from ..models.representative import Representative
from ..querysets import RepresentativeQuerySet
from .locks import lock_people_of
from .telling import tell


def resign(organisation: Organisation, person: Person, successor: Person | None = None) -> None:
    """Ends the person's own term now; they who are no representative any more, stay so.

    Raises Refused for the last manager who names nobody as the next one, or somebody who does not represent the
    organisation with an account.
    """
    with lock_people_of(organisation.pk):
        terms = list(_current(organisation).filter(person=person))
        if not terms:
            return
        is_manager = any(term.role == RepresentativeRole.MANAGER for term in terms)
        if is_manager and successor is not None:
            _make_manager(organisation, person, successor)
        if is_manager and not _others_manage(organisation, person):
            raise Refused(
                _("You are the last manager. Before you resign, say who becomes manager in your place.")
            )
        for term in terms:
            _end(term)
        tell(terms[0], "resigned", person)


def change_role(term: Representative, role: str, by: Person) -> bool:
    """Gives a representative another role; False when they have it already.

    Raises Refused when the term is over, or when no manager would be left.
    """
    with lock_people_of(term.organisation_id):
        locked = _still(term)
        if locked.role == role:
            return False
        if role != RepresentativeRole.MANAGER:
            _must_leave_a_manager(locked)
        locked.role = role
        locked.save()
        tell(locked, "role_changed", by)
        return True


def end_term(term: Representative, by: Person) -> None:
    """Ends a representative's term now; ended already, it stays so. Raises Refused when no manager would be left."""
    with lock_people_of(term.organisation_id):
        locked = _current(term.organisation).filter(pk=term.pk).first()
        if locked is None:
            return
        _must_leave_a_manager(locked)
        _end(locked)
        tell(locked, "ended", by)


def _current(organisation: Organisation) -> RepresentativeQuerySet:
    return Representative.objects.current().filter(organisation=organisation).select_related("person__user")


def _others_manage(organisation: Organisation, person: Person) -> bool:
    others = _current(organisation).managers().with_account().exclude(person=person)
    return others.exists()


def _must_leave_a_manager(term: Representative) -> None:
    if term.role == RepresentativeRole.MANAGER and not _others_manage(term.organisation, term.person):
        raise Refused(_("This is the last manager. First make somebody else manager."))


def _make_manager(organisation: Organisation, by: Person, successor: Person) -> None:
    term = _current(organisation).with_account().filter(person=successor).exclude(person=by).first()
    if term is None:
        raise Refused(_("Choose somebody who represents the organisation and has an account."))
    if term.role != RepresentativeRole.MANAGER:
        term.role = RepresentativeRole.MANAGER
        term.save()
        tell(term, "role_changed", by)


def _still(term: Representative) -> Representative:
    locked = _current(term.organisation).filter(pk=term.pk).first()
    if locked is None:
        raise Refused(_("This person does not represent the organisation any more."))
    return locked


def _end(term: Representative) -> None:
    term.until, term.ended_at = timezone.localdate(), timezone.now()
    term.save()
