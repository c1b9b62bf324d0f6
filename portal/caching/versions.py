"""Versions: a number per room, made anew with every change there, in the change's own transaction.

Whatever is worked out from a room's rows (counts of filters, figures, menus) is kept in memory under that number
and so can never be older than the rows. One small query a request reads all numbers.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.db.models import Sum

from portal.clock.batches import BATCH
from portal.localisation.text import active_language

from .models import DataVersion

Result = TypeVar("Result")
KEEP_SECONDS = 3600
CHANGE_BITS = 40
MOST = 2**62
_of_this_request: ContextVar[dict[str, int] | None] = ContextVar("versions", default=None)
_is_in_request: ContextVar[bool] = ContextVar("versions_in_request", default=False)


class Versioned:
    """Mixin for models: every save and delete of a row makes a new version of its rooms."""

    @classmethod
    def version_rooms(cls) -> tuple[str, ...]:
        """The rooms whose version a change of a row makes anew: by default the model's app label."""
        return (cls._meta.app_label,)  # type: ignore[attr-defined]


def bump(room: str) -> None:
    """Makes a new version of a room. Call it after a bulk change; single saves do so by themselves."""
    # In bulk, which tells nobody: each `save` asks every receiver of every model.
    DataVersion.objects.bulk_create([DataVersion(room=room, number=1 + secrets.randbits(CHANGE_BITS))])
    _of_this_request.set(None)


def renew() -> None:
    """Makes a new version of every room that has one: an earlier release may have kept something else under the same names.

    A room without a version never had a row, and is known by that (`portal.navigation.presenters.notices`).
    """
    for room in list(DataVersion.objects.order_by("room").values_list("room", flat=True).distinct()):
        bump(room)


def add_up() -> None:
    """Makes one row of each room's changes. The versions stay what they are, so nothing is worked out again."""
    for room in list(DataVersion.objects.order_by("room").values_list("room", flat=True).distinct()):
        while _add_up_some(room):
            pass


def _add_up_some(room: str) -> bool:
    """Makes one row of a room's oldest changes, in one transaction. Returns whether there may be more."""
    with transaction.atomic():
        rows = list(DataVersion.objects.select_for_update().filter(room=room).order_by("pk")[:BATCH])
        if len(rows) > 1:
            total = sum(row.number for row in rows)
            DataVersion.objects.filter(pk__in=[row.pk for row in rows[1:]]).delete()
            # A sum near the column's end begins anew, as if the room had changed.
            rows[0].number = total if total < MOST else 1 + secrets.randbits(CHANGE_BITS)
            rows[0].save(update_fields=["number"])
    return len(rows) == BATCH


def numbers() -> dict[str, int]:
    """The versions of all rooms; read once in a request, each time outside one."""
    known = _of_this_request.get()
    if known is None:
        known = dict(DataVersion.objects.values_list("room").annotate(Sum("number")))
        if _is_in_request.get():
            _of_this_request.set(known)
    return known


def kept(name: str, rooms: Iterable[str], make: Callable[[], Result], *parts: object) -> Result:
    """What `make` returns, worked out once per version of `rooms`, active language and `parts`.

    Only for what is the same for every visitor: nothing kept may depend on who is asking.
    """
    versions = numbers()
    stamp = ".".join(str(versions.get(room, 0)) for room in rooms)
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
    key = f"{name}:{stamp}:{active_language()}:{digest}"
    fragments = caches["fragments"]
    result = fragments.get(key)
    if result is None:
        result = make()
        fragments.set(key, result, KEEP_SECONDS)
    return result


def _start_request(**kwargs: Any) -> None:
    _of_this_request.set(None)
    _is_in_request.set(True)


def _finish_request(**kwargs: Any) -> None:
    _of_this_request.set(None)
    _is_in_request.set(False)


request_started.connect(_start_request, dispatch_uid="content.versions.start")
request_finished.connect(_finish_request, dispatch_uid="content.versions.finish")
