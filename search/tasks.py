"""Work for the background worker."""

from typing import Any

from django.apps import apps
from django.utils import timezone
from django_tasks import task

from .engines import has_cluster
from .index import updates
from .models.rebuild import Rebuild


@task()
def rebuild_index(rebuild_id: int) -> int:
    """Writes all rows anew, and the index of the search server from them, unless it was done since it was asked for.
    Returns how many rows there are.
    """
    if not Rebuild.objects.filter(pk=rebuild_id, finished_at=None).update(started_at=timezone.now()):
        return 0
    rows = updates.rebuild()
    if has_cluster():
        from .index.building import build  # noqa: PLC0415 The client of an optional service.

        build()
    return rows


@task()
def deliver_changes() -> int:
    """Tells the search server what changed, so that nobody who saves waits for it; the clock tries again what fails
    here.
    """
    if not has_cluster():
        return 0
    from .index.delivery import deliver  # noqa: PLC0415 The client of an optional service.

    return deliver()


@task()
def build_index() -> int:
    """Builds the index of the search server anew, beside the one that answers."""
    from .index.building import build  # noqa: PLC0415 The client of an optional service.

    return build()


@task()
def refresh_rows(label: str, keys: list[Any]) -> None:
    """Makes the rows of a batch of things say what the database says of them now. `label` names their model."""
    updates.refresh_many(apps.get_model(label)._default_manager.filter(pk__in=keys))
