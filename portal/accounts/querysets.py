"""Reading accounts."""

from django.db import models
from django.utils import timezone


class PrivacyTermsQuerySet(models.QuerySet):
    def current(self) -> "models.Model | None":
        """The version in force today, or None before any is published."""
        return self.filter(name="privacy", published_on__lte=timezone.localdate()).first()
