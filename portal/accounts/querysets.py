"""Reading accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from .models.privacy_terms import PrivacyTerms


class PrivacyTermsQuerySet(models.QuerySet["PrivacyTerms"]):
    def current(self, name: str = "privacy") -> PrivacyTerms | None:
        """The version in force today of what goes by a name, or None before any is published."""
        return self.filter(name=name, published_on__lte=timezone.localdate()).first()
