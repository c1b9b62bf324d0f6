"""Registry of the personal data that the portal holds on a user, room by room: to hand it over, and to erase it.

A room says what it holds in a module named `personal_data`, with `register_personal_data(name, export=…, erase=…)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry

from .models.user import User


@dataclass(frozen=True)
class PersonalData:
    """Personal data that one room holds on users."""

    name: str
    export: Callable[[User], Any]  # Whatever JSON can carry; dates and times may stay as they are.
    erase: Callable[[User], None]  # Leaves nothing that tells who it was; may run twice.


PERSONAL_DATA: dict[str, PersonalData] = {}


def register_personal_data(
    name: str, *, export: Callable[[User], Any], erase: Callable[[User], None]
) -> None:
    """Registers what a room holds; `name` is the key in the file that a user downloads."""
    PERSONAL_DATA[name] = PersonalData(name, export, erase)


def export_for(user: User) -> dict[str, Any]:
    """Everything that the portal holds on the user, by room."""
    return {holding.name: holding.export(user) for holding in PERSONAL_DATA.values()}


def erase_for(user: User) -> None:
    """Erases everything that the rooms hold on the user, the upper floors first. Call it in a transaction."""
    for holding in reversed(PERSONAL_DATA.values()):
        holding.erase(user)


def forget_in_history(rows: models.QuerySet) -> None:
    """The admin's history of these rows stays, without the names that they went by. Call it before they are deleted."""
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(rows.model)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).update(label="")


def forget_names_of_gone(model: type[models.Model]) -> None:
    """Lines about rows that were deleted say of nobody any more whom they named."""
    kind = ContentType.objects.get_for_model(model)
    there = model._base_manager.annotate(text=Cast("pk", models.CharField())).values("text")
    ModelLogEntry.objects.filter(content_type=kind).exclude(object_id__in=there).update(label="")
