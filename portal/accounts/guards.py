"""Guards of the admin views that libraries bring: who may open each, by the name of its address.

A library checks what its own forms do and leaves open what it does not think of. A room that knows better adds a
guard in its module `rules`: `@guard("namespace:name")`, or `@guard("namespace")` for all that stand below it. The
guard is asked before the view, with the request and what stands in the address; it says whether the user may pass, or
raises Http404 for what they may not know of. A guard never replaces the view's own check: both must agree.
"""

from collections import defaultdict
from collections.abc import Callable

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

Guard = Callable[..., bool]
_GUARDS: dict[str, list[Guard]] = defaultdict(list)


def guard(*names: str) -> Callable[[Guard], Guard]:
    """Makes a function the guard of addresses, by their names or namespaces."""

    def register(function: Guard) -> Guard:
        for name in names:
            _GUARDS[name].append(function)
        return function

    return register


def guards_of(match: ResolverMatch) -> list[Guard]:
    """The guards of an address: its namespaces' first, then its own."""
    spaces = [":".join(match.namespaces[: depth + 1]) for depth in range(len(match.namespaces))]
    return [found for name in (*spaces, match.view_name) for found in _GUARDS.get(name, ())]


def may_pass(request: HttpRequest, match: ResolverMatch) -> bool:
    """True when all guards of an address let the request through.

    Raises: Http404.
    """
    return all(allows(request, **match.kwargs) for allows in guards_of(match))


def may_open(request: HttpRequest, address: str) -> bool:
    """True when a menu may offer an address of the portal."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return True
    return may_pass(request, match)


@guard(
    "wagtailredirects",
    "wagtailadmin_collections",
    "wagtailadmin_workflows",
    "wagtailusers_groups",
    "wagtaillocales",
    "wagtailsites",
)
def only_superusers(request: HttpRequest, **_kwargs: object) -> bool:
    """Guard of what the whole portal stands on: superusers alone, whatever a group was given by hand."""
    return request.user.is_superuser
