"""Who is written to, and about what. Letters go out with the change that they tell of, in each reader's language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from federation.membership.records import Representative
from portal.accounts.roles import Role
from portal.mail.actions import send_letter

from ..enums import ParticipationState
from ..records import DateChange, Participation, StateChange, Workshop

TO_SECRETARIAT = frozenset({"workshop_submitted", "workshop_called_off_secretariat", "dates_proposed"})
TO_ORGANISER = frozenset(
    {
        "workshop_received",
        "workshop_returned",
        "workshop_approved",
        "workshop_declined",
        "workshop_called_off",
        "dates_received",
        "dates_approved",
        "dates_declined",
    }
)
TO_WORKSHOP = frozenset({"workshop_cancelled", "place_given_up", "waitlist_left"})
CAN_DECLINE = frozenset({"place_taken", "place_moved_up", "place_waitlisted", "dates_changed"})


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
    return list(get_user_model().objects.filter(groups__name=Role.SECRETARIAT, is_active=True).order_by("pk"))


def participants(workshop: Workshop) -> list[Participation]:
    """Those who have a place or wait for one and can be written to."""
    active = workshop.participations.active().select_related("person__user")
    return [participation for participation in active if participation.person.address]


def tell_change(change: StateChange, kind: str, users: Iterable) -> None:
    """Writes to accounts about a step of a workshop."""
    for user in users:
        _send(f"{kind}:{change.pk}:user-{user.pk}", user.email, user.preferred_language, kind,
              {"workshop": change.workshop, "change": change, "name": user.display_name})  # fmt: skip


def tell_date_change(change: DateChange, kind: str, users: Iterable) -> None:
    """Writes to accounts about a proposal of other dates."""
    for user in users:
        language = user.preferred_language
        _send(f"{kind}:{change.pk}:user-{user.pk}", user.email, language, kind,
              {"workshop": change.workshop, "change": change, "name": user.display_name,
               "old_dates": change.old_dates_in(language), "new_dates": change.dates_in(language)})  # fmt: skip


def tell_participants(workshop: Workshop, kind: str, occasion: int, **context: Any) -> None:
    """Writes to all who have a place or wait for one; `occasion` is the number of the change that it tells of."""
    for participation in participants(workshop):
        person = participation.person
        language = _language_of(person)
        known = dict(context)
        if isinstance(change := context.get("change"), DateChange):
            known |= {"old_dates": change.old_dates_in(language), "new_dates": change.dates_in(language)}
        _send(f"{kind}:{occasion}:participation-{participation.pk}", person.address, language, kind,
              {"workshop": workshop, "participation": participation, "name": _name_of(person), **known})  # fmt: skip


def tell_place(participation: Participation, kind: str) -> None:
    """Writes to one person about their place."""
    person = participation.person
    if not person.address:
        return
    _send(f"{kind}:{participation.pk}:{participation.queue_number}", person.address, _language_of(person),
          kind, {"workshop": participation.workshop, "participation": participation,
                     "name": _name_of(person)})  # fmt: skip


def _language_of(person) -> str:
    return person.user.preferred_language if person.user_id else person.preferred_language


def _name_of(person) -> str:
    return person.full_name or (person.user.display_name if person.user_id else "")


def _send(key: str, address: str, language: str, kind: str, context: dict[str, Any]) -> None:
    """Puts one letter of a kind in the outbox: its words lie in templates/mail/workshops/<kind>/."""
    participation = context.get("participation")
    with override(language):
        workshop = context["workshop"]
        action = {"url": f"{settings.WAGTAILADMIN_BASE_URL}{_address(kind, workshop)}", "label": _label(kind)}
        facts = [
            {"label": _("Workshop"), "value": workshop.title.text},
            {"label": _("Organiser"), "value": workshop.organiser.name.text if workshop.organiser else ""},
            {"label": _("Dates"), "value": workshop.dates},
            {"label": _("Place"), "value": _("Online") if workshop.is_online else workshop.place.text},
            {"label": _("Daily hours"), "value": workshop.hours},
        ]
        decline, why = _decline(kind, context), _why(kind)
    send_letter(
        key=f"workshops:{key}",
        address=address,
        language=language,
        template="mail/workshops/letter",
        context={
            "subject_template": f"mail/workshops/{kind}/subject.txt",
            "text_template": f"mail/workshops/{kind}/text.txt",
            "action": action,
            "decline": decline,
            "facts": facts,
            "has_account": participation is None or participation.person.user_id is not None,
            "why": why,
            **context,
        },
    )


def _address(kind: str, workshop: Workshop) -> str:
    """Where the letter's button leads."""
    if kind in TO_SECRETARIAT:
        return reverse("workshops:review", args=[workshop.slug])
    if kind in TO_ORGANISER:
        return reverse("workshops:manage", args=[workshop.slug])
    return workshop.url if kind in TO_WORKSHOP else reverse("workshops:my_workshops")


def _label(kind: str) -> str:
    if kind in TO_SECRETARIAT | TO_ORGANISER | TO_WORKSHOP:
        return _("Open the workshop")
    return _("Open my workshops")


def _decline(kind: str, context: dict[str, Any]) -> dict[str, str] | None:
    """How to give up the place that a letter tells of; nothing for who could not sign in to do it."""
    participation = context.get("participation")
    if kind not in CAN_DECLINE or participation is None or not participation.person.user_id:
        return None
    waits = participation.state == ParticipationState.WAITLISTED
    return {
        "question": _("Can’t take part?"),
        "label": _("Leave the waitlist") if waits else _("Give up my place"),
        "url": settings.WAGTAILADMIN_BASE_URL + reverse("workshops:leave", args=[context["workshop"].slug]),
    }


def _why(kind: str) -> str:
    """Why somebody gets the letter, in a sentence for its foot."""
    if kind in TO_SECRETARIAT:
        return _("You are receiving this e-mail because you work in the secretariat.")
    if kind in TO_ORGANISER:
        return _("You are receiving this e-mail because you represent the organiser of the workshop.")
    return _("You are receiving this e-mail because you asked for a place in this workshop.")
