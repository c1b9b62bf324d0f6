"""Links that open something: a claim, a form that was begun, the end of a subscription. Whoever has one needs no more.

They are made at sending and are kept nowhere. Whoever writes a letter puts an `OpeningLink` into its context, at the
top: the name of a function that can make the link, and what the link is about, which may lie in the database. The
templates show a placeholder, and so does the letter that is kept; each attempt to deliver makes the link anew.

    send_letter(…, context={"claim_url": OpeningLink("people.claim", {"invitation": 7})})

    @opens("people.claim")
    def claim_url(about: Facts) -> str | None: …
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from portal.web.secret_words import MASK

from .registry import Facts

# Returns the whole address, or None when there is nothing to open any more: then the letter does not go.
Make = Callable[[Facts], str | None]

MAKERS: dict[str, Make] = {}


@dataclass(frozen=True)
class OpeningLink:
    """A link that the maker of that name can make; `about` is JSON and opens nothing by itself."""

    name: str
    about: Facts = field(default_factory=dict)


def opens(name: str) -> Callable[[Make], Make]:
    """Registers the decorated function as the maker of that name.

    It runs at every attempt to deliver, with the letter's language active. A room has it in its module `letters`.
    """

    def register(function: Make) -> Make:
        MAKERS[name] = function
        return function

    return register


def url_of(link: OpeningLink) -> str | None:
    """Makes a link. Raises LookupError when nobody makes links of that name."""
    return MAKERS[link.name](link.about)


def placeholder(name: str) -> str:
    """What stands for the link that a letter's context has under this name, until it is sent and in what is kept."""
    return f"{settings.WAGTAILADMIN_BASE_URL}/{MASK}/{name}/"
