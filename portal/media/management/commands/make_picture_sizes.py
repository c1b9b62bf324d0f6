from typing import Any

from django.core.management.base import BaseCommand

from portal.media.actions import make_sizes, without_sizes


class Command(BaseCommand):
    help = "Makes the sizes in which pictures are shown, for all pictures that lack some. Safe to run at any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        keys = without_sizes()
        made = sum(make_sizes(key) for key in keys)
        self.stdout.write(f"{made} sizes of {len(keys)} pictures")
