from django.core.management.base import BaseCommand

from resources.actions import read_file
from resources.models.material_file import MaterialFile


class Command(BaseCommand):
    help = "Reads the texts of the library's files that were not read yet, at once; the clock does so bit by bit."

    def handle(self, *_args, **_options) -> None:
        keys = list(MaterialFile.objects.waiting().order_by("pk").values_list("pk", flat=True))
        for key in keys:
            read_file(key)
        problems = MaterialFile.objects.filter(pk__in=keys).exclude(text_problem="").count()
        self.stdout.write(f"Files read: {len(keys) - problems}. Without a text: {problems}.")
