"""The facts of a workshop: what may become of each once it is approved, and whom its change concerns."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.language import LANGUAGES

from ..enums import Amendment, Audience

WORD_FIELDS = ("title", "summary", "for_whom", "outcomes", "programme")
HELPERS = frozenset({Audience.TRAINERS, Audience.INVITED})
EVERYBODY = frozenset({Audience.PARTICIPANTS, *HELPERS})


@dataclass(frozen=True)
class FactKind:
    """A fact: what people call it, when a change of it takes effect in an approved workshop, and who is told then.

    What is personal stands in no journal: of it only that it has changed.
    """

    label: Promise
    amendment: Amendment
    concerns: frozenset[Audience] = EVERYBODY
    is_public: bool = True
    is_personal: bool = False


AT_ONCE, ASKED = Amendment.AT_ONCE, Amendment.ASKED

# Facts that are the same in every language, in the order in which a change of them is told.
FACTS: dict[str, FactKind] = {
    "starts_on": FactKind(_("First day"), ASKED),
    "ends_on": FactKind(_("Last day"), ASKED),
    "hours": FactKind(_("Daily hours"), AT_ONCE),
    "is_online": FactKind(_("Online"), ASKED),
    "region": FactKind(_("Region"), ASKED),
    "city": FactKind(_("City or village"), ASKED),
    "venue": FactKind(_("Venue"), AT_ONCE),
    "address": FactKind(_("Address"), AT_ONCE),
    "host": FactKind(_("Host"), ASKED),
    "working_language": FactKind(_("Working language"), ASKED),
    "admission": FactKind(_("Admission"), ASKED),
    "capacity": FactKind(_("Places"), AT_ONCE, HELPERS),
    "applications_open_at": FactKind(_("Booking opens"), AT_ONCE, HELPERS),
    "applications_close_at": FactKind(_("Booking closes"), AT_ONCE, HELPERS),
    "topics": FactKind(_("Curriculum topics"), AT_ONCE),  # Those of other modules ask: `asks`.
    "trainers": FactKind(_("Trainers and contacts"), AT_ONCE, is_personal=True),
    "money": FactKind(_("Who pays"), AT_ONCE, frozenset(), is_public=False),  # Other kinds ask.
}
WORDS: dict[str, FactKind] = {
    "title": FactKind(_("Title"), AT_ONCE),
    "summary": FactKind(_("In one or two sentences"), AT_ONCE, HELPERS),
    "for_whom": FactKind(_("Who it is for"), AT_ONCE, HELPERS),
    "outcomes": FactKind(_("What participants will learn"), AT_ONCE, HELPERS),
    "programme": FactKind(pgettext_lazy("of a workshop", "Programme"), AT_ONCE),
}
# What is kept as a list of rows; everything else is a field of the workshop or of its words in one language.
PARTS = ("topics", "trainers", "money")
DATES = frozenset({"starts_on", "ends_on"})
PLACE = frozenset({"is_online", "region", "city"})
IN_PLACE = frozenset({"venue", "address"})  # They go with the place where that changes.


def word_of(name: str) -> str:
    """The word of which "kk_title" is the one in a language: "title"; empty for another fact."""
    code, _line, word = name.partition("_")
    return word if code in LANGUAGES else ""


def kind_of(name: str) -> FactKind:
    """The kind of a fact, be it the same in every language or a word in one."""
    return WORDS[word] if (word := word_of(name)) else FACTS[name]


def all_names() -> list[str]:
    """The names of all facts, those of words for each language, in the order in which a change of them is told."""
    return [*FACTS, *(f"{code}_{name}" for name in WORDS for code in LANGUAGES)]


def concerned(names: Iterable[str]) -> frozenset[Audience]:
    """Everybody whom a change of these facts concerns."""
    return frozenset().union(*(kind_of(name).concerns for name in names))
