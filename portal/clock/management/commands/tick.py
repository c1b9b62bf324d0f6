from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from portal.clock import shutdown
from portal.clock.backoff import Backoff
from portal.clock.models.process import Process
from portal.clock.processes import ThisProcess, living
from portal.clock.scheduler import tick


class Command(BaseCommand):
    help = "Runs or queues the jobs that are due; with --every SECONDS it stays and does so again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="stay, and tick again every SECONDS"
        )

    def handle(self, *_args: Any, every: float | None = None, **_options: Any) -> None:
        with shutdown.listening(), living(Process.Kind.CLOCK) as this:
            if every is None:
                this.beat()
                tick()
            else:
                stay(this, every)


def stay(this: ThisProcess, every: float) -> None:
    """Ticks every few seconds until the process is asked to end, whatever happens meanwhile."""
    backoff = Backoff()
    while not shutdown.is_stopping():
        try:
            close_old_connections()
            if not this.is_known_alive():
                this.beat()
            tick()
        except Exception:  # The database is away for a while; the clock is still there when it is back.
            backoff.failed("the clock could not tick")
        else:
            backoff.succeeded()
            shutdown.pause(every)
