"""Work for the background worker."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .registry import JOBS
from .running import claim_and_run


@task(priority=-10)  # Somebody waits for a letter; nobody for a job.
def run_job(name: str) -> bool:
    """Runs one job that the clock found due. Returns whether it was still due and succeeded."""
    job = JOBS.get(name)  # A job may be gone with a new version of the portal.
    return job is not None and claim_and_run(job)


def is_queued(name: str) -> bool:
    """True when a job waits for the worker or is in its hands."""
    tasks = DBTaskResult.objects.filter(task_path=run_job.module_path, status__in=("READY", "RUNNING"))
    return tasks.filter(args_kwargs__args=[name]).exists()
