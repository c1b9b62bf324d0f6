"""System checks of scopes."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from .cache import InvalidatesCache
from .scopes import DECLARED


@register()
def check_scopes(**_kwargs: Any) -> list[CheckMessage]:
    """Every scope that a model invalidates is declared by some room: nothing can depend on another."""
    return [
        Error(
            f"The cache scope {scope!r} is declared nowhere.",
            hint="Declare it in the room's enums: `NAME = declare_scope(...)`.",
            obj=model,
            id="caching.E001",
        )
        for model in apps.get_models()
        if issubclass(model, InvalidatesCache)
        for scope in model.cache_scopes()
        if scope not in DECLARED
    ]
