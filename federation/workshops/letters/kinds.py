"""The kinds of e-mails about workshops: who gets each, where its words lie, and where its button leads."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from portal.mail.registry import Facts

from ..models.workshop import Workshop

WRITER = "workshops.step"


class Audience(Enum):
    """Recipients of an e-mail, whom `actions.telling` finds."""

    SECRETARIAT = "secretariat"
    ORGANISER = "organiser"  # Those who represent it.
    PARTICIPANTS = "participants"  # All who have a place or wait for one.
    PARTICIPANT = "participant"  # The one whose place it tells of.
    TRAINERS = "trainers"  # Those who have accepted, contacts too.
    NAMED = "named"  # Somebody whom the secretariat has named as who trains, or names no more.
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


ASKED = gettext_lazy("You are receiving this e-mail because you asked for a place in this workshop.")
# Why somebody gets an e-mail, for its foot.
WHY: dict[Audience, Promise] = {
    Audience.SECRETARIAT: gettext_lazy("You are receiving this e-mail because you work in the secretariat."),
    Audience.ORGANISER: gettext_lazy("You are receiving this e-mail because you represent %(organisation)s."),
    Audience.PARTICIPANTS: ASKED,
    Audience.PARTICIPANT: ASKED,
    Audience.TRAINERS: gettext_lazy("You are receiving this e-mail because you help to hold this workshop."),
    Audience.NAMED: gettext_lazy(
        "You are receiving this e-mail because you were named among those who help to hold this workshop."
    ),
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
    # What was changed in the admin.
    "words_changed": LetterKind(Audience.ORGANISER, "mail/workshops/words_changed", MANAGE),
    "trainers_changed": LetterKind(Audience.ORGANISER, "mail/workshops/trainers_changed", MANAGE),
    "trainer_named": LetterKind(Audience.NAMED, "mail/workshops/trainer_named", TRAINING_SEEN),
    "trainer_unnamed": LetterKind(Audience.NAMED, "mail/workshops/trainer_unnamed", MY_WORKSHOPS),
}
