"""The words about organisations."""

from django.db import models
from django.http import HttpRequest
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.fields import RichTextField

from portal.content.models import Description

from .organisation import Organisation


class OrganisationDescription(Description):
    """What an organisation says of itself in one language."""

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

    def serve_preview(self, request: HttpRequest, mode_name: str) -> SimpleTemplateResponse:
        """The organisation's page with this text, in the text's language."""
        from ..presenters.rows import detail_context

        with override(self.language or "kk"):
            context = {**detail_context(self.record), "description": self}
            return TemplateResponse(request, "directory/organisation.html", context).render()
