"""Personal data that membership holds on a user: the organisations that they represent, and their
invitations.
"""

from typing import Any

from django.utils import timezone

from federation.directory.models import Organisation
from federation.people.models import Person
from federation.people.registry import MOVED, Told, point_at, register_key
from portal.accounts.models import User
from portal.accounts.registry import forget_in_history, forget_names_of_gone, register_personal_data
from portal.backup.erasures import can_be_erased
from portal.content import versions

from .actions import tell_of_silence
from .enums import RepresentativeRole
from .models.representative import Representative
from .models.representative_invitation import RepresentativeInvitation


def export_representations(user: User) -> list[dict[str, Any]]:
    """Returns the organisations that the user speaks or spoke for; by name those whose entry they may see."""
    seen = set(
        Organisation.objects.visible_to(user)
        .filter(representatives__person__user=user)
        .values_list("pk", flat=True)
    )
    return [
        {
            "organisation": str(row.organisation) if row.organisation_id in seen else "",
            "role": row.role,
            "since": row.since,
            "until": row.until,
        }
        for row in Representative.objects.of(user).select_related("organisation")
    ]


def erase_representations(user: User) -> None:
    """The user speaks for nobody any more, and nothing tells that they did. The secretariat is told of an organisation
    that has no manager left.

    The term stays, ended, of a person without a name: so the organisation still counts as one that was represented.
    """
    terms = Representative.objects.of(user)
    organisations = list(
        Organisation.objects.filter(pk__in=terms.current().managers().values("organisation"))
    )
    versions.forget(terms)
    forget_names_of_gone(Representative)
    today = timezone.localdate()
    terms.filter(since__gt=today).delete()
    terms.current().update(until=today, ended_at=timezone.now())
    tell_of_silence(organisations, f"account-{user.pk}")


def export_invitations(user: User) -> list[dict[str, Any]]:
    """Returns the invitations to represent an organisation that were sent to the user's addresses."""
    rows = RepresentativeInvitation.objects.of(user).select_related("organisation")
    return [
        {
            "email": row.email,
            "organisation": str(row.organisation),
            "role": row.role,
            "invited_at": row.invited_at,
            "accepted_at": row.accepted_at,
            "declined_at": row.declined_at,
            "withdrawn_at": row.withdrawn_at,
        }
        for row in rows
    ]


def erase_invitations(user: User) -> None:
    """Nobody was invited, and nobody knows any more who invited others."""
    forget_in_history(RepresentativeInvitation.objects.of(user))
    RepresentativeInvitation.objects.of(user).delete()
    RepresentativeInvitation.objects.filter(invited_by__user=user).update(invited_by=None)


def move_representations(kept: Person, merged: Person) -> Told:
    """The kept one speaks for whom the other spoke for; once for each organisation, as manager if either was."""
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


def give_representations_back(kept: Person, merged: Person, told: Told) -> None:
    """Undoes that, but for what somebody has changed since."""
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
register_personal_data("representations", export=export_representations, erase=erase_representations)
register_personal_data("invitations_to_represent", export=export_invitations, erase=erase_invitations)
can_be_erased(RepresentativeInvitation, born="invited_at", repeat=RepresentativeInvitation.delete)
