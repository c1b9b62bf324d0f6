"""Jobs of what is published."""

from datetime import timedelta

from portal.clock.registry import every

from . import versions


@every(timedelta(days=1))
def thin_versions() -> None:
    """Deletes what versions of facts nobody needs any more."""
    versions.thin()
