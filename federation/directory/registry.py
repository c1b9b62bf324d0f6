"""Registry of what rooms above add to an organisation: sections of its page, and who represents it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from portal.accounts.rules import Visitor

if TYPE_CHECKING:
    from .models.organisation import Organisation


@dataclass(frozen=True)
class PageSection:
    """A section of an organisation's page: a heading, a template and its context; `place` is "main" or "aside"."""

    title: str
    template: str
    context: dict[str, Any]
    place: str = "main"


SectionProvider = Callable[["Organisation"], Iterable[PageSection]]
PAGE_SECTIONS: list[SectionProvider] = []
RepresentationProvider = Callable[[Visitor], QuerySet]
REPRESENTATIONS: list[RepresentationProvider] = []


def page_section(provider: SectionProvider) -> SectionProvider:
    """Registers a function from an organisation to sections of its page, in a module named `organisation_page`.

    They show only what every visitor may see, in the reader's language.
    """
    PAGE_SECTIONS.append(provider)
    return provider


def page_sections_of(organisation: "Organisation") -> list[PageSection]:
    """All sections for one organisation, in the order of the floors."""
    return [section for provide in PAGE_SECTIONS for section in provide(organisation)]


def representation(provider: RepresentationProvider) -> RepresentationProvider:
    """Registers a function from a signed-in user to a queryset of the keys of organisations, in a module named
    `rules`.
    """
    REPRESENTATIONS.append(provider)
    return provider


def represented_by(user: Visitor) -> Q:
    """The condition under which `user` represents an organisation; matches nothing when nobody registered."""
    condition = Q(pk__in=[])
    for provide in REPRESENTATIONS:
        condition |= Q(pk__in=provide(user))
    return condition
