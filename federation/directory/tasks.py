"""Work for the background worker."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .actions import undo
from .importing import Table, WrongLine, carry_out_in_batches
from .models.organisation_import import OrganisationImport


@task(priority=-10)  # Somebody waits for a letter.
def import_organisations(
    columns: list[str], rows: list[list[str]], new: list[str], user_id: int, import_id: str | None = None
) -> list[dict[str, Any]]:
    """Imports a table that somebody has looked at (`importing.Table`). Returns the rows that have errors, in the
    words of that user's language, and keeps them with the record of the import.

    A release without such records has queued some without naming any.
    """
    user = get_user_model().objects.get(pk=user_id)
    record, _is_new = OrganisationImport.objects.get_or_create(
        pk=import_id or uuid4(), defaults={"made_by": user, "total": len(rows)}
    )
    with override(user.preferred_language):
        lines = carry_out_in_batches(Table(columns, rows, new), record)
        wrong = [asdict(WrongLine(line.number, line.title, line.errors)) for line in lines]
    OrganisationImport.objects.filter(pk=record.pk).update(wrong=wrong, ended_at=timezone.now())
    return wrong


@task(priority=-10)
def undo_import(import_id: str, user_id: int) -> None:
    """Undoes an import of organisations, for whoever asked for it."""
    undo(import_id, get_user_model().objects.filter(pk=user_id).first())


def at_work(records: Iterable[OrganisationImport]) -> set[UUID]:
    """The keys of those imports that the worker carries out or undoes, or is about to."""
    tasks = {record.task_id: record.pk for record in records if record.task_id}
    if not tasks:
        return set()
    waiting = DBTaskResult.objects.filter(pk__in=tasks, status__in=("READY", "RUNNING"))
    return {tasks[key] for key in waiting.values_list("pk", flat=True)}


def is_at_work(record: OrganisationImport) -> bool:
    """True while the worker has an import in hand."""
    return record.pk in at_work([record])
