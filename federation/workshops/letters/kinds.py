"""The kinds of e-mails about workshops: who gets each, where its words lie, and where its button leads."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from federation.directory.models import Organisation
from portal.mail.registry import Facts

from ..enums import Audience, RegistrationState, WorkshopState
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop

WRITER, WAITING = "workshops.step", "workshops.waiting"
WAITING_TEMPLATE = "mail/workshops/waiting_long"  # The secretariat's list, about several workshops.


@dataclass(frozen=True)
class Button:
    """Button of an e-mail: its label, and the path to which it leads."""

    label: Promise
    address: Callable[[Workshop, Facts], str]


@dataclass(frozen=True)
class LetterKind:
    """E-mail about one kind of step, and who gets it.

    Its words lie in `<template>/subject.txt` and `<template>/text.txt`. With `may_decline` it offers to give up the
    place that it tells of; with `has_calendar` the event goes with it for who comes, or does not come any more.
    A reminder is not written once what it reminds of is done: `is_open` says no.
    """

    audience: Audience
    template: str
    button: Button
    may_decline: bool = False
    has_calendar: bool = False
    is_open: Callable[[Workshop], bool] = lambda _workshop: True


ASKED = gettext_lazy("You are receiving this e-mail because you asked for a place in this workshop.")
REPRESENTS = gettext_lazy("You are receiving this e-mail because you represent %(organisation)s.")
# Why somebody gets an e-mail, for its foot.
WHY: dict[Audience, Promise] = {
    Audience.SECRETARIAT: gettext_lazy("You are receiving this e-mail because you work in the secretariat."),
    Audience.ORGANISER: REPRESENTS,
    Audience.PARTICIPANTS: ASKED,
    Audience.PARTICIPANT: ASKED,
    Audience.HOST: REPRESENTS,
    Audience.TRAINERS: gettext_lazy("You are receiving this e-mail because you help to hold this workshop."),
    Audience.FORMER: gettext_lazy("You are receiving this e-mail because the organiser had named you."),
    Audience.OFFERED: gettext_lazy(
        "You are receiving this e-mail because an organisation registered this address for a workshop."
    ),
    Audience.REGISTRAR: gettext_lazy("You are receiving this e-mail because you represent %(organisation)s."),
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
REVIEW_LIST = Button(
    gettext_lazy("Open the list"), lambda _workshop, _facts: reverse("workshops:review_list")
)
MANAGE = Button(OPEN, lambda workshop, _facts: reverse("workshops:manage", args=[workshop.slug]))
WILL_NOT_BE_HELD = "mail/workshops/will_not_be_held"
PUBLIC_PAGE = Button(OPEN, lambda workshop, _facts: workshop.url)
MY_WORKSHOPS = Button(
    gettext_lazy("Open my workshops"), lambda _workshop, _facts: reverse("workshops:my_workshops")
)

TRAINING = Button(
    gettext_lazy("Answer the invitation"),
    lambda _workshop, facts: reverse("workshops:training", args=[facts["trainer"]]),
)

HOSTING = Button(
    gettext_lazy("Answer the invitation"),
    lambda workshop, _facts: reverse("workshops:hosting", args=[workshop.slug]),
)
HOSTING_SEEN = Button(OPEN, HOSTING.address)
HOSTED = Button(
    gettext_lazy("Workshops that we host"), lambda _workshop, _facts: reverse("workshops:hosted_list")
)

TRAINING_SEEN = Button(OPEN, TRAINING.address)

OFFER = Button(
    gettext_lazy("Read and answer"),
    lambda _workshop, facts: reverse("workshops:offer", args=[PlaceOffer(pk=facts["offer"]).make_token()]),
)
COLLEAGUES = Button(
    gettext_lazy("See who has answered"),
    lambda workshop, facts: reverse(
        "workshops:colleagues", args=[Organisation.objects.get(pk=facts["organisation"]).slug, workshop.slug]
    ),
)

# By the kind of step, which `actions.telling` keeps with each letter.
LETTERS: dict[str, LetterKind] = {
    "workshop_submitted": LetterKind(Audience.SECRETARIAT, "mail/workshops/workshop_submitted", REVIEW),
    "workshop_called_off_secretariat": LetterKind(
        Audience.SECRETARIAT, "mail/workshops/workshop_called_off_secretariat", REVIEW
    ),
    "change_wished": LetterKind(Audience.SECRETARIAT, "mail/workshops/change_wished", REVIEW),
    "change_withdrawn": LetterKind(Audience.SECRETARIAT, "mail/workshops/change_withdrawn", REVIEW),
    "workshop_taken_back": LetterKind(
        Audience.SECRETARIAT, "mail/workshops/workshop_taken_back", REVIEW_LIST
    ),
    "workshop_taken_back_organiser": LetterKind(
        Audience.ORGANISER, "mail/workshops/workshop_taken_back_organiser", MANAGE
    ),
    "workshop_received": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_received", MANAGE),
    "workshop_returned": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_returned", MANAGE),
    "workshop_approved": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_approved", MANAGE),
    "workshop_declined": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_declined", MANAGE),
    "workshop_called_off": LetterKind(Audience.ORGANISER, "mail/workshops/workshop_called_off", MANAGE),
    "change_received": LetterKind(Audience.ORGANISER, "mail/workshops/change_received", MANAGE),
    "change_withdrawn_organiser": LetterKind(
        Audience.ORGANISER, "mail/workshops/change_withdrawn_organiser", MANAGE
    ),
    "change_approved": LetterKind(Audience.ORGANISER, "mail/workshops/change_approved", MANAGE),
    "change_declined": LetterKind(Audience.ORGANISER, "mail/workshops/change_declined", MANAGE),
    "trainer_accepted": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_accepted", MANAGE),
    "trainer_withheld": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_withheld", MANAGE),
    "trainer_declined": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_declined", MANAGE),
    "trainer_stepped_back": LetterKind(Audience.ORGANISER, "mail/workshops/trainer_stepped_back", MANAGE),
    "trainer_invited": LetterKind(Audience.INVITED, "mail/workshops/trainer_invited", TRAINING),
    "invitation_ended": LetterKind(Audience.INVITED, "mail/workshops/invitation_ended", PUBLIC_PAGE),
    "training_declined": LetterKind(Audience.TRAINERS, WILL_NOT_BE_HELD, MY_WORKSHOPS),
    "invitation_declined": LetterKind(Audience.INVITED, WILL_NOT_BE_HELD, MY_WORKSHOPS),
    "hosting_declined": LetterKind(Audience.HOST, WILL_NOT_BE_HELD, HOSTED),
    "training_cancelled": LetterKind(
        Audience.TRAINERS, "mail/workshops/training_cancelled", PUBLIC_PAGE, has_calendar=True
    ),
    "amended_training": LetterKind(
        Audience.TRAINERS, "mail/workshops/amended_training", TRAINING_SEEN, has_calendar=True
    ),
    "amended_invitation": LetterKind(Audience.INVITED, "mail/workshops/amended_invitation", TRAINING),
    "left_out_of_draft": LetterKind(Audience.FORMER, "mail/workshops/training_ended", MY_WORKSHOPS),
    "request_withdrawn": LetterKind(Audience.HOST, "mail/workshops/request_withdrawn", HOSTING_SEEN),
    "training_ended": LetterKind(Audience.FORMER, "mail/workshops/training_ended", PUBLIC_PAGE),
    "workshop_cancelled": LetterKind(
        Audience.PARTICIPANTS, "mail/workshops/workshop_cancelled", PUBLIC_PAGE, has_calendar=True
    ),
    "place_given_up": LetterKind(Audience.PARTICIPANT, "mail/workshops/place_given_up", PUBLIC_PAGE),
    "waitlist_left": LetterKind(Audience.PARTICIPANT, "mail/workshops/waitlist_left", PUBLIC_PAGE),
    "place_taken": LetterKind(
        Audience.PARTICIPANT, "mail/workshops/place_taken", MY_WORKSHOPS, may_decline=True, has_calendar=True
    ),
    "place_moved_up": LetterKind(
        Audience.PARTICIPANT,
        "mail/workshops/place_moved_up",
        MY_WORKSHOPS,
        may_decline=True,
        has_calendar=True,
    ),
    "place_waitlisted": LetterKind(
        Audience.PARTICIPANT, "mail/workshops/place_waitlisted", MY_WORKSHOPS, may_decline=True
    ),
    "amended": LetterKind(
        Audience.PARTICIPANTS, "mail/workshops/amended", MY_WORKSHOPS, may_decline=True, has_calendar=True
    ),
    # Held places.
    "held_place_offered": LetterKind(Audience.OFFERED, "mail/workshops/held_place_offered", OFFER),
    "held_place_reminder": LetterKind(Audience.OFFERED, "mail/workshops/held_place_reminder", OFFER),
    "held_place_changed": LetterKind(Audience.OFFERED, "mail/workshops/held_place_changed", OFFER),
    "held_place_lapsed": LetterKind(Audience.OFFERED, "mail/workshops/held_place_lapsed", PUBLIC_PAGE),
    "held_place_withdrawn": LetterKind(Audience.OFFERED, "mail/workshops/held_place_withdrawn", PUBLIC_PAGE),
    "held_place_cancelled": LetterKind(Audience.OFFERED, "mail/workshops/held_place_cancelled", PUBLIC_PAGE),
    "held_places_answered": LetterKind(Audience.REGISTRAR, "mail/workshops/held_places_answered", COLLEAGUES),
    # The host and its answer.
    "host_asked": LetterKind(Audience.HOST, "mail/workshops/host_asked", HOSTING),
    "host_let_go": LetterKind(Audience.HOST, "mail/workshops/host_let_go", HOSTED),
    "host_rights": LetterKind(Audience.HOST, "mail/workshops/host_rights", HOSTING_SEEN),
    "hosting_cancelled": LetterKind(Audience.HOST, "mail/workshops/hosting_cancelled", HOSTED),
    "amended_by_host": LetterKind(Audience.ORGANISER, "mail/workshops/amended_by_host", MANAGE),
    "amended_hosting": LetterKind(Audience.HOST, "mail/workshops/amended_hosting", HOSTING_SEEN),
    "host_accepted": LetterKind(Audience.ORGANISER, "mail/workshops/host_accepted", MANAGE),
    "host_declined": LetterKind(Audience.ORGANISER, "mail/workshops/host_declined", MANAGE),
    "host_withdrawn": LetterKind(Audience.ORGANISER, "mail/workshops/host_withdrawn", MANAGE),
    # Reminders by the clock.
    "reminder_week": LetterKind(
        Audience.PARTICIPANT,
        "mail/workshops/reminder_week",
        MY_WORKSHOPS,
        may_decline=True,
        has_calendar=True,
    ),
    "reminder_day": LetterKind(
        Audience.PARTICIPANT, "mail/workshops/reminder_day", MY_WORKSHOPS, may_decline=True, has_calendar=True
    ),
    "reminder_day_trainer": LetterKind(
        Audience.TRAINERS, "mail/workshops/reminder_day", TRAINING_SEEN, has_calendar=True
    ),
    # Reminders to organisers.
    "question_waits": LetterKind(
        Audience.ORGANISER,
        "mail/workshops/question_waits",
        MANAGE,
        is_open=lambda workshop: workshop.state == WorkshopState.RETURNED,
    ),
    "booking_closes": LetterKind(
        Audience.ORGANISER,
        "mail/workshops/booking_closes",
        MANAGE,
        is_open=lambda workshop: (
            workshop.state == WorkshopState.APPROVED
            and workshop.registration_state() == RegistrationState.OPEN
        ),
    ),
    # What was changed in the admin.
    "words_changed": LetterKind(Audience.ORGANISER, "mail/workshops/words_changed", MANAGE),
    "trainers_changed": LetterKind(Audience.ORGANISER, "mail/workshops/trainers_changed", MANAGE),
    "trainer_named": LetterKind(Audience.NAMED, "mail/workshops/trainer_named", TRAINING_SEEN),
    "trainer_unnamed": LetterKind(Audience.NAMED, "mail/workshops/trainer_unnamed", MY_WORKSHOPS),
}
