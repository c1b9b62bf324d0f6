"""Work for the background worker."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from portal.clock.tasks import run_job

from . import delivery, printing


@task()
def deliver_due() -> int:
    """Delivers the letters that are due, and lets others have their turn before it goes on; what goes by post is put
    into words.
    """
    count = delivery.deliver_due()
    printing.write_new()
    if delivery.is_more_due():
        wake_sender(run_job.priority)  # Behind the jobs that wait already.
    return count


def wake_sender(priority: int = deliver_due.priority) -> None:
    """Queues a run of the sender, unless one waits to begin: that one will see every letter that is there now."""
    if not DBTaskResult.objects.filter(task_path=deliver_due.module_path, status="READY").exists():
        deliver_due.using(priority=priority).enqueue()
