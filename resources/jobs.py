"""Scheduled jobs of the library."""

from datetime import timedelta

from portal.clock.registry import every

from .models.material_file import MaterialFile
from .tasks import read_file

MOST_AT_ONCE = 100


@every(timedelta(minutes=10))
def read_waiting_files() -> int:
    """Has the files read whose task was lost, or that were there before texts were read. Returns how many files."""
    keys = list(MaterialFile.objects.waiting().order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    for key in keys:
        read_file.enqueue(key)
    return len(keys)
