"""Rebuilds of the index: asking for one, and noting one."""

from datetime import datetime

from django.utils import timezone

from ..models.rebuild import Rebuild


def note_rebuild(started_at: datetime, rows: int) -> None:
    """Notes that all rows were written anew, by whomever: what was waited for since before that is done too."""
    now = timezone.now()
    ended = {"started_at": started_at, "finished_at": now, "rows": rows}
    if not Rebuild.objects.filter(finished_at=None, asked_at__lte=started_at).update(**ended):
        Rebuild.objects.create(asked_at=started_at, **ended)
    old = Rebuild.objects.finished().values_list("pk", flat=True)[20:]
    Rebuild.objects.filter(pk__in=list(old)).delete()
