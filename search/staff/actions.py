"""Actions of staff on search."""

from django.db import transaction

from ..models.rebuild import Rebuild
from ..tasks import rebuild_index


def ask_for_rebuild() -> tuple[Rebuild, bool]:
    """The rebuild that waits or runs, else a new one, whose task is queued with it; and whether it is new.

    Two who press at the same moment may queue two: they run one after the other, and the second changes nothing.
    """
    with transaction.atomic():
        waiting = Rebuild.objects.waiting().select_for_update().first()
        if waiting:
            return waiting, False
        rebuild = Rebuild.objects.create()
        transaction.on_commit(lambda: rebuild_index.enqueue(rebuild.pk))
    return rebuild, True
