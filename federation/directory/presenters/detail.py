"""One organisation as its page shows it."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.content.models import nearest
from portal.language import format_date, language_name
from portal.listing.filters import UNKNOWN
from portal.localisation.text import LocalisedText, active_language

from ..enums import LATIN_KAZAKH
from ..models.organisation import Organisation, OrganisationName, OrganisationSource
from ..models.organisation_description import OrganisationDescription
from ..registry import PageSection, page_sections_of
from .rows import face_kind, language_of_name
from .wording import cite, founded_words, host_of, status_words


def detail_context(organisation: Organisation) -> dict[str, Any]:
    """Returns the context of an organisation's template."""
    language = active_language()
    known = organisation.related_rows()
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


def preview_context(organisation: Organisation, description: OrganisationDescription) -> dict[str, Any]:
    """The same with a text that may be a draft."""
    return {**detail_context(organisation), "description": description}


def _drawn(sections: list[PageSection], place: str) -> list[dict[str, str]]:
    """The blocks of one place, each template drawn with the context that its room gave."""
    return [
        {"title": section.title, "html": render_to_string(section.template, section.context)}
        for section in sections
        if section.place == place
    ]


def _facts(organisation: Organisation) -> list[dict[str, Any]]:
    region = organisation.region
    parent = organisation.parent if organisation.parent and organisation.parent.is_public else None
    is_city = bool(region and region.is_city(organisation.city))
    return [
        {"label": _("Type"), "value": organisation.get_type_display()},
        {
            "label": _("Region"),
            "value": region.name if region else _("Place not known"),
            "url": f"../?region={region.pk if region else UNKNOWN}",
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
    """Returns the context of the sources of the facts: citations, confidence and the date of the last check."""
    language = active_language()
    return {
        "sources": [cite(source) for source in sources],
        "confidence": organisation.get_confidence_display(),
        "checked_on": format_date(organisation.checked_on, language) if organisation.checked_on else "",
    }
