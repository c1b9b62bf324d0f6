"""The facts of a workshop: what may become of each once it is approved, and whom its change concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.language import LANGUAGES

from ..enums import Amendment, Audience
from ..models.meeting import OF_A_HALL
from ..models.workshop import CONTACT_FIELDS

WORD_FIELDS = ("title", "summary", "for_whom", "outcomes", "programme", "to_bring")
HELPERS = frozenset({Audience.TRAINERS, Audience.INVITED, Audience.HOST})
EVERYBODY = frozenset({Audience.PARTICIPANTS, Audience.OFFERED, *HELPERS})


@dataclass(frozen=True)
class FactKind:
    """A fact: what people call it, when a change of it takes effect in an approved workshop, and who is told then.

    What is private is told on the desk alone: letters and the page say only that it has changed.
    """

    label: Promise
    amendment: Amendment
    concerns: frozenset[Audience] = EVERYBODY
    is_public: bool = True
    is_private: bool = False


AT_ONCE, ASKED = Amendment.AT_ONCE, Amendment.ASKED

# Facts that are the same in every language, in the order in which a change of them is told.
FACTS: dict[str, FactKind] = {
    "starts_on": FactKind(_("First day"), ASKED),
    "ends_on": FactKind(_("Last day"), ASKED),
    "begins_at": FactKind(_("Begins each day at"), AT_ONCE),
    "ends_at": FactKind(_("Ends each day at"), AT_ONCE),
    "hours_note": FactKind(_("Remark on the hours"), AT_ONCE),
    "attendance_mode": FactKind(_("How is it held?"), ASKED),
    "link": FactKind(_("Link to take part"), AT_ONCE, is_public=False, is_private=True),
    "region": FactKind(_("Region"), ASKED),
    "city": FactKind(_("City or village"), ASKED),
    **{f"venue_{code}": FactKind(_("Venue"), AT_ONCE) for code in LANGUAGES},
    **{f"address_{code}": FactKind(_("Address"), AT_ONCE) for code in LANGUAGES},
    "host": FactKind(_("Host"), ASKED),
    "working_language": FactKind(_("Working language"), ASKED),
    "admission": FactKind(_("Admission"), ASKED),
    "capacity": FactKind(_("Places"), AT_ONCE, HELPERS),
    "kept_places": FactKind(_("Kept places"), AT_ONCE, HELPERS),
    "kept_for": FactKind(_("Kept for"), AT_ONCE, HELPERS),
    "kept_until": FactKind(_("Last day on which they are kept"), AT_ONCE, HELPERS),
    "applications_open_at": FactKind(_("Booking opens"), AT_ONCE, HELPERS),
    "applications_close_at": FactKind(_("Booking closes"), AT_ONCE, HELPERS),
    "contact_name": FactKind(_("Contact for questions"), AT_ONCE, is_private=True),
    "contact_phone": FactKind(_("Telephone for questions"), AT_ONCE, is_private=True),
    "contact_email": FactKind(_("E-mail for questions"), AT_ONCE, is_private=True),
    "fee": FactKind(_("Fee, tenge"), AT_ONCE),
    "travel": FactKind(_("Travel"), AT_ONCE),
    "lodging": FactKind(_("Accommodation"), AT_ONCE),
    "meals": FactKind(_("Meals"), AT_ONCE),
    "is_step_free": FactKind(_("Step-free access"), AT_ONCE),
    "gives_certificate": FactKind(_("Certificate"), AT_ONCE),
    "modules": FactKind(_("Curriculum modules"), ASKED),
    "topics": FactKind(_("Curriculum topics"), AT_ONCE),  # Those of other modules ask: `asks`.
    "trainers": FactKind(_("Trainers and contacts"), AT_ONCE, is_private=True),
    "money": FactKind(_("Who pays"), AT_ONCE, frozenset(), is_public=False),  # Other kinds ask.
}
WORDS: dict[str, FactKind] = {
    "title": FactKind(_("Title"), AT_ONCE),
    "summary": FactKind(_("In one or two sentences"), AT_ONCE, HELPERS),
    "for_whom": FactKind(_("Who it is for"), AT_ONCE, HELPERS),
    "outcomes": FactKind(_("What participants will learn"), AT_ONCE, HELPERS),
    "programme": FactKind(pgettext_lazy("of a workshop", "Programme"), AT_ONCE),
    "to_bring": FactKind(_("What to bring"), AT_ONCE),
}
# What a step may tell of beside a reading.
MORE = {"actual": FactKind(_("Actual amounts"), AT_ONCE, frozenset(), is_public=False)}
# What is kept as a list of rows; everything else is a field of the workshop or of its words in one language.
PARTS = ("modules", "topics", "trainers", "money")
KEEPING = frozenset({"kept_places", "kept_for", "kept_until"})
DATES = frozenset({"starts_on", "ends_on"})
PLACE = frozenset({"attendance_mode", "region", "city"})
TIME_AND_PLACE = frozenset(
    {*DATES, *PLACE, *OF_A_HALL, "begins_at", "ends_at"}
)  # Helpers are told in a draft, too.
# What the journal knows only by a mark: the contact is somebody's, and the link opens a door.
MARKED = frozenset({*CONTACT_FIELDS, "link"})
IN_PLACE = frozenset({*OF_A_HALL, "link"})  # They go with the place where that changes.
ON_SITE = frozenset(
    {"travel", "lodging", "meals", "is_step_free"}
)  # They go with the way in which it is held.
DAYS_OF_BOOKING = frozenset(
    {"applications_open_at", "applications_close_at", "kept_until"}
)  # They go with the dates.


def word_of(name: str) -> str:
    """The word of which "kk_title" is the one in a language: "title"; empty for another fact."""
    code, _line, word = name.partition("_")
    return word if code in LANGUAGES else ""


def language_of(name: str) -> str:
    """The language of a fact that each language says by itself, a word or the name of a hall; empty for another."""
    code = name.rpartition("_")[2] if name in OF_A_HALL else name.partition("_")[0]
    return code if code in LANGUAGES else ""


def said_in(name: str, language: str) -> str:
    """The name of the same fact in another language: "venue_ru" for "venue_kk"; itself where it has none."""
    if not language_of(name):
        return name
    return f"{name[:-2]}{language}" if name in OF_A_HALL else f"{language}{name[2:]}"


def kind_of(name: str) -> FactKind:
    """The kind of a fact, be it the same in every language or a word in one."""
    return WORDS[word] if (word := word_of(name)) else {**FACTS, **MORE}[name]


def is_known(name: str) -> bool:
    """True of a fact that stands here; a step may tell of other columns."""
    return bool(word_of(name)) or name in FACTS or name in MORE


def all_names() -> list[str]:
    """The names of all facts, those of words for each language, in the order in which a change of them is told."""
    return [*FACTS, *(f"{code}_{name}" for name in WORDS for code in LANGUAGES)]


def concerned(names: Iterable[str]) -> frozenset[Audience]:
    """Everybody whom a change of these facts concerns."""
    return frozenset().union(*(kind_of(name).concerns for name in names))
