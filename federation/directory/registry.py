"""What rooms above show on an organisation's page: its workshops, its materials, since when it is a member."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .models.organisation import Organisation


class Slot(NamedTuple):
    """A block of an organisation's page: a heading, a template and its context; `place` is "main" or "aside"."""

    title: str
    template: str
    context: dict[str, Any]
    place: str = "main"


Provider = Callable[[Organisation], Iterable[tuple]]
_PROVIDERS: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Registers a function from an organisation to its blocks, as (title, template, context) or `Slot`.

    Blocks show only what every visitor may see, in the reader's language. A room registers in its `ready()`.
    """
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)
    return provider


def slots_of(organisation: Organisation) -> list[Slot]:
    """All blocks for one organisation, in the order of the floors."""
    return [Slot(*given) for provider in _PROVIDERS for given in provider(organisation)]
