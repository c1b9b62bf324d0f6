"""Work for the background worker."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from . import delivery


@task()
def deliver_due() -> int:
    """Delivers the letters that are due, and lets others have their turn before it goes on."""
    count = delivery.deliver_due()
    if delivery.is_more_due():
        wake_sender()
    return count


def wake_sender() -> None:
    """Queues a run of the sender, unless one waits to begin: that one will see every letter that is there now."""
    if not DBTaskResult.objects.filter(task_path=deliver_due.module_path, status="READY").exists():
        deliver_due.enqueue()
