"""Reading the journal."""

from typing import Any, Self

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

    def taken_along_by(self, change: Any) -> Self:
        """The earlier requests that wait no more because this one says what they asked for, too."""
        earlier = self.filter(about_type=change.about_type_id, about_id=change.about_id, pk__lt=change.pk)
        decided = earlier.exclude(state=WishState.REPLACED).order_by("-pk").values_list("pk", flat=True)
        return earlier.filter(state=WishState.REPLACED, pk__gt=decided.first() or 0)
