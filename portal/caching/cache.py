"""The cache of what is worked out from rows: counts of filters, figures, menus.

Rows belong to scopes. A scope has a number that every change of its rows makes anew, in the change's own transaction;
what is cached stands under the numbers of the scopes that it depends on, and so can never be older than the rows. One
small query a request reads all numbers.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.db.models import Sum
from django.db.models.options import Options

from portal.clock.batches import BATCH
from portal.localisation.text import active_language

from .models.data_version import DataVersion
from .scopes import Scope

Result = TypeVar("Result")
KEEP_SECONDS = 3600
CHANGE_BITS = 40
MOST = 2**62
_of_this_request: ContextVar[dict[str, int] | None] = ContextVar("versions", default=None)
_is_in_request: ContextVar[bool] = ContextVar("versions_in_request", default=False)


class InvalidatesCache:
    """Mixin for models: every save and delete of a row invalidates its scopes."""

    _meta: "ClassVar[Options[Any]]"

    @classmethod
    def cache_scopes(cls) -> tuple[Scope, ...]:
        """The scopes that a change of a row invalidates: by default the one named as the model's app."""
        return (Scope(cls._meta.app_label),)


def invalidate(scope: Scope) -> None:
    """Invalidates what depends on a scope. Call it after a bulk change; single saves do so by themselves."""
    # In bulk, which tells nobody: each `save` asks every receiver of every model.
    DataVersion.objects.bulk_create([DataVersion(room=scope, number=1 + secrets.randbits(CHANGE_BITS))])
    _of_this_request.set(None)


def invalidate_all() -> None:
    """Invalidates every scope that has a version: an earlier release may have cached something else under the same
    keys.

    A scope without a version never had a row, and is known by that (`portal.navigation.presenters.notices`).
    """
    for scope in _scopes_in_use():
        invalidate(scope)


def compact() -> None:
    """Makes one row of each scope's changes. The versions stay what they are, so nothing is worked out again."""
    for scope in _scopes_in_use():
        while _compact_some(scope):
            pass


def _scopes_in_use() -> list[Scope]:
    names = DataVersion.objects.order_by("room").values_list("room", flat=True).distinct()
    return [Scope(name) for name in names]


def _compact_some(scope: Scope) -> bool:
    """Makes one row of a scope's oldest changes, in one transaction. Returns whether there may be more."""
    with transaction.atomic():
        rows = list(DataVersion.objects.select_for_update().filter(room=scope).order_by("pk")[:BATCH])
        if len(rows) > 1:
            total = sum(row.number for row in rows)
            DataVersion.objects.filter(pk__in=[row.pk for row in rows[1:]]).delete()
            # A sum near the column's end begins anew, as if the scope had changed.
            rows[0].number = total if total < MOST else 1 + secrets.randbits(CHANGE_BITS)
            rows[0].save(update_fields=["number"])
    return len(rows) == BATCH


def current_versions() -> dict[str, int]:
    """The versions of all scopes; read once in a request, each time outside one."""
    known = _of_this_request.get()
    if known is None:
        known = dict(DataVersion.objects.values_list("room").annotate(Sum("number")))
        if _is_in_request.get():
            _of_this_request.set(known)
    return known


def cached(key: str, compute: Callable[[], Result], *parts: object, depends_on: Iterable[Scope]) -> Result:
    """Returns the result of `compute`, called once per version of the scopes it depends on, language and `parts`.

    Only for what is the same for every visitor: nothing cached may depend on who is asking.
    """
    versions = current_versions()
    stamp = ".".join(str(versions.get(scope, 0)) for scope in depends_on)
    digest = hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
    full_key = f"{key}:{stamp}:{active_language()}:{digest}"
    fragments = caches["fragments"]
    result = fragments.get(full_key)
    if result is None:
        result = compute()
        fragments.set(full_key, result, KEEP_SECONDS)
    return result


def _start_request(**_kwargs: Any) -> None:
    _of_this_request.set(None)
    _is_in_request.set(True)


def _finish_request(**_kwargs: Any) -> None:
    _of_this_request.set(None)
    _is_in_request.set(False)


request_started.connect(_start_request, dispatch_uid="content.versions.start")
request_finished.connect(_finish_request, dispatch_uid="content.versions.finish")
