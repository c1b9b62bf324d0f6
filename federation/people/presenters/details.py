"""Presenters of people: what a viewer is shown of a person, in words."""

from collections.abc import Collection

from django.utils import timezone

from portal.language import LANGUAGES, language_name
from portal.localisation.text import active_language
from portal.look.components import Fact

from ..actions import Workplace
from ..enums import Detail
from ..models.affiliation import Affiliation
from ..models.person import Person


def name_of(person: Person, details: Collection[Detail]) -> str:
    """The name as the reader's language has it on documents; a dash where it is not theirs to see, or gone."""
    return (person.name_in(active_language()) if Detail.NAME in details else "") or "–"


def region_of(person: Person, details: Collection[Detail]) -> str:
    """The name of the region; empty where it is not known, or not the reader's to see."""
    return person.region.name.text if Detail.REGION in details and person.region else ""


def facts_of(person: Person, details: Collection[Detail]) -> list[Fact]:
    """These details of a person in words, but for name and region. Workplaces are today's."""
    words = {
        Detail.OTHER_NAMES: lambda: ", ".join(person.other_names.splitlines()),
        Detail.WORKPLACES: lambda: workplaces_of(person),
        Detail.LANGUAGES: lambda: languages_of(person),
        Detail.PHONE: lambda: person.phone,
    }
    return [
        Fact(detail.label, text) for detail, say in words.items() if detail in details and (text := say())
    ]


def workplaces_of(person: Person) -> str:
    """Where somebody works today."""
    today = timezone.localdate()
    return "; ".join(workplace_words(row) for row in person.affiliations.all() if row.holds_on(today))


def languages_of(person: Person) -> str:
    """The languages that somebody speaks: казахский, русский, узбекский."""
    spoken = [code for code in LANGUAGES if getattr(person, f"speaks_{code}")]
    words = [language_name(code, active_language()) for code in spoken]
    return ", ".join([*words, person.other_languages] if person.other_languages else words)


def workplace_words(place: Affiliation | Workplace) -> str:
    """Position and organisation; an entry that the directory does not show is not named."""
    organisation = place.organisation
    named = organisation.name.text if organisation and organisation.is_public else place.organisation_name
    return ", ".join(filter(None, [place.position, named]))


def workplaces_in_full(places: Collection[Workplace]) -> str:
    """Workplaces line by line with their days, to be compared."""
    return "\n".join(", ".join(filter(None, [workplace_words(place), _days(place)])) for place in places)


def _days(place: Workplace) -> str:
    if not (place.since or place.until):
        return ""
    first, last = (day.strftime("%d.%m.%Y") if day else "" for day in (place.since, place.until))
    return f"{first} – {last}".strip()
