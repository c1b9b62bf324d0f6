"""Scheduled jobs of the directory."""

from datetime import timedelta

from portal.clock.registry import every

from .actions import forget_old_imports


@every(timedelta(days=1))
def delete_old_imports() -> int:
    """Deletes the records of imports whose versions are no longer kept."""
    return forget_old_imports()
