"""Personal data that membership holds on somebody: the organisations that they represent, and their invitations."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.directory.models import Organisation
from federation.people.models import Person
from federation.people.registry import MOVED, Moves, point_at, register_key
from portal.accounts.registry import (
    Leaving,
    Subject,
    Told,
    forget_in_history,
    forget_names_of_gone,
    register_personal_data,
)
from portal.backup.erasures import can_be_erased
from portal.content import versions
from portal.mail.sending import forget_letters_naming

from .actions import tell_of_silence
from .actions.locks import hold_organisations_of
from .enums import RepresentativeRole
from .models.representative import Representative
from .models.representative_invitation import RepresentativeInvitation
from .querysets import RepresentativeQuerySet
from .rules import organisations_left_without_voice


def export_representations(subject: Subject) -> list[dict[str, Any]]:
    """Returns the organisations that they speak or spoke for; by name those whose entry they may see."""
    seen = set(
        Organisation.objects.visible_to(subject.visitor)
        .filter(representatives__person=subject.person)
        .values_list("pk", flat=True)
    )
    return [
        {
            "organisation": str(row.organisation) if row.organisation_id in seen else "",
            "role": RepresentativeRole(row.role),
            "since": row.since,
            "until": row.until,
        }
        for row in Representative.objects.filter(person=subject.person).select_related("organisation")
    ]


def erase_representations(subject: Subject) -> None:
    """They speak for nobody any more, and nothing tells that they did. The secretariat is told of an organisation
    that has no manager left.

    The term stays, ended, of a person without a name: so the organisation still counts as one that was represented.
    """
    if subject.person is None:
        return
    terms = Representative.objects.filter(person=subject.person)
    versions.forget(terms)
    forget_names_of_gone(Representative)
    _end(terms, subject.person)


def end_representations(subject: Subject) -> None:
    """Their roles end now; those that were to begin later never begin. The secretariat is told of an organisation that
    has no manager left.
    """
    if subject.person:
        _end(Representative.objects.filter(person=subject.person), subject.person)


def _end(terms: RepresentativeQuerySet, person: Person) -> None:
    today, now = timezone.localdate(), timezone.now()
    managed = terms.current().managers().values("organisation")
    organisations = list(Organisation.objects.filter(pk__in=managed))
    terms.filter(since__gt=today).delete()
    terms.current().update(until=today, ended_at=now)
    # With the moment: who closes an account, is let in again and leaves once more is told of twice.
    tell_of_silence(organisations, f"person-{person.pk}:{now.isoformat()}")


def export_invitations(subject: Subject) -> list[dict[str, Any]]:
    """Returns the invitations that they accepted, and those to their addresses that nobody else did; by name,
    organisations that they may see.
    """
    rows = RepresentativeInvitation.objects.told_to(subject).select_related("organisation")
    seen = set(
        Organisation.objects.visible_to(subject.visitor)
        .filter(invitations__in=rows)
        .values_list("pk", flat=True)
    )
    return [
        {
            "email": row.email,
            "organisation": str(row.organisation) if row.organisation_id in seen else "",
            "role": RepresentativeRole(row.role),
            "invited_at": row.invited_at,
            "accepted_at": row.accepted_at,
            "declined_at": row.declined_at,
            "withdrawn_at": row.withdrawn_at,
        }
        for row in rows
    ]


def erase_invitations(subject: Subject) -> None:
    """Nobody was invited, and nobody knows any more who invited others."""
    rows = RepresentativeInvitation.objects.held_on(subject)
    forget_in_history(rows)
    forget_letters_naming(RepresentativeInvitation, rows.values_list("pk", flat=True))
    rows.delete()
    if subject.person:
        RepresentativeInvitation.objects.filter(invited_by=subject.person).update(invited_by=None)


def forget_invitation(invitation: RepresentativeInvitation) -> None:
    """Deletes an invitation again, after a restore, with the words of its letters."""
    forget_letters_naming(RepresentativeInvitation, [invitation.pk])
    invitation.delete()


def move_representations(kept: Person, merged: Person) -> Moves:
    """The kept one speaks for whom the other spoke for; once for each organisation, as manager if either was."""
    hold_organisations_of(kept, merged)
    today = timezone.localdate()
    own = {term.organisation_id: term for term in Representative.objects.filter(person=kept, until=None)}
    ended, raised, moved = [], [], []
    for term in Representative.objects.filter(person=merged).order_by("pk"):
        mine = own.get(term.organisation_id) if term.until is None else None
        if mine is None:
            term.person = kept
            term.save()
            moved.append(term.pk)
            continue
        term.until, term.ended_at = max(term.since, today), timezone.now()
        term.save()
        ended.append(term.pk)
        if term.role == RepresentativeRole.MANAGER != mine.role:
            mine.role = RepresentativeRole.MANAGER
            mine.save()
            raised.append(mine.pk)
    return {MOVED: moved, "ended": ended, "raised": raised}


def give_representations_back(kept: Person, merged: Person, told: Moves) -> None:
    """Undoes that, but for what somebody has changed since."""
    hold_organisations_of(kept, merged)
    for term in Representative.objects.filter(pk__in=told.get("raised", ()), person=kept).order_by("pk"):
        term.role = RepresentativeRole.CONTRIBUTOR
        term.save()
    rows = Representative.objects.filter(pk__in=told.get(MOVED, ()), person=kept).order_by("pk")
    point_at(rows, "person", merged)
    for term in Representative.objects.filter(pk__in=told.get("ended", ()), person=merged).order_by("pk"):
        term.until = term.ended_at = None
        term.save()


register_key(Representative, "person", move=move_representations, back=give_representations_back)
register_key(RepresentativeInvitation, "person")
register_key(RepresentativeInvitation, "invited_by", is_listed=False)


def tell_representations(subject: Subject, _leaving: Leaving) -> Told:
    """The organisations that they speak for, and those for which nobody acts any more then."""
    if subject.person is None:
        return Told()
    speaks = Organisation.objects.filter(
        pk__in=Representative.objects.current().filter(person=subject.person).values("organisation")
    )
    goes = [
        _("Representing: %(organisation)s.") % {"organisation": organisation.name.text}
        for organisation in speaks.by_name()
    ]
    warns = [
        _("Left without a manager: %(organisation)s. The secretariat will be told.")
        % {"organisation": organisation.name.text}
        for organisation in organisations_left_without_voice(subject.person).by_name()
    ]
    return Told(goes=tuple(goes), warns=tuple(warns))


def persons_representing(since: date) -> QuerySet:
    """The keys of those who have represented an organisation since a day."""
    return Representative.objects.filter(Q(until=None) | Q(until__gte=since)).values("person")


register_personal_data(
    "representations",
    title=gettext_lazy("Organisations represented"),
    kept=gettext_lazy("Five years after the role ended."),
    export=export_representations,
    erase=erase_representations,
    close=end_representations,
    tells=tell_representations,
    needs=persons_representing,
    keys=["membership.Representative.person"],
)
register_personal_data(
    "invitations_to_represent",
    title=gettext_lazy("Invitations to represent an organisation"),
    kept=gettext_lazy("Two years after they were answered, withdrawn or last sent."),
    export=export_invitations,
    erase=erase_invitations,
    keys=[
        "membership.RepresentativeInvitation.person",
        "membership.RepresentativeInvitation.invited_by",
    ],
)
can_be_erased(RepresentativeInvitation, born="invited_at", repeat=forget_invitation)
