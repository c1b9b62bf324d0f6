"""Search entries of workshops and projects."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import override

from portal.content.models import in_order
from portal.content.searchable import SearchEntry
from portal.language import LANGUAGES, language_name
from portal.localisation.text import text_in

from .enums import WorkshopState

if TYPE_CHECKING:
    from .models.project import Project
    from .models.workshop import Workshop


def workshop_entries(workshop: "Workshop") -> Iterable[SearchEntry]:
    """One entry a language that a public workshop has words in, or the nearest."""
    if not workshop.is_public:
        return []
    return [entry for language in LANGUAGES if (entry := _entry(workshop, language))]


def _entry(workshop: "Workshop", language: str) -> SearchEntry | None:
    words = workshop.description_in(language)
    if words is None:
        return None
    places = [workshop.place_in(code).text for code in LANGUAGES]
    regions = [getattr(workshop.region, f"name_{code}") for code in LANGUAGES] if workshop.region else []
    host = workshop.named_host
    trainers = [
        name
        for trainer in workshop.trainers.all()
        if trainer.is_shown
        for name in (trainer.person.public_names if trainer.person else [trainer.name])
    ]
    hosts = [getattr(host, f"name_{code}") for code in LANGUAGES] if host else []
    return SearchEntry(
        language=language,
        title=words.title,
        url=workshop.url_in(language),
        summary=words.summary,
        body="\n".join(
            [words.for_whom, words.outcomes, words.programme, words.to_bring, *_covered(workshop)]
        ),
        names=tuple(d.title for d in in_order(workshop.descriptions.all()) if d.live),
        keywords=tuple(filter(None, dict.fromkeys([*places, *regions, *hosts, *trainers]))),
        title_language="" if words.language == language else words.language,
        region=workshop.region_id or "",
        day=workshop.starts_on,
        facts={
            "cancelled": _cancelled_in(workshop, language),
            "date": workshop.dates_in(language),
            "place": workshop.place_in(language).text,
        },
        facets=_facets(workshop, language),
    )


def _covered(workshop: "Workshop") -> list[str]:
    """The modules that it covers as a whole, in every language: nothing else names them there."""
    return [module.title_in(code).text for module in workshop.modules.all() for code in LANGUAGES]


def _cancelled_in(workshop: "Workshop", language: str) -> str:
    """The word for a cancelled one, else nothing."""
    with override(language):
        return str(workshop.get_state_display()) if workshop.state == WorkshopState.CANCELLED else ""


def _facets(workshop: "Workshop", language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Returns the facets that stay true: being over and having places left change without any change of a row."""
    region = text_in(workshop.region, "name", language).text if workshop.region else ""
    working = workshop.working_language
    with override(language):
        state = str(workshop.get_state_display())
        mode = str(workshop.get_attendance_mode_display())
    return {
        "region": ((str(workshop.region_id), region),) if region else (),
        "language": ((working, language_name(working, language).capitalize()),) if working else (),
        "year": ((str(workshop.starts_on.year), str(workshop.starts_on.year)),) if workshop.starts_on else (),
        "state": ((workshop.state, state),),
        "attendance": ((str(workshop.attendance_mode), mode),) if not workshop.is_historic else (),
    }


def project_entries(project: "Project") -> Iterable[SearchEntry]:
    """One entry a language, in the words of that language or the nearest."""
    return [
        SearchEntry(
            language=language,
            title=words.title,
            url=project.url_in(language),
            summary=words.goal,
            body="\n".join([words.focal_areas, words.outcomes, words.selection, words.evaluation]),
            keywords=(words.place, words.country, words.programme),
            title_language="" if words.language == language else words.language,
            facts={"date": str(project.year)},
            facets={"year": ((str(project.year), str(project.year)),)},
        )
        for language in LANGUAGES
        if (words := project.description_in(language))
    ]
