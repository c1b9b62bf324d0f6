from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = (
        "Makes a demonstration ready to start: tables, static files and content. What is there already stays."
    )

    requires_system_checks: list = []

    def handle(self, *_args: Any, **options: Any) -> None:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_demo", verbosity=options["verbosity"])
        self.stdout.write(self.style.SUCCESS(f"The portal starts at {settings.WAGTAILADMIN_BASE_URL}/"))
