"""Who speaks for an organisation. Rooms above know it; they register how to find out."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

Provider = Callable[[object], QuerySet]
_PROVIDERS: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Registers a function from a signed-in user to a queryset of the primary keys of their organisations."""
    if provider not in _PROVIDERS:
        _PROVIDERS.append(provider)
    return provider


def spoken_for_by(user) -> Q:
    """The condition under which `user` speaks for an organisation; matches nothing when nobody registered."""
    condition = Q(pk__in=[])
    for provider in _PROVIDERS:
        condition |= Q(pk__in=provider(user))
    return condition
