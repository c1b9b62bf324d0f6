import time
from collections.abc import Callable
from typing import Any

import environ
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.log_actions import LogContext

from portal.demo.registry import Demo, rooms_with_demo
from portal.settings.secrets import secret_kept_in


class Command(BaseCommand):
    help = (
        "Loads the demonstration content; with --scale N also N synthetic rows of each kind, for measuring."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", type=int, default=0, metavar="N", help="rows of each kind to add")

    def handle(self, *_args: Any, scale: int, **_options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError(
                "This installation is not a demonstration (IS_DEMO is off); nothing was loaded."
            )
        given = environ.Env()("DEMO_PASSWORD", default="")
        demo = Demo(password=given or secret_kept_in(settings.VAR_DIR / "demo-password", length=9))
        for module in rooms_with_demo():
            self._run(module.__name__, module.load, demo)
        if scale:
            for module in rooms_with_demo():
                if hasattr(module, "scale"):
                    self._run(f"{module.__name__} × {scale}", module.scale, demo, scale)
        self.stdout.write(self.style.SUCCESS("The demonstration content is there."))
        self.stdout.write(f"Demo accounts, all with the password {demo.password}")
        for role in DEMO_ACCOUNTS:
            self.stdout.write(f"  {role}@example.org")

    def _run(self, name: str, load: Callable[..., object], *args: Any) -> None:
        started = time.monotonic()
        with transaction.atomic(), LogContext():
            load(*args)
        self.stdout.write(f"  {name}: {time.monotonic() - started:.1f} s")


DEMO_ACCOUNTS = (
    "admin",
    "secretariat",
    "editor",
    "translator",
    "moderator",
    "reviewer",
    "trainer",
    "manager",
    "contributor",
    "librarian",
)
