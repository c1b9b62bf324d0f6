"""One workshop as its page shows it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.enums import RegionKind
from federation.directory.models import Organisation
from federation.people.presenters.details import facts_of as facts_of_person
from federation.people.rules import details_seen_by
from portal.caching.cache import cached
from portal.content.models import Description
from portal.language import (
    format_date,
    format_datetime,
    language_name,
)
from portal.localisation.addresses import section_url
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, Link, Stage
from portal.mail.fields import readable
from resources.models import Module, Topic

from ..enums import BOOKABLE_STATES, OVER_STATES, REGISTRATION_BADGES, WORKSHOPS_SCOPE, RegistrationState
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import takes_questions
from .conditions import conditions_of
from .headings import headings_of
from .journal import public_changes_of
from .money import money_of
from .rows import dot_of, held_as, kept_words, length_words, status_words

ASK = "ask/"  # Below a workshop's own address.


@dataclass(frozen=True)
class Booking:
    """The head of a workshop's facts: in words whether one can take a place now, and where."""

    state: RegistrationState
    badge: str
    status_text: str
    days_left: int | None
    place_url: str

    @property
    def can_take_place(self) -> bool:
        """True when one can ask for a place: at once or on the waitlist."""
        return self.state in BOOKABLE_STATES

    @property
    def is_full(self) -> bool:
        return self.state == RegistrationState.FULL


@dataclass(frozen=True)
class TopicLink:
    """A topic that a workshop covers, and its place in the curriculum."""

    code: str
    title: LocalisedText
    url: str


@dataclass(frozen=True)
class NamedTrainer:
    """A trainer or a contact, the name with its language, and what the person shows to everybody."""

    trainer: WorkshopTrainer
    name: LocalisedText
    about: list[Fact]


def _named(workshop: Workshop) -> list[NamedTrainer]:
    """The trainers and contacts whom everybody may read of, and those who are to be confirmed; in as many queries for
    many as for one.
    """
    rows = workshop.trainers.all()
    trainers = [trainer for trainer in rows if trainer.is_shown or trainer.is_to_be_confirmed]
    people = [trainer.person for trainer in trainers if trainer.person and trainer.is_shown]
    shown = details_seen_by(AnonymousUser(), people)  # The page is the same for every visitor.
    return [
        NamedTrainer(
            trainer,
            _name_words(trainer, workshop),
            facts_of_person(trainer.person, shown[trainer.person.pk])
            if trainer.person and trainer.is_shown
            else [],
        )
        for trainer in trainers
    ]


def _name_words(trainer: WorkshopTrainer, workshop: Workshop) -> LocalisedText:
    """A trainer's name as the reader's language has it; else one in Cyrillic is taken to be in the working language,
    where that is written so. Of who has not said yes, that there is somebody to be confirmed.
    """
    language = active_language()
    if not trainer.is_shown:
        return LocalisedText(_("to be confirmed"), language)
    name = trainer.shown_name
    if trainer.person and name != trainer.person.full_name:
        return LocalisedText(name, language)
    is_cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in name)
    return LocalisedText(
        name, workshop.working_language if is_cyrillic and workshop.working_language != "en" else ""
    )


def workshop_context(workshop: Workshop, words: Description | None = None) -> dict[str, Any]:
    """Returns the context of one workshop's template. The same for every visitor."""
    words = words or workshop.description_in()
    state = workshop.registration_state()
    named, conditions = _named(workshop), conditions_of(workshop)
    return {
        "workshop": workshop,
        "words": words,
        "booking": Booking(
            state=state,
            badge=REGISTRATION_BADGES[state],
            status_text=status_words(workshop, state),
            days_left=_days_left(workshop, state),
            place_url=reverse("workshops:place", args=[workshop.slug]),
        ),
        "stages": [] if state in OVER_STATES else _stages(workshop),
        "amendments": [] if state in OVER_STATES else public_changes_of(workshop),
        "headings": headings_of(workshop, state),
        "facts": facts_of(workshop),
        "host": workshop.named_host,
        "conditions": conditions,
        "has_conditions": any(fact.value for fact in conditions),
        "topics": topic_links(workshop),
        "trainers": [row for row in named if not row.trainer.is_contact],
        "contacts": [row for row in named if row.trainer.is_contact],
        "money": money_of(workshop),
        "dot": dot_of(workshop, "large"),
        # The address itself stays: a calendar that has the event hears there that it is cancelled.
        "ask_url": ask_url(workshop) if takes_questions(workshop) else "",
        "calendar_url": f"{workshop.url}calendar.ics"
        if workshop.is_public and workshop.is_dated and state not in OVER_STATES
        else "",
        "project": _project_of(workshop),
    }


def _project_of(workshop: Workshop) -> Link | None:
    """Title and address of the project that a historic workshop was a part of."""
    if not workshop.is_historic:
        return None

    def find() -> list[Link]:
        projects = workshop.projects.prefetch_related("descriptions")
        return [Link(project.title, project.url) for project in projects]

    return next(iter(cached("workshops.projects", find, workshop.pk, depends_on=[WORKSHOPS_SCOPE])), None)


def topic_links(workshop: Workshop) -> list[TopicLink]:
    """The topics that a workshop covers, and the modules that it covers as a whole."""
    things: list[Topic | Module] = [*workshop.topics.all(), *workshop.modules.all()]
    return [_topic_link(thing) for thing in things]


def _topic_link(topic: Topic | Module) -> TopicLink:
    """A topic or a module with its place in the curriculum."""
    anchor = f"c{topic.code.replace('.', '-')}"
    url = section_url("library", f"curriculum/#{anchor}")
    return TopicLink(topic.code, topic.title, url)


def _days_left(workshop: Workshop, state: str) -> int | None:
    if state not in BOOKABLE_STATES or not workshop.applications_close_at:
        return None
    return (timezone.localdate(workshop.applications_close_at) - timezone.localdate()).days


def _stages(workshop: Workshop) -> list[Stage]:
    """Applications open, close, the workshop: each done, now or later."""
    if workshop.is_historic or not (workshop.applications_open_at and workshop.applications_close_at):
        return []
    now, today, language = timezone.now(), timezone.localdate(), active_language()
    opens, closes = workshop.applications_open_at, workshop.applications_close_at
    applying = "later" if now < opens else "now" if now < closes else "done"
    happening = "done" if workshop.is_over(today) else "now" if workshop.days[0] <= today else "later"
    booking = _("%(from)s – %(until)s") % {
        "from": format_date(opens, language),
        "until": format_datetime(closes, language),
    }
    return [Stage(_("Booking"), applying, booking), Stage(_("Workshop"), happening, workshop.dates)]


def facts_of(workshop: Workshop, is_host_named: bool = False) -> list[Fact]:
    """The facts in the order in which people ask for them; what is not known, or true no longer, is left out.

    Of a host that has not said yes, everybody reads that it is to be confirmed; `is_host_named` to those who plan the
    workshop or decide about it.
    """
    language = active_language()
    code = workshop.working_language
    host = workshop.named(workshop.host) if is_host_named else workshop.named_host
    organiser = workshop.named(workshop.organiser)
    place = workshop.place
    # A city that is a region of its own is not named twice.
    is_city = workshop.region is not None and workshop.region.kind == RegionKind.CITY
    region = (
        workshop.region.name if workshop.region and not (is_city and place == workshop.region.capital) else ""
    )
    taken = workshop.capacity and _("%(taken)s of %(all)s taken") % {
        "taken": workshop.places_taken,
        "all": workshop.capacity,
    }
    state = workshop.registration_state() if workshop.is_public else ""
    asks = state not in OVER_STATES  # Whether and how one asks for a place.
    return [
        Fact(_("Dates"), workshop.dates),
        Fact(_("Length"), length_words(workshop)),
        Fact(_("Daily hours"), workshop.hours),
        Fact(_("Place"), _("Online") if workshop.is_online else place),
        held_as(workshop),
        Fact(_("Region"), region),
        Fact(_("Venue"), workshop.venue),
        Fact(_("Address"), workshop.address),
        Fact(_("Working language"), language_name(code, language) if code else ""),
        _organisation_fact(_("Host"), host) if host else Fact(_("Host"), workshop.host_words),
        _organisation_fact(_("Organiser"), organiser if organiser != workshop.host else None),
        Fact(_("Admission"), workshop.get_admission_display() if asks else ""),
        Fact(_("Places"), "" if state == RegistrationState.CANCELLED else taken or ""),
        Fact(_("Kept places"), kept_words(workshop, workshop.kept_now(timezone.localdate())) if asks else ""),
        Fact(_("Booking"), _application_dates(workshop) if asks else ""),
        *(contact_of(workshop) if asks else []),
    ]


def ask_url(workshop: Workshop) -> str:
    """The address of the form with which visitors ask the organiser."""
    return f"{workshop.url}{ASK}"


def contact_of(workshop: Workshop) -> list[Fact]:
    """Whom everybody may ask about it, as far as the organiser has said so."""
    number = "".join(sign for sign in workshop.contact_phone if sign.isdigit() or sign == "+")
    email = workshop.contact_email
    return [
        Fact(_("Contact for questions"), LocalisedText(workshop.contact_name, workshop.working_language)),
        Fact(_("Telephone"), workshop.contact_phone, f"tel:{number}"),
        Fact(_("E-mail"), readable(email), f"mailto:{email}"),
    ]


def _organisation_fact(label: str, organisation: Organisation | None) -> Fact:
    if organisation is None:
        return Fact(label, "")
    return Fact(label, organisation.name, organisation.url if organisation.is_public else "")


def _application_dates(workshop: Workshop) -> str:
    if not (workshop.applications_open_at and workshop.applications_close_at):
        return ""
    language = active_language()
    return _("%(from)s – %(until)s") % {
        "from": format_datetime(workshop.applications_open_at, language),
        "until": format_datetime(workshop.applications_close_at, language),
    }
