"""Scheduled jobs of pictures and files."""

from datetime import timedelta

from portal.clock.registry import every

from .actions import sweep_parts, without_sizes
from .tasks import make_sizes

MOST_AT_ONCE = 500


@every(timedelta(hours=1))
def make_missing_sizes() -> int:
    """Has the sizes made of pictures that lack some. Returns how many pictures."""
    keys = without_sizes()[:MOST_AT_ONCE]
    for key in keys:
        make_sizes.enqueue(key)
    return len(keys)


@every(timedelta(days=1))
def sweep_old_parts() -> int:
    """Removes parts of files whose writer was killed. Returns how many."""
    return sweep_parts()
