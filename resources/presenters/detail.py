"""One material as it is shown: its words, files, rights and facts."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.content.models import is_newer, nearest
from portal.language import fallback_order, format_date
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import IconFact

from ..models.material import Material
from ..models.material_description import MaterialDescription
from ..models.material_file import MaterialFile, by_language
from .rows import facts_of, languages_of, parts_of, place_words


def material_context(material: Material) -> dict[str, Any]:
    """Returns the context of a material's page."""
    language = active_language()
    files = _named(material, by_language(material.files.all(), language))
    description = nearest(material.descriptions.all(), language)
    newer = newer_than(description, material)
    parts = parts_of(material)
    return {
        "material": material,
        "description": description,
        "files": files,
        "main_file": files[0] if files else None,
        "facts": [IconFact("globe", languages_of(files)), facts_of(material)[-1]],
        "parts": parts,
        "has_own_translation": any(part.is_own_translation for part in parts),
        "place": place_words(material.code),
        "aside_facts": _aside_facts(material),
        "citation": citation(material),
        "newer": newer,
        "newer_title": newer_title(newer.language) if newer else "",
        "newer_text": _newer_text(newer) if newer else "",
    }


def preview_context(material: Material, description: MaterialDescription) -> dict[str, Any]:
    """Returns the context of a text's preview."""
    return {"description": description, "material": material}


def _named(material: Material, files: list[MaterialFile]) -> list[MaterialFile]:
    """Files with a name to show: their own title, else what the material is called in their language."""
    for file in files:
        file.material = material  # Else its address would ask for it again.
        file.shown_title = (
            LocalisedText(file.title, file.language) if file.title else material.title_in(file.language)
        )
    return files


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


def _aside_facts(material: Material) -> list[dict[str, Any]]:
    day = format_date(material.published_on, active_language()) if material.published_on else ""
    owner = material.shown_owner
    return [
        {
            "label": pgettext("of a material", "Version"),
            "value": ", ".join(filter(None, [material.version, day])),
        },
        {"label": pgettext("of a material", "Source"), "value": material.source},
        {
            "label": pgettext("of a material", "Owner"),
            "value": owner.name if owner else "",
            "url": owner.url if owner else "",
        },
    ]


def citation(material: Material) -> dict[str, Any]:
    """Returns the citation of the material for a text of one's own, in this order; names keep their languages."""
    owner = material.shown_owner
    return {
        "title": material.title,
        "version": material.version,
        "publisher": owner.name if owner else _("Federation of Libraries"),
        "year": str(material.published_on.year) if material.published_on else "",
        "address": f"{settings.WAGTAILADMIN_BASE_URL}{material.url}",
    }
