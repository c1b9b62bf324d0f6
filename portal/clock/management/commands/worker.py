from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_tasks_db.management.commands.db_worker import valid_interval

from portal.clock import shutdown
from portal.clock.models.process import Process
from portal.clock.processes import living
from portal.clock.worker import Worker


class Command(BaseCommand):
    help = "Runs the tasks that wait, one by one, until it is asked to end. There may be several workers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queue-name", default="*", metavar="NAMES", help="queues, separated by commas (default: all)"
        )
        parser.add_argument(
            "--interval",
            type=valid_interval,
            default=1,
            metavar="SECONDS",
            help="pause when no task waits (default: 1)",
        )
        parser.add_argument("--batch", action="store_true", help="end when no task waits")

    def handle(self, *_args: Any, queue_name: str, interval: float, batch: bool, **_options: Any) -> None:
        with shutdown.listening(), living(Process.Kind.WORKER) as this:
            Worker(
                this,
                queue_names=queue_name.split(","),
                interval=interval,
                batch=batch,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                excluded_queue_names=[],
            ).run()
