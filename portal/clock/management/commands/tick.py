import time

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from portal.clock.actions import tick


class Command(BaseCommand):
    help = (
        "Runs the jobs that are due. Call it each minute from a timer, or let it stay with --every SECONDS."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="stay, and tick again every SECONDS"
        )

    def handle(self, *args, every: float | None = None, **options) -> None:
        while True:
            names = tick()
            if options["verbosity"] > 1:
                self.stdout.write("\n".join(names))
            if every is None:
                return
            close_old_connections()
            time.sleep(every)
