"""Linked data of public things: JSON-LD in the words of schema.org, and pictures of links."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.language import clean_address, clean_text

CONTEXT = "https://schema.org"
ADDRESSES = frozenset(
    {"@id", "url", "item", "contentUrl", "image", "mainEntityOfPage", "license", "urlTemplate"}
)
MOST_LETTERS = 300  # Of a description: what programs that show links read at most.
# What would end the script element, or begin a comment in it, is written as JSON's own escapes.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


class Linked:
    """Mixin for things with a public address that machines may read."""

    picture_kind = "federation"  # Colours of the picture that goes with a link (portal.look.share_picture).

    def linked_data(self) -> dict[str, Any]:
        """Returns the thing in schema.org's words, in the reader's language, from what is already read; addresses may
        be local.

        Says only what every visitor may see. Empty values are left out by `tidy`.
        """
        raise NotImplementedError


def absolute(url: str) -> str:
    """An address with the portal's own host in front, unless it has one."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{url}" if url.startswith("/") else url


def shortened(text: str) -> str:
    """The text in one line, cut at the end of a word where it is longer than a description may be."""
    text = " ".join(text.split())
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rsplit(' ', 1)[0]} …"


def tidy(value: Any) -> Any:
    """The data without what is empty, with whole addresses and plain texts."""
    if isinstance(value, dict):
        pairs = {
            key: absolute(clean_address(str(item)))
            if key in ADDRESSES and isinstance(item, str)
            else tidy(item)
            for key, item in value.items()
        }
        kept = {key: item for key, item in pairs.items() if item not in (None, "", [], {})}
        return kept if set(kept) - {"@type"} else {}
    if isinstance(value, list):
        return [item for item in map(tidy, value) if item not in (None, "", {})]
    if isinstance(value, int | float):
        return value
    return None if value is None else clean_text(str(value))


def title_of(data: dict[str, Any]) -> str:
    """Returns the title of the thing that the data describes."""
    return str(data.get("headline") or data.get("name") or "")


def federation() -> dict[str, Any]:
    """The publisher of everything here."""
    return {
        "@type": "Organization",
        "@id": "/#federation",  # One and the same, whichever page and language names it.
        "name": _("Federation of library associations and establishments of the Republic of Kazakhstan"),
        "alternateName": _("Federation of Libraries"),
        "url": "/",
    }


def as_script(things: list[dict[str, Any]]) -> SafeString:
    """A data block for the page's head; nothing when there is nothing to say. It is no script:
    the policy lets it be.
    """
    graph = [item for item in map(tidy, things) if item]
    if not graph:
        return SafeString("")
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 Escaped above.
