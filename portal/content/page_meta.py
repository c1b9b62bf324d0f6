"""The metadata of a page: what its frame and machines are told about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from portal.look.components import Link

if TYPE_CHECKING:
    from .linked_data import Linked
    from .pages import BasePage

_ATTRIBUTE = "page_meta"  # Of the request. The functions below set and read it.


@dataclass
class PageMeta:
    """Metadata of one public address, the same for every visitor. A page or view says it with `set_page_meta`."""

    trail: list[Link] = field(default_factory=list)  # Without the first page; the last step is this one.
    alternates: dict[str, str] | None = None  # Address by language; None: the same address in each.
    thing: "Linked | None" = None  # What machines may read of it; None for what is not public.
    data: dict[str, Any] = field(default_factory=dict)  # The same for an address that shows no thing.
    written_in: frozenset[str] = frozenset()  # Languages that the text is written in; empty: nothing to say.
    page: "BasePage | None" = None


def set_page_meta(request: HttpRequest, page_meta: PageMeta) -> None:
    """Notes what the address shows, unless an inner page has done so before."""
    if not hasattr(request, _ATTRIBUTE):
        replace_page_meta(request, page_meta)


def replace_page_meta(request: HttpRequest, page_meta: PageMeta) -> None:
    """Notes what the address shows, whatever was said of it before."""
    setattr(request, _ATTRIBUTE, page_meta)


def page_meta_of(request: HttpRequest) -> PageMeta:
    """Returns the metadata of the address; an empty answer where nobody has said."""
    return getattr(request, _ATTRIBUTE, None) or PageMeta()


def languages_of(descriptions: Iterable) -> frozenset[str]:
    """The languages of the live ones among the descriptions of a record."""
    return frozenset(description.language for description in descriptions if description.live)
