"""Work for the background worker."""

from dataclasses import asdict
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import override
from django_tasks import task

from .importing import Table, WrongLine, carry_out_in_batches


@task(priority=-10)  # Somebody waits for a letter.
def import_organisations(
    columns: list[str], rows: list[list[str]], new: list[str], user_id: int
) -> list[dict[str, Any]]:
    """Imports a table that somebody has looked at (`importing.Table`). Returns the rows that have errors, in the
    words of that user's language.
    """
    user = get_user_model().objects.get(pk=user_id)
    with override(user.preferred_language):
        wrong = carry_out_in_batches(Table(columns, rows, new), user)
        return [asdict(WrongLine(line.number, line.title, line.errors)) for line in wrong]
