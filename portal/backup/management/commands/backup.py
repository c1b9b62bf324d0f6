from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.backup.actions import back_up
from portal.backup.registry import BackupError


class Command(BaseCommand):
    help = (
        "Copies the database and all files into a new folder, while the portal goes on. See docs/backup.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is not there yet")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        try:
            manifest = back_up(folder)
        except BackupError as error:
            raise CommandError(str(error)) from error
        for name in manifest.missing:
            self.stderr.write(f"A row names a file that is not there: {name}")
        megabytes = sum(piece.size for piece in manifest.pieces) / 1024**2
        self.stdout.write(
            f"{folder}: {sum(manifest.tables.values())} rows, {len(manifest.pieces)} pieces, {megabytes:.1f} MB"
        )
