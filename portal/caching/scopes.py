"""Scopes: rows whose changes invalidate the same things. A room declares its own in `enums`."""

from typing import NewType

Scope = NewType("Scope", str)
DECLARED: set[Scope] = set()


def declare_scope(name: str) -> Scope:
    """Declares a scope; `name` is what `DataVersion.room` keeps, and by default a model's app label."""
    scope = Scope(name)
    DECLARED.add(scope)
    return scope
