"""What the clock does for search."""

from datetime import timedelta

from portal.clock.registry import every

from . import asked


@every(timedelta(hours=24))
def forget_old_queries() -> int:
    """Keeps what was asked no longer than was promised. Returns how many rows went."""
    return asked.forget_old()
