"""Writes all rows of search anew."""

from django.core.management.base import BaseCommand

from search.actions import rebuild


class Command(BaseCommand):
    help = "Writes all rows of search anew, while the portal goes on."

    def handle(self, *args, **options):
        self.last = ""
        total = rebuild(self.progress)
        self.stdout.write(f"\n{total} rows." if self.last else f"{total} rows.")

    def progress(self, label: str, done: int, total: int) -> None:
        """One line a model, which counts up in a terminal."""
        start = "\n" if self.last and self.last != label else ""
        line = f"{label}: {done} of {total}"
        if self.stdout.isatty():
            self.stdout.write(f"{start}\r{line}", ending="")
            self.stdout.flush()
            self.last = label
        elif done >= total:
            self.stdout.write(line)
