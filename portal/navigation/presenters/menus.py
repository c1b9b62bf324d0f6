"""Menus in one language: the same for every visitor, kept until a menu or a page changes."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Page

from portal.caching.cache import cached
from portal.content.enums import PAGES_SCOPE
from portal.content.pages import FIRST_LEVEL, address_of, index_page_classes
from portal.language import LANGUAGES
from portal.look.components import Link

from ..enums import FOOTER, NAVIGATION_SCOPE, Place
from ..models.menu import Menu

SCOPES = [NAVIGATION_SCOPE, PAGES_SCOPE]
MOST_ADDED = 10  # Of the pages that follow by themselves.


@dataclass(frozen=True)
class LinkList:
    """A menu with its title; the main menu has none."""

    title: str
    links: list[Link]


def main_menu(language: str) -> list[Link]:
    """The sections, as the editors put them."""
    return _menus(language)[Place.MAIN].links


def footer_columns(language: str) -> list[LinkList]:
    """The lists at the foot of every page; an empty one is left out."""
    menus = _menus(language)
    return [menus[place] for place in FOOTER if menus[place].links]


def in_language(address: str, language: str) -> str:
    """An address as written in the admin: one inside the portal without a language is that of the reader's language."""
    first = address.split("/")[1] if address.startswith("/") else ""
    return address if first in LANGUAGES or not address.startswith("/") else f"/{language}{address}"


def pages_to_link(language: str, *wanted: Q) -> dict[object, Page]:
    """Pages in a language that everybody may see, by the key that they share with their translations."""
    pages = Page.objects.live().public().filter(locale__language_code=language, alias_of=None, depth__gte=2)
    condition = Q(pk__in=[])
    for part in wanted:
        condition |= part
    return {page.translation_key: page for page in pages.filter(condition)}


def _menus(language: str) -> dict[str, LinkList]:
    return cached("navigation.menus", lambda: _read_menus(language), language, depends_on=SCOPES)


def _read_menus(language: str) -> dict[str, LinkList]:
    title = f"title_{language}"
    rows = Menu.objects.order_by("pk", "entries__sort_order", "entries__pk").values(
        "place", title, "adds_pages", "entries__pk", "entries__page__translation_key", "entries__address",
        f"entries__{title}",
    )  # fmt: skip
    rows = list(rows)
    pages = pages_to_link(
        language,
        Q(translation_key__in=[row["entries__page__translation_key"] for row in rows]),
        Q(depth=FIRST_LEVEL),
    )
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for row in rows:
        if link := _link(row, pages, language):
            links[row["place"]].append(link)
    for place in {row["place"] for row in rows if row["adds_pages"]}:
        # A page stands once at the foot.
        known = [link for other in (FOOTER if place in FOOTER else (place,)) for link in links[other]]
        links[place] += _added(known, place, pages, language)
    titles = {row["place"]: row[title] for row in rows}
    return {place: LinkList(titles.get(place, ""), links[place]) for place in Place}


def _link(row: dict, pages: dict[object, Page], language: str) -> Link | None:
    words = row[f"entries__title_{language}"]
    if page := pages.get(row["entries__page__translation_key"]):
        return Link(words or page.title, address_of(page, language))
    if row["entries__address"] and words:
        return Link(words, in_language(row["entries__address"], language))
    return None


def _added(known: list[Link], place: str, pages: dict[object, Page], language: str) -> list[Link]:
    """Pages of text that follow by themselves, in the order of the page tree."""
    sections = {model.section for model in index_page_classes()}
    addresses = {link.url for link in known}
    found = [
        Link(page.title, address_of(page, language))
        for page in sorted(pages.values(), key=lambda page: page.path)
        if page.depth == FIRST_LEVEL
        and page.slug not in sections
        and (place != Place.MAIN or page.show_in_menus)
    ]
    return [link for link in found if link.url not in addresses][:MOST_ADDED]
