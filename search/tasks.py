"""Work for the background worker."""

from django.utils import timezone
from django_tasks import task

from . import actions
from .rebuilds import Rebuild


@task()
def rebuild_index(rebuild_id: int) -> int:
    """Writes all rows anew, unless it was done since it was asked for. Returns how many rows there are."""
    if not Rebuild.objects.filter(pk=rebuild_id, finished_at=None).update(started_at=timezone.now()):
        return 0
    return actions.rebuild()
