"""The words about organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from portal.content.models import Description

from .organisation import Organisation


class OrganisationDescription(Description):
    """Description of an organisation in its own words, in one language."""

    preview_template = "directory/organisation.html"
    preview_presenter = "federation.directory.presenters.detail.preview_context"

    record = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="descriptions"
    )
    intro = RichTextField(
        _("text"),
        features=["bold", "italic", "h3", "ul", "ol", "link"],
        help_text=_("Who it serves and what it does."),
    )

    class Meta(Description.Meta):
        verbose_name = _("text about an organisation")
        verbose_name_plural = _("texts about organisations")
