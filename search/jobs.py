"""What the clock does for search."""

from datetime import timedelta

from portal.clock.registry import every

from .vocabulary import refresh_words


@every(timedelta(hours=1))
def count_words() -> bool:
    """Counts the words that search proposes, if a text has changed."""
    return refresh_words()
