from portal.caching.models import DataVersion

from .reviewed import ReviewedSection

__all__ = ["DataVersion", "ReviewedSection"]
