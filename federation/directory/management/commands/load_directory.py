from django.core.management.base import BaseCommand

from federation.directory.actions import load_directory
from federation.directory.install import install


class Command(BaseCommand):
    help = (
        "Loads the real organisations of the directory's data file; what is there already is left as it is."
    )

    def handle(self, *_args, **_options) -> None:
        install()
        self.stdout.write(self.style.SUCCESS(f"{load_directory()} organisations added."))
