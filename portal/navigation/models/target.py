"""Target of a link of the frame."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESS = RegexValidator(
    r"^(https://|mailto:|/(?!/))\S*$",
    _("Give an address that starts with https://, or with / for a page on the portal."),
)


class Target(models.Model):
    """Target of a link: a page, which each reader gets in their own language, or an address."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page of the portal"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "In any language: readers get the page in their own. If there is none, no link is shown."
        ),
    )
    address = models.CharField(
        _("or an address"),
        max_length=500,
        blank=True,
        validators=[ADDRESS],
        help_text=_(
            "https://…, or for example /desk/ for a part of the portal that exists in every language."
        ),
    )
    title_kk = models.CharField(_("link text in Kazakh"), max_length=60, blank=True)
    title_ru = models.CharField(_("link text in Russian"), max_length=60, blank=True)
    title_en = models.CharField(_("link text in English"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.page_id and self.address:
            raise ValidationError({"address": _("Choose a page or give an address, not both.")})
        if self.address and not (self.title_kk or self.title_ru or self.title_en):
            raise ValidationError(
                {
                    "title_kk": _(
                        "An address needs link text. In a language without link text, the link is not shown."
                    )
                }
            )
