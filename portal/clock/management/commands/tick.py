import logging
import time

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from portal.clock.actions import tick

logger = logging.getLogger("portal.clock")


class Command(BaseCommand):
    help = (
        "Runs the jobs that are due. Call it each minute from a timer, or let it stay with --every SECONDS."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="stay, and tick again every SECONDS"
        )

    def handle(self, *args, every: float | None = None, **options) -> None:
        while every is not None:
            try:
                tick()
            except (
                DatabaseError
            ):  # The database is away for a while; the clock is still there when it is back.
                logger.exception("the clock could not tick")
            close_old_connections()
            time.sleep(every)
        tick()
