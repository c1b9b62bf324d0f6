"""What the clock does for pictures."""

from datetime import timedelta

from portal.clock.registry import every

from .actions import without_sizes
from .tasks import make_sizes

MOST_AT_ONCE = 500


@every(timedelta(hours=1))
def make_missing_sizes() -> int:
    """Has the sizes made of pictures that lack some. Returns how many pictures."""
    keys = without_sizes()[:MOST_AT_ONCE]
    for key in keys:
        make_sizes.enqueue(key)
    return len(keys)
