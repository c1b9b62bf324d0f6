"""Work for the background worker."""

from django_tasks import task

from . import actions


@task()
def read_file(file_id: int) -> int:
    """Reads the text of one file; the clock tries again what was lost."""
    return actions.read_file(file_id)
