"""Inviting representatives by address, and the answers.

Nothing here asks whether an address has an account, until somebody who has confirmed it accepts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.people.actions import Refused
from federation.people.models import Person

from ..enums import RepresentativeRole
from ..models.representative import Representative
from ..models.representative_invitation import RepresentativeInvitation
from .locks import lock_people_of
from .telling import send_invitation, tell, tell_of_decline

DOUBLE_SUBMIT = timedelta(minutes=2)


def invite(
    organisation: Organisation, email: str, role: str, language: str, by: Person
) -> RepresentativeInvitation:
    """Invites an address to represent the organisation. The same again at once changes nothing.

    Raises Refused when the address has an open invitation already.
    """
    with lock_people_of(organisation.pk):
        known = RepresentativeInvitation.objects.open().filter(organisation=organisation, email=email).first()
        if known and (known.role != role or timezone.now() - known.sent_at > DOUBLE_SUBMIT):
            raise Refused(
                _("This address is invited already. You can send the e-mail again, or withdraw it.")
            )
        if known:
            return known
        is_theirs = Representative.objects.current().filter(organisation=organisation, person=by).exists()
        invitation = RepresentativeInvitation.objects.create(
            organisation=organisation,
            email=email,
            role=role,
            language=language,
            invited_by=by,
            is_by_office=not is_theirs,
        )
        send_invitation(invitation)
    return invitation


def send_again(invitation: RepresentativeInvitation) -> None:
    """Sends the letter once more, with another link. Raises Refused when the invitation is not open any more."""
    with _lock(invitation) as locked:
        if not locked.is_open:
            raise Refused(_("This invitation is not open any more"))
        now = timezone.now()
        if now - locked.sent_at < DOUBLE_SUBMIT:
            return
        locked.sent_at = now
        locked.save(update_fields=["sent_at"])
        send_invitation(locked)


def withdraw(invitation: RepresentativeInvitation) -> bool:
    """Withdraws an open invitation; its link leads nowhere from now on. Returns False when it was not open any more."""
    with _lock(invitation) as locked:
        return locked.withdraw()


def accept(invitation: RepresentativeInvitation, person: Person) -> None:
    """Makes the person a representative in the role of the invitation, and tells the managers.

    Raises what `Invitation.accept` raises. Who represents the organisation already gets the role if it is more.
    """
    with _lock(invitation) as locked:
        if not locked.accept(person):
            return
        term = _term_of(locked, person)
        if term is not None:
            tell(term, "accepted", person)


def decline(invitation: RepresentativeInvitation, person: Person) -> None:
    """Notes that whoever has the address does not want to, and tells those who invited, once.

    Raises what `Invitation.decline` raises.
    """
    with _lock(invitation) as locked:
        if locked.decline(person):
            tell_of_decline(locked, person)


@contextmanager
def _lock(invitation: RepresentativeInvitation) -> Iterator[RepresentativeInvitation]:
    with lock_people_of(invitation.organisation_id):
        yield RepresentativeInvitation.objects.select_related("organisation").get(pk=invitation.pk)


def _term_of(invitation: RepresentativeInvitation, person: Person) -> Representative | None:
    """The term that accepting begins or raises; None where the person has as much already."""
    today = timezone.localdate()
    own = Representative.objects.filter(organisation=invitation.organisation, person=person)
    term = own.filter(Q(pk__in=own.on(today)) | Q(until=None)).order_by("pk").last()
    if term is None:
        return Representative.objects.create(
            organisation=invitation.organisation, person=person, role=invitation.role, since=today
        )
    is_more = invitation.role == RepresentativeRole.MANAGER != term.role
    if not is_more and term.since <= today:
        return None
    term.role = invitation.role if is_more else term.role
    term.since = min(term.since, today)
    term.save()
    return term
