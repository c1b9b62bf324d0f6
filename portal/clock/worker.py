"""The background worker: django-tasks-db's, which in addition outlives its database and is looked after."""

import logging
import sqlite3
from datetime import timedelta
from typing import Any, cast

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
)
from django.utils import timezone
from django_tasks import TaskContext
from django_tasks.signals import task_finished, task_started
from django_tasks_db.management.commands.db_worker import Worker as DBWorker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction
from wagtail.log_actions import LogContext

from portal.web.disk_space import causes
from portal.web.retries import again_while_ended

from . import shutdown
from .backoff import Backoff
from .processes import MOST_STARTS, ThisProcess, give_back

logger = logging.getLogger("portal.clock")
AGAIN_AFTER = timedelta(seconds=10)  # A task under which the database went away.


class Worker(DBWorker):
    """Takes tasks one by one. Nothing but a signal ends it: whatever fails is logged and tried again."""

    def __init__(self, this: ThisProcess, **options: Any) -> None:
        super().__init__(worker_id=this.name, **options)
        self.this = this
        self.backoff = Backoff()
        self.is_tidy = True

    def run(self) -> None:
        while not shutdown.is_stopping():
            try:
                has_worked = self.step()
            except Exception:  # Lock time-outs, a database that is away, a full disk.
                self.is_tidy = False
                self.backoff.failed("the worker could not go on; it tries again")
                continue
            self.backoff.succeeded()
            if not has_worked:
                if self.batch:
                    return
                shutdown.pause(self.interval)

    def step(self) -> bool:
        """Runs the next task, and returns whether there was one."""
        close_old_connections()
        if not self.this.is_known_alive():
            self.this.beat()
        if not self.is_tidy:
            # A claim may have been stored although the answer was lost: nobody would ever take it for dead.
            give_back(self.this.name)
            self.is_tidy = True
        row = self.take()
        if row is None:
            return False
        self.run_task(row)
        return True

    def take(self) -> DBTaskResult | None:
        tasks = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not self.process_all_queues:
            tasks = tasks.filter(queue_name__in=self.queue_names)
        if not tasks.exists():  # Most of the time, and then nobody else is kept from writing.
            return None
        with exclusive_transaction(tasks.db):
            row = tasks.get_locked()
            if row is not None:
                row.claim(self.worker_id)
        return row

    def run_task(self, row: DBTaskResult) -> None:
        error: Exception | None = None
        value = None
        try:
            value = self._call(row)
        except Exception as exception:  # Whatever a task does, it is noted and the next one comes.
            logger.exception("task %s failed", row.task_path)
            error = exception
            # A job may have left its claim, because the database was away when it ended.
            self.is_tidy = False
        self._store(row, value, error)
        try:
            task_finished.send(sender=type(row.task.get_backend()), task_result=row.task_result)
        except Exception:
            logger.exception("nobody could be told that task %s has ended", row.task_path)

    def _call(self, row: DBTaskResult) -> Any:
        task, result = row.task, row.task_result
        task_started.send(sender=type(task.get_backend()), task_result=result)
        # The library's own types of results are two: the one that it makes and the one that it asks for.
        context = [TaskContext(task_result=cast(Any, result))] if task.takes_context else []
        with LogContext():  # What it changes of a row is one change.
            return again_while_ended(
                lambda: task.call(*context, *result.args, **result.kwargs), row.task_path
            )

    def _store(self, row: DBTaskResult, value: Any, error: Exception | None) -> None:
        """Notes how a task ended, as soon as the database lets it; a result that no database takes is a failure."""
        while True:
            try:
                _settle(row, value, error)
                return
            except (DataError, IntegrityError, TypeError, ValueError) as refusal:
                logger.exception("the result of task %s cannot be stored", row.task_path)
                # Without the text of whatever was refused.
                value, error = None, RuntimeError(f"The result was refused: {type(refusal).__name__}.")
            except (DatabaseError, InterfaceError):
                if shutdown.is_stopping():
                    raise
                self.backoff.failed(f"the result of {row.task_path} could not be stored yet")


def _settle(row: DBTaskResult, value: Any, error: Exception | None) -> None:
    """Stores the outcome unless the task was taken from this process, which looked dead, meanwhile.

    Without the library's own three attempts: in a transaction the second one hides why the first failed.
    """
    with exclusive_transaction():
        if not DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at).exists():
            logger.warning("task %s was given to another worker", row.task_path)
        elif error is None:
            DBTaskResult.set_successful.__wrapped__(row, value)
        elif _lost_database(error) and len(row.worker_ids) < MOST_STARTS:
            # Not the task's fault, and many a task is asked for only once.
            row.status, row.started_at, row.run_after = "READY", None, timezone.now() + AGAIN_AFTER
            row.save(update_fields=["status", "started_at", "run_after"])
        else:
            DBTaskResult.set_failed.__wrapped__(row, error)


def _lost_database(error: BaseException) -> bool:
    """True when the database went away, or was too busy, under a task."""
    return any(
        isinstance(cause, OperationalError | InterfaceError) and _is_away(cause.__cause__)
        for cause in causes(error)
    )


def _is_away(cause: BaseException | None) -> bool:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF == sqlite3.SQLITE_BUSY
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(("08", "57P"))  # Connection lost; the server ends or begins.
