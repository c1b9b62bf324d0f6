"""Jobs of the frame itself: Wagtail's schedule, and tasks whose worker died."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from .registry import every

TASK_STUCK_AFTER = timedelta(minutes=15)


@every(timedelta(seconds=30))
def publish_scheduled() -> None:
    """Publishes and expires what Wagtail has scheduled: pages and descriptions alike."""
    call_command("publish_scheduled")


@every(timedelta(minutes=5))
def free_stuck_tasks() -> int:
    """Puts tasks of a killed worker, RUNNING for ever otherwise, back in the queue. Returns how many."""
    from django_tasks_db.models import DBTaskResult

    stuck = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=timezone.now() - TASK_STUCK_AFTER)
    return stuck.update(status="READY", started_at=None)
