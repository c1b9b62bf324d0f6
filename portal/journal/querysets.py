"""Reading the journal."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model

from .enums import WishState


class AboutQuerySet(models.QuerySet):
    """Rows about records of any model."""

    def about(self, record: Model) -> Self:
        """Those about one record."""
        return self.about_any(type(record)).filter(about_id=record.pk)

    def about_any(self, model: type[Model]) -> Self:
        """Those about records of a model."""
        return self.filter(about_type=ContentType.objects.get_for_model(model))


class WishedChangeQuerySet(AboutQuerySet):
    """Wished changes."""

    def waiting(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(state=WishState.WAITING)
