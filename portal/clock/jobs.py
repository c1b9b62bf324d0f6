"""Jobs of the frame itself: Wagtail's schedule, and the tasks that are done."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from . import publishing
from .batches import in_batches
from .registry import CLOCK, every

TASKS_KEPT_FOR = timedelta(days=7)


@every(timedelta(seconds=30), by=CLOCK)
def publish_scheduled() -> None:
    """Publishes and expires what Wagtail has scheduled: pages and descriptions alike."""
    publishing.publish_scheduled()


@every(timedelta(days=1))
def forget_old_tasks() -> int:
    """Forgets tasks that ended long ago: the queue is looked through every second. Returns how many."""
    limit = timezone.now() - TASKS_KEPT_FOR
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=limit)
    return in_batches(ended, lambda tasks: tasks.delete()[0])
