"""How organisations are shown: what the templates of the list and of one organisation need."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.caching.cache import cached
from portal.content.models import nearest
from portal.language import format_date, format_number, language_name, quoted, written_in
from portal.localisation.text import LocalisedText, active_language

from ..enums import DIRECTORY_SCOPE, LATIN_KAZAKH, UNKNOWN_PLACE, OrganisationType
from ..filters import Facets, Group, ListRequest, all_labels, count_all, full_tally
from ..models.organisation import Organisation, OrganisationName, OrganisationSource
from ..models.organisation_description import OrganisationDescription
from ..models.region import Region
from ..open_data.table import COLUMNS, LICENCE, LICENCE_ADDRESS
from ..registry import PageSection, page_sections_of
from .wording import cite, founded_words, host_of, status_words

# Which face an organisation gets (LOOK.md 3.2).
FACES = {
    OrganisationType.ASSOCIATION: "association",
    OrganisationType.CONSORTIUM: "association",
    OrganisationType.NATIONAL_LIBRARY: "national",
    OrganisationType.RESEARCH_LIBRARY: "university",
    OrganisationType.UNIVERSITY_LIBRARY: "university",
    OrganisationType.REGIONAL_UNIVERSAL_LIBRARY: "regional",
    OrganisationType.REGIONAL_SPECIAL_LIBRARY: "special",
    OrganisationType.SPECIAL_LIBRARY: "special",
    OrganisationType.CITY_LIBRARY: "city",
    OrganisationType.CITY_LIBRARY_SYSTEM: "city",
    OrganisationType.PUBLIC_LIBRARY: "city",
    OrganisationType.DISTRICT_LIBRARY_SYSTEM: "district",
}
LARGEST_REGIONS = 6


def face_kind(organisation: Organisation) -> str:
    """The kind of an organisation's monogram."""
    return FACES.get(OrganisationType(organisation.type), "regional")


def place_of(organisation: Organisation) -> LocalisedText | str:
    """City and region in the reader's language, or that the place is not known."""
    region, city = organisation.region, organisation.city
    if region and region.is_city(city):
        return city
    parts = [words for words in (city, region.name if region else None) if words]
    if not parts:
        return _("Place not known")
    return LocalisedText(", ".join(words.text for words in parts), parts[0].language)


def language_of_name(name: LocalisedText) -> str:
    """In which language a name stands, as a reader reads it: "на русском"."""
    if name.language == LATIN_KAZAKH:
        return _("in Latin letters")
    return written_in(name.language, active_language())


# --- The list ---------------------------------------------------------------------------------------------------------


def list_context(asked: ListRequest, facets: Facets, page: Page) -> dict[str, Any]:
    """What the list's template shows."""
    total = facets.total
    return {
        "asked": asked,
        "groups": facets.groups,
        "search": {"name": "q", "label": _("Name or city"), "value": asked.text},
        "kept_order": [{"name": "order", "value": asked.order}] if asked.order != "name" else [],
        "kept_filters": [{"name": n, "value": v} for n, v in asked.pairs if n != "order"],
        "chips": _chips(asked, facets.groups),
        "rows": [row_of(organisation) for organisation in page if not organisation.is_demo],
        "fictional_rows": [row_of(organisation) for organisation in page if organisation.is_demo],
        "fictional_words": _("Fictional organisations, for demonstration: %(count)s")
        % {"count": format_number(facets.fictional, active_language())},
        "results": page,
        "data_url": f"/{active_language()}/{Organisation.section}/data/",
        "map_csv_url": f"/{active_language()}/{Organisation.section}/regions.csv",
        "map_xlsx_url": f"/{active_language()}/{Organisation.section}/regions.xlsx",
        "querystring": asked.url() if asked.pairs else "?",
        "count_words": ngettext("%(count)s organisation", "%(count)s organisations", total)
        % {"count": format_number(total, active_language())},
        "of_words": _of_all() if asked.count else "",
        "orders": [
            {"value": "name", "label": _("by name"), "selected": asked.order == "name"},
            {"value": "region", "label": _("by region"), "selected": asked.order == "region"},
        ],
        "map": None if asked.count or page.number > 1 else map_of_regions(),
    }


def _of_all() -> str:
    return _("of %(total)s") % {"total": format_number(count_all(), active_language())}


def row_of(organisation: Organisation) -> dict[str, Any]:
    """One row of the list; its status is said only when it is not simply active."""
    facts = [
        {"icon": "pin", "text": place_of(organisation)},
        {"icon": "building", "text": organisation.get_type_display()},
    ]
    name = organisation.name
    if name.language != active_language():
        facts.append({"icon": "globe", "text": language_of_name(name)})
    historic = organisation.is_historic
    return {
        "organisation": organisation,
        "face_kind": face_kind(organisation),
        "facts": facts,
        "is_demo": organisation.is_demo,
        "state": "on_hold" if historic else "",
        "state_label": organisation.get_status_display() if historic else "",
    }


def _chips(asked: ListRequest, groups: list[Group]) -> list[dict[str, Any]]:
    """What is on, each with the address without it."""
    chips = [
        {"label": option.label, "url": asked.url(without=(group.name, option.value)), "removable": True}
        for group in groups
        for option in group.options
        if option.selected
    ]
    if asked.text:
        chips.insert(
            0,
            {
                "label": quoted(asked.text, active_language()),
                "url": asked.url(without=("q", asked.text)),
                "removable": True,
            },
        )
    return chips


def map_of_regions() -> dict[str, Any]:
    """The country's map: a circle for each regional centre, and the same numbers as a list."""
    return cached("directory.map", _map_of_regions, depends_on=[DIRECTORY_SCOPE])


def _map_of_regions() -> dict[str, Any]:
    numbers: dict[str, int] = {}
    for values, number in full_tally().real.items():
        (code,) = values[1]
        numbers[code] = numbers.get(code, 0) + number
    regions = {region.pk: region for region in Region.objects.all()}
    labels = all_labels()["region"]
    points: list[dict[str, Any]] = [
        {
            "code": code,
            "label": label,
            "short_label": str(regions[code].capital),
            "number": numbers.get(code, 0),
            "href": f"?region={code}" if numbers.get(code) else "",
            "lat": regions[code].lat,
            "lon": regions[code].lon,
        }
        for code, label in labels.items()
        if code in regions
    ]
    listed = sorted((point for point in points if point["number"]), key=lambda point: -point["number"])
    largest = max((point["number"] for point in points), default=0)
    return {
        "points": points,
        "scale": min(8.0, 26 / max(largest, 1) ** 0.5),  # The largest circle stays a circle, not a cloud.
        "first": listed[:LARGEST_REGIONS],
        "others": listed[LARGEST_REGIONS:],
        "missing": ", ".join(point["label"] for point in points if not point["number"]),
        "unknown": numbers.get(UNKNOWN_PLACE, 0),
        "organisations": sum(numbers.values()),
        "regions": len(listed),
        "all_regions": len(points),
    }


def rows_of_map() -> list[list[Any]]:
    """The map's numbers as rows, the heads first: every region, also without any, and those whose place is not known."""
    drawn = map_of_regions()
    rows: list[list[Any]] = [["region", "name", "organisations", "latitude", "longitude"]]
    rows += [[p["code"], p["label"], p["number"], p["lat"], p["lon"]] for p in drawn["points"]]
    return (
        [*rows, [UNKNOWN_PLACE, _("Place not known"), drawn["unknown"], "", ""]] if drawn["unknown"] else rows
    )


def open_data_context() -> dict[str, Any]:
    """What the page about the files of open data shows."""
    section = f"/{active_language()}/{Organisation.section}/"
    return {
        "csv_url": f"{section}data.csv",
        "xlsx_url": f"{section}data.xlsx",
        "json_url": f"{section}data.json",
        "metadata_url": f"{section}data.csv-metadata.json",
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
        "table": {
            "caption": _("What each column means"),
            "columns": [{"title": _("Column")}, {"title": _("Meaning")}],
            "rows": [[column.name, column.meaning] for column in COLUMNS],
        },
    }


# --- One organisation ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Around:
    """What belongs to an organisation and changes only with the directory: texts, names, sources, public parts."""

    descriptions: list[OrganisationDescription]
    other_names: list[OrganisationName]
    sources: list[OrganisationSource]
    parts: list[Organisation]


def around(organisation: Organisation) -> Around:
    """The rows around an organisation, kept under the directory's version."""
    return cached(
        "directory.around",
        lambda: Around(
            descriptions=list(organisation.descriptions.all()),
            other_names=list(organisation.other_names.all()),
            sources=list(organisation.sources.all()),
            parts=list(organisation.parts.public().by_name()),
        ),
        organisation.pk,
        depends_on=[DIRECTORY_SCOPE],
    )


def detail_context(organisation: Organisation) -> dict[str, Any]:
    """What the template of one organisation shows."""
    language = active_language()
    known = around(organisation)
    sections = page_sections_of(organisation) if organisation.is_public else []
    description = nearest(known.descriptions, language)
    has_own_text = description is not None and description.language == language
    return {
        "organisation": organisation,
        "face_kind": face_kind(organisation),
        "description": description,
        "remark": "" if has_own_text else organisation.remark,
        "facts": _facts(organisation),
        "names": _other_names(organisation, known.other_names),
        "evidence": _evidence(organisation, known.sources),
        "parts": known.parts,
        "name_is_foreign": organisation.name.language != language,
        "name_language": language_of_name(organisation.name),
        "page_sections": _drawn(sections, "main"),
        "aside_sections": _drawn(sections, "aside"),
        "website_name": host_of(organisation.website),
    }


def _drawn(sections: list[PageSection], place: str) -> list[dict[str, str]]:
    """The blocks of one place, each template drawn with the context that its room gave."""
    return [
        {"title": section.title, "html": render_to_string(section.template, section.context)}
        for section in sections
        if section.place == place
    ]


def _facts(organisation: Organisation) -> list[dict[str, Any]]:
    region = organisation.region
    parent = organisation.parent if organisation.parent_id and organisation.parent.is_public else None
    is_city = bool(region and region.is_city(organisation.city))
    return [
        {"label": _("Type"), "value": organisation.get_type_display()},
        {
            "label": _("Region"),
            "value": region.name if region else _("Place not known"),
            "url": f"../?region={region.pk if region else UNKNOWN_PLACE}",
        },
        {"label": _("City"), "value": "" if is_city else organisation.city},
        {"label": _("Address"), "value": organisation.address},
        {"label": _("Website"), "value": host_of(organisation.website), "url": organisation.website},
        {"label": _("Part of"), "value": parent.name if parent else "", "url": parent.url if parent else ""},
        {"label": _("Founded"), "value": founded_words(organisation)},
        {"label": _("Status"), "value": status_words(organisation)},
    ]


def _other_names(organisation: Organisation, others: list[OrganisationName]) -> list[dict[str, Any]]:
    """Names in other languages than the one in the heading, then former and other forms."""
    language, shown = active_language(), organisation.name
    names = [
        {"label": _name_label(name.language, language), "name": name}
        for name in organisation.official_names
        if name != shown
    ]
    for other in others:
        years = "–".join(str(year) for year in (other.used_from, other.used_until) if year)
        label = other.get_kind_display()
        names.append(
            {
                "label": f"{label}, {years}" if years else label,
                "name": LocalisedText(other.text, other.language),
            }
        )
    return names


def _name_label(code: str, language: str) -> str:
    if code == LATIN_KAZAKH:
        return _("Kazakh in Latin letters")
    return language_name(code, language).capitalize()


def _evidence(organisation: Organisation, sources: list[OrganisationSource]) -> dict[str, Any]:
    """Where the facts come from and how sure they are."""
    language = active_language()
    return {
        "sources": [cite(source) for source in sources],
        "confidence": organisation.get_confidence_display(),
        "checked_on": format_date(organisation.checked_on, language) if organisation.checked_on else "",
    }
