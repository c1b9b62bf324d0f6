"""The metadata of a page: what its frame and machines are told about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict

from django.http import HttpRequest

from portal.localisation.text import LocalisedText

if TYPE_CHECKING:
    from .linked_data import Linked
    from .pages import BasePage


class Breadcrumb(TypedDict):
    """One step of the way from the first page to this one."""

    title: LocalisedText | str
    url: str


@dataclass
class PageMeta:
    """What one public address shows, the same for every visitor. A page or view sets it as `request.page_meta`."""

    trail: list[Breadcrumb] = field(
        default_factory=list
    )  # Without the first page; the last step is this one.
    alternates: dict[str, str] | None = None  # Address by language; None: the same address in each.
    thing: "Linked | None" = None  # What machines may read of it; None for what is not public.
    data: dict[str, Any] = field(default_factory=dict)  # The same for an address that shows no thing.
    written_in: frozenset[str] = frozenset()  # Languages that the text is written in; empty: nothing to say.
    page: "BasePage | None" = None


def set_page_meta(request: HttpRequest, page_meta: PageMeta) -> None:
    """Notes what the address shows, unless an inner page has done so before."""
    if not hasattr(request, "page_meta"):
        request.page_meta = page_meta


def page_meta_of(request: HttpRequest) -> PageMeta:
    """What the address shows; an empty answer where nobody has said."""
    return getattr(request, "page_meta", None) or PageMeta()


def languages_of(descriptions: Iterable) -> frozenset[str]:
    """The languages of the live ones among the descriptions of a record."""
    return frozenset(description.language for description in descriptions if description.live)
