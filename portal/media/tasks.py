"""Work for the background worker."""

from django_tasks import task

from . import actions


@task()
def make_sizes(image_id: int) -> int:
    """Makes the sizes of one picture; the clock tries again what was lost."""
    return actions.make_sizes(image_id)
