"""Writers of the e-mails about workshops, out of the facts that `actions.telling` keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from federation.people.models import Person
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, Link
from portal.mail.fields import readable
from portal.mail.registry import Facts, writer

from .enums import ParticipationState
from .models.date_change import DateChange
from .models.participation import Participation
from .models.state_change import StateChange
from .models.workshop import Workshop
from .models.workshop_trainer import WorkshopTrainer

WRITER = "workshops.step"


class Audience(Enum):
    """Recipients of an e-mail, whom `actions.telling` finds."""

    SECRETARIAT = "secretariat"
    ORGANISER = "organiser"  # Those who represent it.
    PARTICIPANTS = "participants"  # All who have a place or wait for one.
    PARTICIPANT = "participant"  # The one whose place it tells of.
    TRAINERS = "trainers"  # Those who have accepted, contacts too.
    INVITED = "invited"  # Whoever reads the address beside such a name, with or without an account.


@dataclass(frozen=True)
class Button:
    """Button of an e-mail: its label, and the path to which it leads."""

    label: Promise
    address: Callable[[Workshop, Facts], str]


@dataclass(frozen=True)
class LetterKind:
    """E-mail about one kind of step, and who gets it.

    Its words lie in `<template>/subject.txt` and `<template>/text.txt`. With `may_decline` it offers to give up the
    place that it tells of.
    """

    audience: Audience
    template: str
    button: Button
    may_decline: bool = False


@dataclass(frozen=True)
class Decline:
    """The question below an e-mail about a place, and the link with which the place is given up."""

    question: str
    label: str
    url: str


ASKED = gettext_lazy("You are receiving this e-mail because you asked for a place in this workshop.")
# Why somebody gets an e-mail, for its foot.
WHY: dict[Audience, Promise] = {
    Audience.SECRETARIAT: gettext_lazy("You are receiving this e-mail because you work in the secretariat."),
    Audience.ORGANISER: gettext_lazy("You are receiving this e-mail because you represent %(organisation)s."),
    Audience.PARTICIPANTS: ASKED,
    Audience.PARTICIPANT: ASKED,
    Audience.TRAINERS: gettext_lazy("You are receiving this e-mail because you help to hold this workshop."),
    Audience.INVITED: gettext_lazy(
        "You are receiving this e-mail because the organiser of the workshop wrote down this address."
    ),
}

CHOSEN = gettext_lazy(
    "You are receiving this e-mail because the same organiser has named you in other workshops, too."
)

OPEN = gettext_lazy("Open the workshop")
REVIEW = Button(OPEN, lambda workshop, _facts: reverse("workshops:review", args=[workshop.slug]))
MANAGE = Button(OPEN, lambda workshop, _facts: reverse("workshops:manage", args=[workshop.slug]))
PUBLIC_PAGE = Button(OPEN, lambda workshop, _facts: workshop.url)
MY_WORKSHOPS = Button(
    gettext_lazy("Open my workshops"), lambda _workshop, _facts: reverse("workshops:my_workshops")
)

TRAINING = Button(
    gettext_lazy("Answer the invitation"),
    lambda _workshop, facts: reverse("workshops:training", args=[facts["trainer"]]),
)

TRAINING_SEEN = Button(OPEN, TRAINING.address)

# By the kind of step, which `actions.telling` keeps with each letter.
LETTERS: dict[str, LetterKind] = {
    "workshop_submitted": LetterKind(Audience.SECRETARIAT, "mail/workshops/workshop_submitted", REVIEW),
    "workshop_called_off_secretariat": LetterKind(
        Audience.SECRETARIAT, "mail/workshops/workshop_called_off_secretariat", REVIEW
    ),
    "dates_proposed": LetterKind(Audience.SECRETARIAT, "mail/workshops/dates_proposed", REVIEW),
    "workshop_received": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_received", MANAGE),
    "workshop_returned": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_returned", MANAGE),
    "workshop_approved": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_approved", MANAGE),
    "workshop_declined": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_declined", MANAGE),
    "workshop_called_off": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_called_off", MANAGE),
    "dates_received": LetterKind(Audience.ORGANISER, "mail/workshops/dates_received", MANAGE),
    "dates_approved": LetterKind(Audience.ORGANISER, "mail/workshops/dates_approved", MANAGE),
    "dates_declined": LetterKind(Audience.ORGANISER, "mail/workshops/dates_declined", MANAGE),
    "trainer_accepted": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_accepted", MANAGE),
    "trainer_withheld": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_withheld", MANAGE),
    "trainer_declined": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_declined", MANAGE),
    "trainer_stepped_back": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_stepped_back", MANAGE),
    "trainer_invited": LetterKind(Audience.INVITED, "mail/workshops/trainer_invited", TRAINING),
    "invitation_ended": LetterKind(Audience.INVITED, "mail/workshops/invitation_ended", PUBLIC_PAGE),
    "training_cancelled": LetterKind(Audience.TRAINERS, "mail/workshops/training_cancelled", PUBLIC_PAGE),
    "training_moved": LetterKind(Audience.TRAINERS, "mail/workshops/training_moved", TRAINING_SEEN),
    "workshop_cancelled": LetterKind(Audience.PARTICIPANTS, "mail/workshops/workshop_cancelled", PUBLIC_PAGE),
    "place_given_up": LetterKind(Audience.PARTICIPANT, "mail/workshops/place_given_up", PUBLIC_PAGE),
    "waitlist_left": LetterKind(Audience.PARTICIPANT, "mail/workshops/waitlist_left", PUBLIC_PAGE),
    "place_taken": LetterKind(
        Audience.PARTICIPANT, "mail/workshops/place_taken", MY_WORKSHOPS, may_decline=True
    ),
    "place_moved_up": LetterKind(
        Audience.PARTICIPANT, "mail/workshops/place_moved_up", MY_WORKSHOPS, may_decline=True
    ),
    "place_waitlisted": LetterKind(
        Audience.PARTICIPANT, "mail/workshops/place_waitlisted", MY_WORKSHOPS, may_decline=True
    ),
    "dates_changed": LetterKind(
        Audience.PARTICIPANTS, "mail/workshops/dates_changed", MY_WORKSHOPS, may_decline=True
    ),
}


@writer(WRITER, names={"trainer": WorkshopTrainer})
def step(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes the e-mail about a step (`LETTERS`). None when what it tells of is gone, or asks nobody any more."""
    kind = LETTERS[facts["kind"]]
    workshop = Workshop.objects.filter(pk=facts["workshop"]).first()
    if workshop is None:
        return None
    try:
        context = {"workshop": workshop, **_reader(facts), **_change(facts), **_trainer(facts)}
    except ObjectDoesNotExist:
        return None
    reader = context.pop("reader", None)
    return "mail/letter", {
        "about": workshop.title.text,
        "subject_template": f"{kind.template}/subject.txt",
        "text_template": f"{kind.template}/text.txt",
        "action": Link(
            str(kind.button.label), f"{settings.WAGTAILADMIN_BASE_URL}{kind.button.address(workshop, facts)}"
        ),
        "facts": [*_facts_of(workshop), *_role(kind, context)],
        "decline": _decline(context) if kind.may_decline else None,
        "has_account": _has_account(kind, reader),
        "why": _why(kind, facts)
        % {"organisation": workshop.organiser.name.text if workshop.organiser else ""},
        **context,
    }


def _why(kind: LetterKind, facts: Facts) -> str:
    """The reason in the foot; who was chosen is written to as the person they are, at no address of the organiser's."""
    return str(CHOSEN if kind.audience == Audience.INVITED and "mark" not in facts else WHY[kind.audience])


def mark_of(email: str) -> str:
    """What an address is known by where it must not stand: it tells whether a line still has a letter's address."""
    return salted_hmac("workshops.trainer", email).hexdigest()[:16]


def _has_account(kind: LetterKind, reader: Person | None) -> bool:
    """Whether the letter may speak of the reader's account. To one who is invited it says the same, whoever it is."""
    if kind.audience == Audience.INVITED:
        return False
    return reader is None or reader.user_id is not None


def _trainer(facts: Facts) -> dict[str, Any]:
    """The line of a trainer that it tells of. Raises DoesNotExist when it no longer asks there, or when the trainer was
    forgotten since.
    """
    if "trainer" not in facts:
        return {}
    trainer = WorkshopTrainer.objects.select_related("person__user").get(pk=facts["trainer"])
    if trainer.is_forgotten or (trainer.person and trainer.person.is_forgotten):
        raise WorkshopTrainer.DoesNotExist
    if "user" in facts:
        return {"trainer": trainer}
    if "mark" not in facts:
        asks = LETTERS[facts["kind"]].audience == Audience.INVITED
        if trainer.person is None or (asks and not trainer.is_open):
            raise WorkshopTrainer.DoesNotExist
        return {"trainer": trainer, **_named(trainer.person), "address": readable(trainer.asks_at)}
    if not trainer.is_open or mark_of(trainer.email) != facts["mark"]:
        raise WorkshopTrainer.DoesNotExist
    return {"trainer": trainer, "name": trainer.name, "address": readable(trainer.email)}


def _reader(facts: Facts) -> dict[str, Any]:
    """Returns the recipient: an account, or somebody with a participation, as it was when the step was done."""
    if "user" in facts:
        return {"name": get_user_model().objects.get(pk=facts["user"]).display_name}
    if "participation" not in facts:
        return {}
    participation = Participation.objects.select_related("person__user").get(pk=facts["participation"])
    participation.state, participation.queue_number = facts["state"], facts["queue_number"]
    if position := facts.get("position"):
        participation.earlier = position - 1
    return {"participation": participation, **_named(participation.person)}


def _named(person: Person) -> dict[str, Any]:
    name = person.name_in(active_language()) or (person.user.display_name if person.user else "")
    return {"reader": person, "name": name}


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


def _facts_of(workshop: Workshop) -> list[Fact]:
    return [
        Fact(_("Workshop"), workshop.title),
        Fact(_("Organiser"), workshop.organiser.name if workshop.organiser else ""),
        Fact(_("Dates"), workshop.dates),
        Fact(_("Place"), _("Online") if workshop.is_online else workshop.place),
        Fact(_("Daily hours"), LocalisedText(workshop.hours, workshop.working_language)),
    ]


def _role(kind: LetterKind, context: dict[str, Any]) -> list[Fact]:
    if kind.audience not in (Audience.TRAINERS, Audience.INVITED):
        return []
    return [Fact(_("Your role"), context["trainer"].get_role_display())]


def _decline(context: dict[str, Any]) -> Decline | None:
    """Returns the link to give up the place that an e-mail tells of; None for who could not sign in to do it."""
    participation = context.get("participation")
    if participation is None or not participation.person.user_id:
        return None
    waits = participation.state == ParticipationState.WAITLISTED
    return Decline(
        question=_("Can’t take part?"),
        label=_("Leave the waitlist") if waits else _("Give up my place"),
        url=settings.WAGTAILADMIN_BASE_URL + reverse("workshops:leave", args=[context["workshop"].slug]),
    )
