"""The closed vocabularies of workshops."""

from enum import Enum

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
DECIDED_STATES = frozenset({WorkshopState.APPROVED, WorkshopState.DECLINED, WorkshopState.CANCELLED})
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
    KEPT = "kept", _("Kept places only")  # Those that are free are kept for some; others wait.
    FULL = "full", _("Waitlist")
    COMING = "coming", _("Opens soon")
    CLOSED = "closed", _("Booking closed")
    PAST = "past", pgettext_lazy("a workshop", "Past")
    CANCELLED = "cancelled", pgettext_lazy("a workshop", "Cancelled")


# In these one can ask for a place: at once or on the waitlist.
BOOKABLE_STATES = (RegistrationState.OPEN, RegistrationState.KEPT, RegistrationState.FULL)
# In these nobody can come any more, and nothing is to be asked for.
OVER_STATES = (RegistrationState.PAST, RegistrationState.CANCELLED)

REGISTRATION_BADGES = {
    RegistrationState.OPEN: "open",
    RegistrationState.KEPT: "waiting",
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


class KeptFor(models.TextChoices):
    """Whom some of the places are kept for, until a day."""

    MEMBERS = "members", pgettext_lazy("places are kept for", "members of the federation")
    HOST_REGION = "host_region", pgettext_lazy("places are kept for", "the host’s region")


class DatePrecision(models.TextChoices):
    """Precision with which the dates are known."""

    DAY = "day", _("exact dates")
    YEAR = "year", _("year only")


class AttendanceMode(models.TextChoices):
    """The way in which people take part: in a hall, by a link, or either."""

    ON_SITE = "on_site", pgettext_lazy("how a workshop is held", "On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", pgettext_lazy("how a workshop is held", "On site and online")


class Cover(models.TextChoices):
    """Who pays for what a participant needs on the way and on the spot."""

    PROVIDED = "provided", _("Paid for by the organiser")
    OWN = "own", _("Paid for by participants")
    NONE = "none", _("Not offered")


class MoneyKind(models.TextChoices):
    """Source of a workshop's money."""

    OWN = "own", pgettext_lazy("source of money", "Own funds")
    ASSOCIATION = "association", pgettext_lazy("source of money", "Library association")
    REGIONAL_LIBRARY = "regional_library", _("Regional library")
    IFLA = "ifla", pgettext_lazy("source of money", "IFLA")
    AUTHORITY = "authority", _("Ministry or akimat")
    UNIVERSITY = "university", pgettext_lazy("source of money", "University")
    DONOR = "donor", pgettext_lazy("source of money", "Donor")
    SPONSOR = "sponsor", pgettext_lazy("source of money", "Sponsor")
    PARTICIPANTS = "participants", pgettext_lazy("source of money", "Participants")
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
    NOTED = "noted", _("Confirmed, as the organiser noted")
    DECLINED = "declined", pgettext_lazy("a trainer", "Declined")
    STEPPED_BACK = "stepped_back", pgettext_lazy("a trainer", "Stepped back")


ANSWER_BADGES = {
    TrainerAnswer.NO_ADDRESS: "draft",
    TrainerAnswer.NOT_INVITED: "draft",
    TrainerAnswer.INVITED: "waiting",
    TrainerAnswer.ACCEPTED: "accepted",
    TrainerAnswer.NOTED: "accepted",
    TrainerAnswer.DECLINED: "declined",
    TrainerAnswer.STEPPED_BACK: "declined",
}


class HostingState(models.TextChoices):
    """How far the question to the host is."""

    UNASKED = "unasked", pgettext_lazy("a host", "Not asked yet")
    ASKED = "asked", pgettext_lazy("a host", "Asked, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("a host", "Confirmed")
    DECLINED = "declined", pgettext_lazy("a host", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("a host", "Has withdrawn")


OPEN_HOSTINGS = (HostingState.UNASKED, HostingState.ASKED)
REFUSED_HOSTINGS = (HostingState.DECLINED, HostingState.WITHDRAWN)

HOSTING_BADGES = {
    HostingState.UNASKED: "draft",
    HostingState.ASKED: "waiting",
    HostingState.ACCEPTED: "accepted",
    HostingState.DECLINED: "declined",
    HostingState.WITHDRAWN: "declined",
}


class HostRights(models.TextChoices):
    """What the organiser lets the host's managers do in a workshop, once the host has said yes."""

    SEE = "see", _("See the participants")
    RUN = "run", _("Run the days: programme, attendance, letters")
    ALL = "all", _("Everything but cancelling and money")


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


class Addressees(models.TextChoices):
    """Whom of those who take part a letter of the organiser is for."""

    REGISTERED = "registered", _("Everyone with a place")
    WAITLISTED = "waitlisted", _("Everyone on the waitlist")
    CHOSEN = "chosen", _("Only those chosen below")


class OfferAnswer(models.TextChoices):
    """How the offer of a held place stands; worked out, never stored."""

    WAITING = "waiting", pgettext_lazy("a held place", "Not confirmed yet")
    ACCEPTED = "accepted", pgettext_lazy("a held place", "Confirmed")
    DECLINED = "declined", pgettext_lazy("a held place", "Declined")
    LAPSED = "lapsed", pgettext_lazy("a held place", "Not confirmed in time")
    WITHDRAWN = "withdrawn", pgettext_lazy("a held place", "Withdrawn")


OFFER_BADGES = {
    OfferAnswer.WAITING: "waiting",
    OfferAnswer.ACCEPTED: "accepted",
    OfferAnswer.DECLINED: "declined",
    OfferAnswer.LAPSED: "declined",
    OfferAnswer.WITHDRAWN: "draft",
}


class Amendment(Enum):
    """When a change of an approved workshop's fact takes effect."""

    AT_ONCE = "at_once"
    ASKED = "asked"  # Once the secretariat approves it.


class Audience(Enum):
    """Recipients of an e-mail, whom `actions.telling` finds."""

    SECRETARIAT = "secretariat"
    ORGANISER = "organiser"  # Those who represent it.
    PARTICIPANTS = "participants"  # All who have a place or wait for one.
    PARTICIPANT = "participant"  # The one whose place it tells of.
    TRAINERS = "trainers"  # Those who have accepted, contacts too.
    INVITED = "invited"  # Whoever reads the address beside such a name, with or without an account.
    OFFERED = "offered"  # Whoever reads an address for which a place is held, with or without an account.
    REGISTRAR = "registrar"  # The managers of the organisation for whose people places were held.
    HOST = "host"  # Those who represent it, once it was asked and until it says no.
    NAMED = "named"  # Somebody whom the secretariat has named as who trains, or names no more.
    FORMER = "former"  # Who trained, or was asked to, and is not named any more.


class StepVerb(models.TextChoices):
    """What somebody did with a workshop, in its journal."""

    SUBMITTED = "submitted", _("Submitted to the secretariat")
    TAKEN_BACK = "taken_back", _("Taken back by the organiser")
    RETURNED = "returned", _("Returned with a question")
    APPROVED = "approved", pgettext_lazy("a workshop", "Approved")
    DECLINED = "declined", pgettext_lazy("a workshop", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("a workshop", "Cancelled")
    AMENDED = "amended", pgettext_lazy("a row", "Changed")  # By the organiser, or by the host for it.
    CHANGE_APPROVED = "change_approved", _("Change approved")
    MONEY = "money", _("Actual amounts written down")
    WORDS = "words", _("Text changed")
    TRAINERS = "trainers", _("Trainers and contacts changed by the secretariat")
    LETTER_SENT = "letter_sent", _("E-mail to participants sent")  # Its words are the number of recipients.

    # Of invitations and their answers.
    TRAINERS_INVITED = "trainers_invited", _("Trainers and contacts have been invited")
    TRAINER_ACCEPTED = "trainer_accepted", _("A trainer or contact has accepted")
    TRAINER_DECLINED = "trainer_declined", _("A trainer or contact has declined")
    TRAINER_STEPPED_BACK = "trainer_stepped_back", _("A trainer or contact has stepped back")
    TRAINER_NOTED = "trainer_noted", _("The yes of a trainer or contact has been noted")
    HOST_ASKED = "host_asked", _("The host has been asked")
    HOST_ACCEPTED = "host_accepted", _("The host has said yes")
    HOST_DECLINED = "host_declined", _("The host has declined")
    HOST_WITHDREW = "host_withdrew", _("The host has withdrawn")
    HOST_NOTED = "host_noted", _("The yes of the host has been noted")
    HOST_RIGHTS = "host_rights", _("The rights of the host have changed")


# Steps that changed what the public reads of an approved workshop.
AMENDING = (StepVerb.AMENDED, StepVerb.CHANGE_APPROVED, StepVerb.WORDS)

STEP_BADGES = {
    StepVerb.SUBMITTED: "waiting",
    StepVerb.TAKEN_BACK: "draft",
    StepVerb.RETURNED: "overdue",
    StepVerb.APPROVED: "accepted",
    StepVerb.DECLINED: "declined",
    StepVerb.CANCELLED: "declined",
    StepVerb.AMENDED: "open",
    StepVerb.CHANGE_APPROVED: "accepted",
    StepVerb.MONEY: "done",
    StepVerb.WORDS: "open",
    StepVerb.TRAINERS: "open",
    StepVerb.LETTER_SENT: "done",
    StepVerb.TRAINERS_INVITED: "waiting",
    StepVerb.TRAINER_ACCEPTED: "accepted",
    StepVerb.TRAINER_DECLINED: "declined",
    StepVerb.TRAINER_STEPPED_BACK: "declined",
    StepVerb.TRAINER_NOTED: "accepted",
    StepVerb.HOST_ASKED: "waiting",
    StepVerb.HOST_ACCEPTED: "accepted",
    StepVerb.HOST_DECLINED: "declined",
    StepVerb.HOST_WITHDREW: "declined",
    StepVerb.HOST_NOTED: "accepted",
    StepVerb.HOST_RIGHTS: "draft",
}
# Who answers is not the organiser's to know by name: an address may be anybody's, and a host speaks as a whole.
UNNAMED_STEPS = frozenset(
    {StepVerb.TRAINER_DECLINED, StepVerb.HOST_ACCEPTED, StepVerb.HOST_DECLINED, StepVerb.HOST_WITHDREW}
)

# Their words are the key of the host, and what was said: "12: reason"; of HOST_RIGHTS the right.
HOST_STEPS: frozenset[StepVerb] = frozenset(
    {
        StepVerb.HOST_ASKED,
        StepVerb.HOST_ACCEPTED,
        StepVerb.HOST_DECLINED,
        StepVerb.HOST_WITHDREW,
        StepVerb.HOST_NOTED,
        StepVerb.HOST_RIGHTS,
    }
)
