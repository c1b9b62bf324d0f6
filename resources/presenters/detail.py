"""One material as it is shown: its words, files, rights and facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from federation.people.models import ShownCredit, shown
from portal.content.models import is_newer, nearest
from portal.language import fallback_order, format_date
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, IconFact

from ..models.material import Material
from ..models.material_description import MaterialDescription
from ..models.material_file import MaterialFile, by_language
from .outline import Part
from .rows import facts_of, languages_of, parts_of, place_words


@dataclass(frozen=True)
class ShownFile:
    """A file in the page's table."""

    title: LocalisedText
    url: str
    language: str
    format: str
    size: int
    downloads: int


@dataclass(frozen=True)
class Citation:
    """The citation of a material for a text of one's own, in this order; names keep their languages."""

    creators: list[ShownCredit]
    title: LocalisedText
    version: str
    publisher: LocalisedText | str
    year: str
    address: str


@dataclass(frozen=True)
class Detail:
    """The creators, files, facts and place in the curriculum of a material, as its page shows them."""

    creators: list[ShownCredit]
    files: list[ShownFile]
    facts: list[IconFact]
    parts: list[Part]
    place: str
    aside_facts: list[Fact]
    citation: Citation
    newer_title: str  # Empty where no other text is newer.
    newer_text: str

    @property
    def main_file(self) -> ShownFile | None:
        """The file that the button hands out: the first in the reader's language, or in the nearest."""
        return self.files[0] if self.files else None

    @property
    def has_own_translation(self) -> bool:
        """True when a title of the curriculum is in the portal's own translation."""
        return any(part.is_own_translation for part in self.parts)


def material_context(material: Material) -> dict[str, Any]:
    """Returns the context of a material's page."""
    description = nearest(material.descriptions.all(), active_language())
    return {"material": material, "description": description, "detail": detail_of(material, description)}


def detail_of(material: Material, description: MaterialDescription | None) -> Detail:
    """Returns the rest of a material's page, whose words are those of the description."""
    files = by_language(material.files.all(), active_language())
    newer = newer_than(description, material)
    return Detail(
        creators=shown(material.creators.all()),
        files=_shown(material, files),
        facts=[IconFact("globe", languages_of(files)), facts_of(material)[-1]],
        parts=parts_of(material),
        place=place_words(material.code),
        aside_facts=_aside_facts(material),
        citation=citation(material),
        newer_title=newer_title(newer.language) if newer else "",
        newer_text=_newer_text(newer) if newer else "",
    )


def preview_context(material: Material, description: MaterialDescription) -> dict[str, Any]:
    """Returns the context of a text's preview."""
    return {"description": description, "material": material}


def _shown(material: Material, files: Iterable[MaterialFile]) -> list[ShownFile]:
    """Files with a name to show: their own title, else what the material is called in their language."""
    shown = []
    for file in files:
        file.material = material  # Else its address would ask for it again.
        title = LocalisedText(file.title, file.language) if file.title else material.title_in(file.language)
        shown.append(ShownFile(title, file.url, file.language, file.format, file.size, file.downloads))
    return shown


def newer_than(description: MaterialDescription | None, material: Material) -> MaterialDescription | None:
    """The text in another language that was changed after the one shown; None when none was."""
    if description is None:
        return None
    changed = {other.language: other for other in material.descriptions.all() if is_newer(other, description)}
    return next((changed[code] for code in fallback_order(description.language) if code in changed), None)


def newer_title(language: str) -> str:
    """The line that says which language is ahead."""
    return {
        "kk": _("The Kazakh text is newer"),
        "ru": _("The Russian text is newer"),
        "en": _("The English text is newer"),
    }[language]


def _newer_text(newer: MaterialDescription) -> str:
    day = format_date(newer.last_published_at, active_language())
    return _("It was changed on %(day)s; the change is not translated yet.") % {"day": day}


def _aside_facts(material: Material) -> list[Fact]:
    day = format_date(material.published_on, active_language()) if material.published_on else ""
    owner = material.shown_owner
    return [
        Fact(pgettext("of a material", "Version"), ", ".join(filter(None, [material.version, day]))),
        Fact(pgettext("of a material", "Source"), material.source),
        Fact(pgettext("of a material", "Owner"), owner.name if owner else "", owner.url if owner else ""),
    ]


def citation(material: Material) -> Citation:
    """Returns the citation of the material."""
    owner = material.shown_owner
    return Citation(
        creators=shown(material.creators.all()),
        title=material.title,
        version=material.version,
        publisher=owner.name if owner else _("Federation of Libraries"),
        year=str(material.published_on.year) if material.published_on else "",
        address=f"{settings.WAGTAILADMIN_BASE_URL}{material.url}",
    )
