"""Search entries of organisations."""

from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING

from django.utils.html import escape, strip_tags
from django.utils.translation import override

from portal.content.searchable import SearchEntry
from portal.language import LANGUAGES
from portal.localisation.text import text_in

from .enums import NameKind

if TYPE_CHECKING:
    from .models.organisation import Organisation


def entries_of(organisation: "Organisation") -> Iterable[SearchEntry]:
    """One entry a language for a published organisation, with every name and place in all of them."""
    if not organisation.is_public:
        return []
    texts = {text.language: text.intro for text in organisation.descriptions.all() if text.live}
    official = {name.text for name in organisation.official_names}
    former = tuple(
        name.text
        for name in organisation.other_names.all()
        if name.text not in official and (name.kind == NameKind.FORMER or name.used_until)
    )
    names = tuple(name for name in organisation.all_names if name not in former)
    return [
        _entry(organisation, language, texts.get(language) or _remark(organisation, language), names, former)
        for language in LANGUAGES
    ]


def _remark(organisation: "Organisation", language: str) -> str:
    return escape(getattr(organisation, f"remark_{language}"))


def _entry(
    organisation: "Organisation",
    language: str,
    html: str,
    names: tuple[str, ...],
    former: tuple[str, ...],
) -> SearchEntry:
    title = organisation.name_in(language)
    with override(language):
        kind = str(organisation.get_type_display())
        is_city = organisation.region is not None and organisation.region.is_city(organisation.city)
        status = str(organisation.get_status_display())
    city = text_in(organisation, "city", language).text
    region = text_in(organisation.region, "name", language).text if organisation.region else ""
    return SearchEntry(
        language=language,
        title=title.text,
        title_language="" if title.language == language else title.language,
        url=organisation.url_in(language),
        summary=" · ".join(part for part in (kind, city, "" if is_city else region) if part),
        body=" ".join(unescape(strip_tags(html.replace("<", " <"))).split()),
        names=names,
        old_names=former,
        keywords=(kind, *organisation.place_names),
        region=organisation.region_id or "",
        facts={"place": city or region} if city or region else {},
        facets={
            "region": ((organisation.region_id, region),) if organisation.region_id else (),
            "type": ((organisation.type, kind),),
            "status": ((organisation.status, status),),
        },
    )
