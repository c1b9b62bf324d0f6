"""Jobs of what is published."""

from datetime import timedelta

from portal.clock.registry import every

from . import versions
from .models.versioned import versioned_models


@every(timedelta(days=1))
def thin_versions() -> None:
    """Deletes what versions of facts nobody needs any more."""
    for model in versioned_models():
        versions.thin(model)
