from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from portal.backup.actions import check, has_other_key, restore
from portal.backup.registry import BackupError, Wishes

KEY = (
    "SECRET_KEY is another one than the backup's: second factors and letters with links cannot be read. "
    "Put the former key into SECRET_KEY_FALLBACKS."
)


class Command(BaseCommand):
    help = "Puts a backup back. Stop the web server, the worker and the clock first. See docs/backup.md."
    requires_system_checks: list = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="what `backup` made")
        parser.add_argument("--check", action="store_true", help="only says whether the backup is whole")
        parser.add_argument(
            "--replace", action="store_true", help="replaces the database and all files that are here"
        )
        parser.add_argument(
            "--no-input", action="store_false", dest="interactive", help="replaces without asking"
        )
        parser.add_argument(
            "--erasures", type=Path, action="append", default=[], metavar="FILE",
            help="a journal of erasures from elsewhere; may be given several times",
        )  # fmt: skip
        parser.add_argument(
            "--send-waiting", action="store_true",
            help="letters that were waiting go out; only when nobody has sent them since (a move)",
        )  # fmt: skip

    def handle(self, *_args: Any, folder: Path, **options: Any) -> None:
        if missing := [str(path) for path in options["erasures"] if not path.is_file()]:
            raise CommandError(f"There is no journal of erasures at {', '.join(missing)}.")
        try:
            if options["check"]:
                self.stdout.write(f"The backup of {check(folder).made_at} is whole and fits this portal.")
                return
            if options["replace"] and options["interactive"]:
                self._ask()
            manifest = restore(
                folder,
                replace=options["replace"],
                journals=options["erasures"],
                wishes=Wishes(sends_waiting=options["send_waiting"]),
                say=self.stdout.write,
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        for name in manifest.missing:
            self.stderr.write(f"This file was missing in the backup already: {name}")
        if has_other_key(manifest):
            self.stderr.write(KEY)
        self.stdout.write(self.style.SUCCESS("The portal is restored. Start its processes."))

    def _ask(self) -> None:
        place = connection.settings_dict["NAME"]
        answer = input(f"Everything in the database {place} and all files are replaced. Type yes to go on: ")
        if answer.strip().lower() != "yes":
            raise CommandError("Nothing was changed.")
