"""Work for the background worker."""

from django_tasks import task

from .engines import has_cluster


@task()
def deliver_changes() -> int:
    """Tells the search server what changed, so that nobody who saves waits for it; the clock tries again what fails here."""
    if not has_cluster():
        return 0
    from .delivery import deliver

    return deliver()


@task()
def build_index() -> int:
    """Builds the index of the search server anew, beside the one that answers."""
    from .indexing import build

    return build()
