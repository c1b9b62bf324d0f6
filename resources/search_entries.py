"""What materials tell search."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import override

from portal.content.descriptions import in_order, nearest
from portal.content.searchable import SearchEntry
from portal.language import LANGUAGES

if TYPE_CHECKING:
    from .records import Material


def entries_of(material: "Material") -> Iterable[SearchEntry]:
    """One entry a language for a public material, with its titles in all of them; none without any live text."""
    if not material.is_public:
        return []
    live = [description for description in in_order(material.descriptions.all()) if description.live]
    if not live:
        return []
    titles = tuple(dict.fromkeys(description.title for description in live))
    return [_entry(material, language, live, titles) for language in LANGUAGES]


def _entry(material: "Material", language: str, live: list, titles: tuple[str, ...]) -> SearchEntry:
    shown = nearest(live, language)
    own = next((description for description in live if description.language == language), None)
    with override(language):
        kind = str(material.get_kind_display())
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
        names=titles,
        keywords=(kind, *modules, *material.code_list),
        day=material.published_on,
        facts={"kind": kind, **({"formats": ", ".join(formats)} if formats else {})},
    )
