"""The units of the curriculum's topics."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .titled import Titled
from .topic import Topic


class Unit(Titled):
    """A unit is one lesson of a topic, numbered module.topic.unit: 1.2.13."""

    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="units")

    class Meta(Titled.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
