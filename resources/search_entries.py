"""Search entries of materials."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import override

from federation.people.models import names_of
from portal.content.models import in_order, nearest
from portal.content.searchable import FilePart, SearchEntry
from portal.language import LANGUAGES, language_name

if TYPE_CHECKING:
    from .models.material import Material
    from .models.material_description import MaterialDescription
    from .models.material_file import MaterialFile


def entries_of(material: "Material") -> Iterable[SearchEntry]:
    """One entry a language for a public material, with its titles in all of them; none without any live text."""
    if not material.is_public:
        return []
    live = [description for description in in_order(material.descriptions.all()) if description.live]
    if not live:
        return []
    titles = tuple(dict.fromkeys(description.title for description in live))
    return [_entry(material, language, live, titles) for language in LANGUAGES]


def _entry(
    material: "Material", language: str, live: "list[MaterialDescription]", titles: tuple[str, ...]
) -> SearchEntry:
    shown = nearest(live, language) or live[0]
    own = next((description for description in live if description.language == language), None)
    with override(language):
        kind = str(material.get_kind_display())
        facets = _facets(material, language)
    modules = [module.title_in(language).text for module in material.within.all()]
    formats = sorted({file.format.upper() for file in material.files.all()})
    # Only the words of this language: what is shown in another is marked as such, and not found as if it were here.
    body = "\n".join([own.what_you_learn, strip_tags(own.body.replace("<", " <"))]) if own else ""
    return SearchEntry(
        language=language,
        title=shown.title,
        title_language="" if shown.language == language else shown.language,
        url=material.url_in(language),
        summary=shown.summary,
        body=body.strip(),
        names=(*titles, *names_of(material.creators.all())),
        keywords=(kind, *modules, *material.code_list),
        day=material.published_on,
        facts={"kind": kind, **({"formats": ", ".join(formats)} if formats else {})},
        facets=facets,
        parts=tuple(
            part
            for file in material.files.all()
            if file.language == language
            for part in _parts(file, shown_as=material.title_in(language).text)
        ),
    )


def _facets(material: "Material", language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Returns the facets by which the library's own list can be filtered, in the active language."""
    languages = {file.language for file in material.files.all()}
    return {
        "type": ((material.kind, str(material.get_kind_display())),),
        "language": tuple(
            (code, language_name(code, language).capitalize()) for code in LANGUAGES if code in languages
        ),
        "audience": ((material.audience, str(material.get_audience_display())),),
        "licence": ((material.licence, str(material.get_licence_display())),),
        "module": tuple(
            (module.code, f"{module.code} · {module.title_in(language).text}")
            for module in material.within.all()
        ),
    }


def _parts(file: "MaterialFile", shown_as: str) -> Iterable[FilePart]:
    """The texts of a file, each file in the entry of its own language alone; none of what it replaced."""
    if file.read_sha256 != file.sha256:
        return
    name = file.title or shown_as
    for part in file.texts.all():
        yield FilePart(name, file.url_in(file.language), part.text, part.unit, part.number)
