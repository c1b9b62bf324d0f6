"""Registry of living processes, and of what belongs to them.

Each worker and clock has a row and renews it every few seconds; whose row was not renewed for one lease is dead. A
job or task that a process claimed is its own as long as it lives, however long that takes, and free when it is dead.
"""

import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from .heartbeat import beating
from .models.job_run import JobRun
from .models.process import Process

logger = logging.getLogger("portal.clock")
KEPT_FOR = timedelta(days=1)  # Rows of the dead, for whoever looks for what happened.
MOST_STARTS = 10  # A task that was in hand when this many workers died is what kills them.
KILLED = "The process that ran it ended."


class ThisProcess:
    """This process in the table of processes."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.host, self.pid = socket.gethostname(), os.getpid()
        self.name = f"{kind}-{self.host[:30]}-{self.pid}-{get_random_string(6)}"
        self.started_at = timezone.now()
        self.last_beat = self.steady_since = float("-inf")  # Seconds of the monotonic clock.

    def beat(self) -> None:
        """Gives a sign of life."""
        now, moment = timezone.now(), monotonic()
        if not Process.objects.filter(name=self.name).update(seen_at=now):
            Process.objects.create(
                name=self.name,
                kind=self.kind,
                host=self.host,
                pid=self.pid,
                started_at=self.started_at,
                seen_at=now,
            )
        if moment - self.last_beat > settings.PROCESS_LEASE_SECONDS / 2:
            self.steady_since = moment
        self.last_beat = moment

    def is_known_alive(self) -> bool:
        """True when nobody can take this process for dead: only then it may claim something."""
        return monotonic() - self.last_beat < settings.PROCESS_LEASE_SECONDS / 2

    def may_judge(self) -> bool:
        """True when this process has itself been seen for one lease without a gap.

        After a database was away all look dead to the first that reaches it again.
        """
        return self.is_known_alive() and monotonic() - self.steady_since >= settings.PROCESS_LEASE_SECONDS

    def beat_and_judge(self) -> None:
        self.beat()
        if self.may_judge():
            free_what_the_dead_hold()


_this: ThisProcess | None = None


def own_name() -> str:
    """The name of this process in claims; that of one which is in no table is "?"."""
    return _this.name if _this else "?"


@contextmanager
def living(kind: str) -> Iterator[ThisProcess]:
    """Keeps this process in the table while the block runs, and gives back what it holds when that ends."""
    global _this
    _this = this = ThisProcess(kind)
    try:
        with beating(this.beat_and_judge, settings.PROCESS_HEARTBEAT_SECONDS):
            yield this
    finally:
        _this = None
        _say_goodbye(this)


def _say_goodbye(this: ThisProcess) -> None:
    for is_last in (False, True):
        try:
            give_back(this.name)
            Process.objects.filter(name=this.name).delete()
            return
        except Exception:  # A connection that was cut in the middle of something, or a database that is away.
            if is_last:
                logger.exception("%s ends without having said so: its lease will", this.name)
            else:
                connections.close_all()


def free_what_the_dead_hold() -> int:
    """Frees jobs and tasks of processes that are dead, and returns how many."""
    now = timezone.now()
    holders = set(JobRun.objects.exclude(claimed_by="").values_list("claimed_by", flat=True))
    holders |= {_owner(ids) for _pk, ids, _since in _running_tasks()}
    # Asked afterwards: who begins meanwhile gave its first sign before it took anything.
    alive = set(Process.objects.alive(now).values_list("name", flat=True))
    freed = sum(give_back(name, is_dead=True) for name in holders - alive)
    Process.objects.filter(seen_at__lt=now - KEPT_FOR).delete()
    return freed


def give_back(name: str, is_dead: bool = False) -> int:
    """Frees the jobs and tasks that a process holds, and returns how many: they are run again, by whoever comes
    first.
    """
    jobs = JobRun.objects.filter(claimed_by=name)
    freed = jobs.update(claimed_by="", started_at=None, error=KILLED if is_dead else "")
    for pk, worker_ids, started_at in _running_tasks():
        if _owner(worker_ids) == name:
            freed += _put_back(pk, worker_ids, started_at, is_dead)
    if freed and is_dead:
        logger.warning("%s is dead; what it held is free: %s", name, freed)
    return freed


def _running_tasks() -> list[tuple]:
    return list(DBTaskResult.objects.running().values_list("pk", "worker_ids", "started_at"))


def _owner(worker_ids: list[str]) -> str:
    return worker_ids[-1] if worker_ids else "?"


def _put_back(pk: UUID, worker_ids: list[str], started_at: datetime | None, is_dead: bool) -> int:
    # Should its process be alive after all and have ended it, or another have begun it anew, it stays as it is.
    task = DBTaskResult.objects.running().filter(pk=pk, started_at=started_at)
    if not is_dead:
        return task.update(status="READY", started_at=None, worker_ids=worker_ids[:-1])
    if len(worker_ids) < MOST_STARTS:
        return task.update(status="READY", started_at=None)
    logger.error("task %s was in hand when %s workers died; it is not tried again", pk, len(worker_ids))
    return task.update(status="FAILED", finished_at=timezone.now(), exception_class_path="", traceback=KILLED)
