from typing import Any

from django.core.management.base import CommandError
from django_tasks_db.management.commands.db_worker import Command as DBWorkerCommand


class Command(DBWorkerCommand):
    """The library's worker gives no sign of life: whatever it had in hand for some seconds would be begun again
    elsewhere.
    """

    help = "Not to be used: see `worker`."

    def handle(self, *_args: Any, **_options: Any) -> None:
        raise CommandError("Use manage.py worker: it gives signs of life, which this one does not.")
