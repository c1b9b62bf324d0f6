"""The closed vocabularies of workshops."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.caching.scopes import declare_scope

WORKSHOPS_SCOPE = declare_scope("workshops")
PLACES_SCOPE = declare_scope("workshops.places")  # Whatever tells how many places are taken.


class WorkshopState(models.TextChoices):
    """State of a workshop between its organiser and the secretariat."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for the secretariat")
    RETURNED = "returned", _("Returned with a question")
    APPROVED = "approved", pgettext_lazy("a workshop", "Approved")
    DECLINED = "declined", pgettext_lazy("a workshop", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("a workshop", "Cancelled")


EDITABLE_STATES = frozenset({WorkshopState.DRAFT, WorkshopState.RETURNED})
PUBLIC_STATES = frozenset({WorkshopState.APPROVED, WorkshopState.CANCELLED})
# In these it is to take place, so that somebody can be asked to train.
PLANNED_STATES = frozenset({*EDITABLE_STATES, WorkshopState.SUBMITTED, WorkshopState.APPROVED})

# The closed vocabulary of badges (portal.look) for each state.
STATE_BADGES = {
    WorkshopState.DRAFT: "draft",
    WorkshopState.SUBMITTED: "waiting",
    WorkshopState.RETURNED: "overdue",
    WorkshopState.APPROVED: "accepted",
    WorkshopState.DECLINED: "declined",
    WorkshopState.CANCELLED: "declined",
}


class RegistrationState(models.TextChoices):
    """State of registration: whether one can take a place now; worked out from dates and places, never stored."""

    OPEN = "open", _("Places available")
    FULL = "full", _("Waitlist")
    COMING = "coming", _("Opens soon")
    CLOSED = "closed", _("Booking closed")
    PAST = "past", pgettext_lazy("a workshop", "Past")
    CANCELLED = "cancelled", pgettext_lazy("a workshop", "Cancelled")


# In these nobody can come any more, and nothing is to be asked for.
OVER_STATES = (RegistrationState.PAST, RegistrationState.CANCELLED)

REGISTRATION_BADGES = {
    RegistrationState.OPEN: "open",
    RegistrationState.FULL: "waiting",
    RegistrationState.COMING: "draft",
    RegistrationState.CLOSED: "on_hold",
    RegistrationState.PAST: "done",
    RegistrationState.CANCELLED: "declined",
}


class Admission(models.TextChoices):
    """The way into a workshop."""

    OPEN = "open", _("Open: first come, first served")
    BY_SELECTION = "by_selection", _("By selection")


OFFERED_ADMISSIONS = (Admission.OPEN,)


class DatePrecision(models.TextChoices):
    """Precision with which the dates are known."""

    DAY = "day", _("exact dates")
    YEAR = "year", _("year only")


class MoneyKind(models.TextChoices):
    """Source of a workshop's money, as the project of 2010 planned it."""

    FEDERATION = "federation", _("Federation or association")
    REGIONAL_LIBRARY = "regional_library", _("Regional library")
    OTHER = "other", pgettext_lazy("source of money", "Other source")


class TrainerRole(models.TextChoices):
    """The rung of the trainers' ladder on which somebody stands in one workshop, or that they answer for its host."""

    LEAD = "lead", _("Lead trainer")
    CO_TRAINER = "co_trainer", _("Co-trainer")
    OBSERVER = "observer", _("Observer")
    CONTACT = "contact", _("Contact at the host")


class TrainerAnswer(models.TextChoices):
    """How far a trainer's invitation is; worked out, never stored."""

    NO_ADDRESS = "no_address", pgettext_lazy("a trainer", "No e-mail address")
    NOT_INVITED = "not_invited", pgettext_lazy("a trainer", "Not invited yet")
    INVITED = "invited", pgettext_lazy("a trainer", "Invited, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("a trainer", "Confirmed")
    DECLINED = "declined", pgettext_lazy("a trainer", "Declined")
    STEPPED_BACK = "stepped_back", pgettext_lazy("a trainer", "Stepped back")


ANSWER_BADGES = {
    TrainerAnswer.NO_ADDRESS: "draft",
    TrainerAnswer.NOT_INVITED: "draft",
    TrainerAnswer.INVITED: "waiting",
    TrainerAnswer.ACCEPTED: "accepted",
    TrainerAnswer.DECLINED: "declined",
    TrainerAnswer.STEPPED_BACK: "declined",
}


class ParticipationState(models.TextChoices):
    """State of a person's participation in one workshop."""

    REGISTERED = "registered", _("Has a place")
    WAITLISTED = "waitlisted", _("On the waitlist")
    CANCELLED = "cancelled", pgettext_lazy("a participation", "Cancelled")


ACTIVE_PARTICIPATIONS = (ParticipationState.REGISTERED, ParticipationState.WAITLISTED)

PARTICIPATION_BADGES = {
    ParticipationState.REGISTERED: "accepted",
    ParticipationState.WAITLISTED: "on_hold",
    ParticipationState.CANCELLED: "declined",
}


class StepVerb(models.TextChoices):
    """What somebody did with a workshop, in its journal."""

    SUBMITTED = "submitted", _("Submitted to the secretariat")
    RETURNED = "returned", _("Returned with a question")
    APPROVED = "approved", pgettext_lazy("a workshop", "Approved")
    DECLINED = "declined", pgettext_lazy("a workshop", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("a workshop", "Cancelled")
    WORDS = "words", _("Text changed")
    TRAINERS = "trainers", _("Trainers and contacts changed by the secretariat")
