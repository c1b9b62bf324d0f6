"""The topics of the curriculum's modules."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .module import Module
from .titled import Titled


class Topic(Titled):
    """A topic is what a workshop chooses from the curriculum: half a day to a day and a half of a module."""

    module = models.ForeignKey(
        Module, verbose_name=_("module"), on_delete=models.CASCADE, related_name="topics"
    )
    number = models.PositiveSmallIntegerField(_("number in the module"))

    class Meta(Titled.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
