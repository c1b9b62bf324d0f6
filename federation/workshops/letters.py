"""Writers of the e-mails about workshops, out of the facts that `actions.telling` keeps."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.mail.registry import Facts, writer

from .enums import ParticipationState
from .models.changes import DateChange, StateChange
from .models.participation import Participation
from .models.workshop import Workshop

WRITER = "workshops.step"
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


@writer(WRITER)
def step(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """A letter of a kind: its words lie in templates/mail/workshops/<kind>/. None when what it tells of is gone."""
    kind = facts["kind"]
    workshop = Workshop.objects.filter(pk=facts["workshop"]).first()
    if workshop is None:
        return None
    try:
        context = {"workshop": workshop, **_reader(facts), **_change(facts)}
    except ObjectDoesNotExist:
        return None
    participation = context.get("participation")
    return "mail/workshops/letter", {
        "subject_template": f"mail/workshops/{kind}/subject.txt",
        "text_template": f"mail/workshops/{kind}/text.txt",
        "action": {
            "url": f"{settings.WAGTAILADMIN_BASE_URL}{_address(kind, workshop)}",
            "label": _label(kind),
        },
        "facts": _facts_of(workshop),
        "decline": _decline(kind, context),
        "has_account": participation is None or participation.person.user_id is not None,
        "why": _why(kind),
        **context,
    }


def _reader(facts: Facts) -> dict[str, Any]:
    """Returns the recipient: an account, or somebody with a participation, as it was when the step was done."""
    if "user" in facts:
        return {"name": get_user_model().objects.get(pk=facts["user"]).display_name}
    participation = Participation.objects.select_related("person__user").get(pk=facts["participation"])
    participation.state, participation.queue_number = facts["state"], facts["queue_number"]
    if position := facts.get("position"):
        participation.earlier = position - 1
    person = participation.person
    name = person.full_name or (person.user.display_name if person.user else "")
    return {"participation": participation, "name": name}


def _change(facts: Facts) -> dict[str, Any]:
    """The decision or the other dates that it tells of."""
    if "state_change" in facts:
        return {"change": StateChange.objects.get(pk=facts["state_change"])}
    if "date_change" not in facts:
        return {}
    change, language = DateChange.objects.get(pk=facts["date_change"]), get_language() or ""
    return {
        "change": change,
        "old_dates": change.old_dates_in(language),
        "new_dates": change.dates_in(language),
    }


def _facts_of(workshop: Workshop) -> list[dict[str, Any]]:
    return [
        {"label": _("Workshop"), "value": workshop.title},
        {"label": _("Organiser"), "value": workshop.organiser.name if workshop.organiser else ""},
        {"label": _("Dates"), "value": workshop.dates},
        {"label": _("Place"), "value": _("Online") if workshop.is_online else workshop.place},
        {"label": _("Daily hours"), "value": workshop.hours},
    ]


def _address(kind: str, workshop: Workshop) -> str:
    """Returns the path to which the button of the e-mail leads."""
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
    """Returns the link to give up the place that an e-mail tells of; None for who could not sign in to do it."""
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
