"""Writes all rows of search anew, and the index of the search server where there is one."""

import time

from django.core.management.base import BaseCommand, CommandError

from search.engines import has_cluster
from search.index.updates import rebuild

BAR = 30  # Signs.


class Command(BaseCommand):
    help = (
        "Writes all rows of search anew, then builds the index of the search server beside the one that "
        "answers and puts it in its place, while the portal goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--index-only", action="store_true", help="Leave the rows as they are; build the index from them."
        )

    def handle(self, *_args, index_only=False, **_options):
        self.label, self.started = "", 0.0
        if index_only and not has_cluster():
            raise CommandError("SEARCH_URL names no search server: there is no index to build.")
        if not index_only:
            self.stdout.write(f"{rebuild(self.progress)} rows.")
        if has_cluster():
            from search.index.building import BuildFailed, build  # noqa: PLC0415 The client of an optional service.

            try:
                total = build(lambda done, total: self.progress("search server", done, total))
            except BuildFailed as error:
                raise CommandError(
                    f"The index was not built; what answered before answers on. {error}"
                ) from error
            self.stdout.write(f"{total} documents in the index.")

    def progress(self, label: str, done: int, total: int) -> None:
        """A bar that grows on a terminal; elsewhere one line when it is done."""
        if self.label != label:
            self.label, self.started = label, time.monotonic()
        line = f"{label}: {done} of {total}"
        if not self.stdout.isatty():
            if done >= total:
                self.stdout.write(line)
            return
        full = BAR * done // total if total else BAR
        passed = time.monotonic() - self.started
        left = f", {passed / done * (total - done):.0f} s left" if 0 < done < total else ""
        self.stdout.write(f"\r\x1b[K[{'#' * full}{'.' * (BAR - full)}] {line}{left}", ending="")
        if done >= total:
            self.stdout.write("")
        self.stdout.flush()
