"""Addresses that something other than a page or a record answers: asked of the URLconf, so that a new route counts."""

from collections.abc import Callable

from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from portal.language import LANGUAGES

NOBODYS = "no-route-is-called-so"  # What answers this slug answers any that is free.
FIRST_DEPTH = 2  # In the tree of pages: the first pages of the languages.


def is_reserved_page(slug: str, parent: Page | None) -> bool:
    """True when a page of this slug below a page would never be seen: another view has its address."""
    if not slug or parent is None or parent.depth < FIRST_DEPTH:
        return False
    language = parent.locale.language_code
    above = f"/{language}/{parent.url_path.split('/', 2)[2]}"
    return not _is_answered_alike(above, slug, language) or _is_routed_elsewhere(parent, slug)


def would_be_hidden(page: Page, destination: Page) -> bool:
    """True when a page that is moved there would have an address that another view answers."""
    return not page.is_child_of(destination) and is_reserved_page(page.slug, destination)


def is_reserved_record(section: str, slug: str, folders: tuple[str, ...] = ()) -> bool:
    """True when a record of this slug in a section would never be seen at one of its addresses.

    `folders` are those besides the section's own below which the slug stands, as "desk/workshops/".
    """
    language = LANGUAGES[0]  # Routes are the same in all.
    places = [f"/{language}/{folder}" for folder in (f"{section}/", *folders)]
    if not all(_is_answered_alike(place, slug, language) for place in places):
        return True
    return any(_view_of(model(), slug) != _view_of(model(), NOBODYS) for model in _pages_of(section))


def with_number(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """The wanted address, or with the first number that makes one which is not taken."""
    number, free = 2, wanted
    while is_taken(free):
        free, number = f"{wanted}-{number}", number + 1
    return free


def refuse_reserved(is_reserved: bool) -> None:
    """Raises ValidationError, beside the field of the slug, for an address that something else answers."""
    if is_reserved:
        raise ValidationError({"slug": reserved_words()})


def reserved_words() -> str:
    """The reason why an address is refused, and what to do."""
    return _("The portal itself uses this address. Choose another, for example with a word more.")


def _is_answered_alike(above: str, slug: str, language: str) -> bool:
    """True when an address leads to the same view as any other slug in its place."""
    with override(language):
        return _answering(f"{above}{slug}/") == _answering(f"{above}{NOBODYS}/")


def _answering(address: str) -> object:
    try:
        return resolve(address).func
    except Resolver404:
        return None


def _is_routed_elsewhere(parent: Page, slug: str) -> bool:
    """True when the page above answers an address itself; asked as if it were public."""
    if not issubclass(parent.specific_class or Page, RoutablePageMixin):
        return False
    above = parent.specific
    above.live = True
    try:
        return above.route(HttpRequest(), [slug]).page.pk == above.pk
    except Http404:
        return False


def _pages_of(section: str) -> list[type[RoutablePageMixin]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, RoutablePageMixin) and getattr(model, "section", None) == section
    ]


def _view_of(page: RoutablePageMixin, slug: str) -> object:
    """The name of the page's method that answers below it; None for none."""
    try:
        return page.resolve_subpage(f"/{slug}/").func.__func__
    except Resolver404:
        return None
