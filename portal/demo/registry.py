"""Registry of demo content: a module (or package) `demo` with `load(demo)` and, for measuring, `scale(demo, count)`.

Both may run any number of times. They run from the ground up, each in one transaction.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import module_has_submodule


@dataclass
class Demo:
    """One run of loading: the day it counts from, the password of all demo accounts, and what rooms made so far."""

    password: str
    today: date = field(default_factory=timezone.localdate)
    made: dict[str, Any] = field(
        default_factory=dict
    )  # "manager" → a User, "demo-association" → an Organisation …

    def random(self, name: str) -> random.Random:
        """Chance that is the same at every run, of its own for each `name`."""
        return random.Random(f"portal:{name}")  # noqa: S311 No secret.


def rooms_with_demo() -> Iterator[ModuleType]:
    """The demo modules of all rooms, from the ground up."""
    for config in apps.get_app_configs():
        if config.name != "portal.demo" and module_has_submodule(config.module, "demo"):
            yield import_module(f"{config.name}.demo")
