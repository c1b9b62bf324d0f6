"""Scheduled jobs of versions."""

from datetime import timedelta

from portal.clock.registry import every

from . import cache


@every(timedelta(minutes=1), name="portal.content.jobs.add_up_versions")
def add_up_versions() -> None:
    """Keeps the table of versions, which every request reads, at one row a room."""
    cache.compact()
