"""One organisation as its page shows it."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.content.models import nearest
from portal.language import format_date, language_name
from portal.listing.filters import UNKNOWN
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact
from portal.look.templatetags.look import monogram

from ..enums import LATIN_KAZAKH
from ..models.organisation import Organisation, RelatedRows
from ..models.organisation_description import OrganisationDescription
from ..models.organisation_name import OrganisationName
from ..models.organisation_source import OrganisationSource
from ..registry import PageSection, page_sections_of
from .rows import face_kind, language_of_name
from .wording import Citation, cite, founded_words, host_of, status_words


@dataclass(frozen=True)
class DrawnSection:
    """A section that a room above adds to the page, as HTML."""

    title: str
    html: SafeString


@dataclass(frozen=True)
class Evidence:
    """The sources of the facts, how well they bear them out, and the day of the last check in words."""

    sources: list[Citation]
    confidence: str
    checked_on: str


@dataclass(frozen=True)
class OrganisationFacts:
    """The facts, names, sources and sections of an organisation's page: all beside its text."""

    face: SafeString
    name_language: str
    website_name: str
    facts: list[Fact]
    names: list[Fact]
    parts: list[Organisation]
    evidence: Evidence
    sections: list[DrawnSection]
    aside_sections: list[DrawnSection]


def detail_context(organisation: Organisation) -> dict[str, Any]:
    """Returns the context of an organisation's template."""
    language = active_language()
    rows = organisation.related_rows()
    description = nearest(rows.descriptions, language)
    has_own_text = description is not None and description.language == language
    return {
        "organisation": organisation,
        "description": description,
        "remark": "" if has_own_text else organisation.remark,
        "known": _known(organisation, rows),
    }


def preview_context(organisation: Organisation, description: OrganisationDescription) -> dict[str, Any]:
    """The same with a text that may be a draft."""
    return {**detail_context(organisation), "description": description}


def _known(organisation: Organisation, rows: RelatedRows) -> OrganisationFacts:
    sections = page_sections_of(organisation) if organisation.is_public else []
    return OrganisationFacts(
        face=monogram(
            organisation.pk,
            kind=face_kind(organisation),
            name=organisation.name.text,
            city=organisation.city.text,
            size="large",
        ),
        name_language=language_of_name(organisation.name),
        website_name=host_of(organisation.website),
        facts=_facts(organisation),
        names=_other_names(organisation, rows.other_names),
        parts=rows.parts,
        evidence=_evidence(organisation, rows.sources),
        sections=_drawn(sections, "main"),
        aside_sections=_drawn(sections, "aside"),
    )


def _drawn(sections: list[PageSection], place: str) -> list[DrawnSection]:
    """The blocks of one place, each template drawn with the context that its room gave."""
    return [
        DrawnSection(section.title, render_to_string(section.template, section.context))
        for section in sections
        if section.place == place
    ]


def _facts(organisation: Organisation) -> list[Fact]:
    region = organisation.region
    parent = organisation.parent if organisation.parent and organisation.parent.is_public else None
    is_city = bool(region and region.is_city(organisation.city))
    return [
        Fact(_("Type"), organisation.get_type_display()),
        Fact(
            _("Region"),
            region.name if region else _("Place not known"),
            f"../?region={region.pk if region else UNKNOWN}",
        ),
        Fact(_("City"), "" if is_city else organisation.city),
        Fact(_("Address"), organisation.address),
        Fact(_("Website"), host_of(organisation.website), organisation.website),
        Fact(_("Part of"), parent.name if parent else "", parent.url if parent else ""),
        Fact(_("Founded"), founded_words(organisation)),
        Fact(_("Status"), status_words(organisation)),
    ]


def _other_names(organisation: Organisation, others: list[OrganisationName]) -> list[Fact]:
    """Names in other languages than the one in the heading, then former and other forms."""
    language, shown = active_language(), organisation.name
    names = [
        Fact(_name_label(name.language, language), name)
        for name in organisation.official_names
        if name != shown
    ]
    for other in others:
        years = "–".join(str(year) for year in (other.used_from, other.used_until) if year)
        label = other.get_kind_display()
        names.append(Fact(f"{label}, {years}" if years else label, LocalisedText(other.text, other.language)))
    return names


def _name_label(code: str, language: str) -> str:
    if code == LATIN_KAZAKH:
        return _("Kazakh in Latin letters")
    return language_name(code, language).capitalize()


def _evidence(organisation: Organisation, sources: list[OrganisationSource]) -> Evidence:
    day = organisation.checked_on
    return Evidence(
        sources=[cite(source) for source in sources],
        confidence=organisation.get_confidence_display(),
        checked_on=format_date(day, active_language()) if day else "",
    )
