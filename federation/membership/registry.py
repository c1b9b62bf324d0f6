"""Registry of the organisations for which somebody must be able to act, beside members.

A room registers its part in its module `rules`.
"""

from collections.abc import Callable

from django.db.models import Q, QuerySet

Provider = Callable[[], QuerySet]
PROVIDERS: list[Provider] = []


def needs_manager(provider: Provider) -> Provider:
    """Registers a function that returns a queryset of the keys of organisations whose affairs need a manager."""
    PROVIDERS.append(provider)
    return provider


def is_needed() -> Q:
    """The condition under which a room needs a manager of an organisation; matches nothing when none registered."""
    condition = Q(pk__in=[])
    for provide in PROVIDERS:
        condition |= Q(pk__in=provide())
    return condition
