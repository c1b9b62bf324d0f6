"""Scheduled jobs of search."""

from datetime import timedelta

from portal.clock.registry import every

from .engines import has_cluster
from .index import updates
from .index.vocabulary import refresh_words
from .query import query_log
from .tasks import build_index, deliver_changes


@every(timedelta(minutes=1))
def deliver_waiting_changes() -> int:
    """Delivers changes whose task was lost or whose server was down."""
    return deliver_changes.call()


@every(timedelta(minutes=5))
def mend_index() -> bool:
    """Has the index built anew when it is missing or does not agree with the rows. Returns whether it was necessary."""
    if not has_cluster():
        return False
    from .index.building import needs_building  # noqa: PLC0415 The client of an optional service.

    is_necessary = needs_building()
    if is_necessary:
        build_index.enqueue()
    return is_necessary


@every(timedelta(hours=24))
def forget_old_queries() -> int:
    """Keeps what was asked no longer than was promised. Returns how many rows went."""
    return query_log.forget_old()


@every(timedelta(hours=1))
def count_words() -> bool:
    """Counts the words that search proposes, if a text has changed."""
    return refresh_words()


@every(timedelta(hours=1))
def forget_words_of_facets() -> int:
    """So that no filter can name what only something private has. Returns how many rows went."""
    return updates.forget_words_of_facets()
