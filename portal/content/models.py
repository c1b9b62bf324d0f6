from .reviewed import ReviewedSection
from .versions import DataVersion

__all__ = ["DataVersion", "ReviewedSection"]
