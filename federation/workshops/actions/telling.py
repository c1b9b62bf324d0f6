"""E-mails about workshops: recipients and facts, kept with the change that they tell of. Their words:
`workshops.letters`.
"""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from federation.membership.models import Representative
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.registry import Facts
from portal.mail.sending import DeferredLetter, send_all_later

from ..letters import WRITER
from ..models.changes import DateChange, StateChange
from ..models.participation import Participation
from ..models.workshop import Workshop


def representatives(workshop: Workshop) -> list:
    """The accounts that speak for the organiser today."""
    if workshop.organiser_id is None:
        return []
    speaking = Representative.objects.current().filter(organisation=workshop.organiser_id)
    return list(
        get_user_model().objects.filter(pk__in=speaking.values("user"), is_active=True).order_by("pk")
    )


def secretariat() -> list:
    """The accounts of the secretariat."""
    return list(User.objects.with_role(Role.SECRETARIAT))


def participants(workshop: Workshop) -> list[Participation]:
    """Those who have a place or wait for one and can be written to."""
    active = workshop.participations.active().select_related("person__user")
    return [participation for participation in active if participation.person.address]


def tell_change(change: StateChange, kind: str, users: Iterable) -> None:
    """Writes to accounts about a step of a workshop."""
    facts = {"kind": kind, "workshop": change.workshop_id, "state_change": change.pk}
    _tell_users(f"{kind}:{change.pk}", facts, users)


def tell_date_change(change: DateChange, kind: str, users: Iterable) -> None:
    """Writes to accounts about a proposal of other dates."""
    facts = {"kind": kind, "workshop": change.workshop_id, "date_change": change.pk}
    _tell_users(f"{kind}:{change.pk}", facts, users)


def tell_participants(workshop: Workshop, kind: str, change: StateChange | DateChange) -> None:
    """Writes to all who have a place or wait for one about a change."""
    name = "date_change" if isinstance(change, DateChange) else "state_change"
    facts = {"kind": kind, "workshop": workshop.pk, name: change.pk}
    send_all_later(
        _to_person(f"{kind}:{change.pk}:participation-{participation.pk}", facts, participation)
        for participation in participants(workshop)
    )


def tell_place(participation: Participation, kind: str) -> None:
    """Writes to one person about their place."""
    tell_places([participation], kind)


def tell_places(participations: Iterable[Participation], kind: str) -> None:
    """Writes to people about their places. The position in the waitlist is that of this moment."""
    send_all_later(
        _to_person(
            f"{kind}:{participation.pk}:{participation.queue_number}",
            {
                "kind": kind,
                "workshop": participation.workshop_id,
                "position": participation.waitlist_position,
            },
            participation,
        )
        for participation in participations
        if participation.person.address
    )


def _tell_users(key: str, facts: Facts, users: Iterable) -> None:
    send_all_later(
        DeferredLetter(
            f"workshops:{key}:user-{user.pk}", user.email, user.preferred_language, WRITER,
            {**facts, "user": user.pk},
        )
        for user in users
    )  # fmt: skip


def _to_person(key: str, facts: Facts, participation: Participation) -> DeferredLetter:
    """A letter about a participation, which it finds as it is now, whatever becomes of it."""
    person = participation.person
    language = person.user.preferred_language if person.user else person.preferred_language
    own = {
        "participation": participation.pk,
        "state": participation.state,
        "queue_number": participation.queue_number,
    }
    return DeferredLetter(f"workshops:{key}", person.address, language, WRITER, {**facts, **own})
