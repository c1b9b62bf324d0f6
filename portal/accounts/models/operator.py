"""The operator of the personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from portal.language import LANGUAGES
from portal.localisation.text import Localised
from portal.mail.fields import AddressField, readable

from ..validators import validate_bin


@register_setting(icon="lock")
class Operator(BaseGenericSetting):
    """The organisation that answers for the personal data, as privacy terms and consents name it."""

    name_kk = models.CharField(_("name in Kazakh"), max_length=255, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=255, blank=True)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    bin = models.CharField(
        _("BIN"), max_length=12, blank=True, validators=[validate_bin],
        help_text=_("Business identification number, twelve digits."),
    )  # fmt: skip
    address_kk = models.CharField(_("address in Kazakh"), max_length=255, blank=True)
    address_ru = models.CharField(_("address in Russian"), max_length=255, blank=True)
    address_en = models.CharField(_("address in English"), max_length=255, blank=True)
    email = AddressField(
        _("e-mail"), blank=True, help_text=_("Where people write about their personal data.")
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    name = Localised("name")
    address = Localised("address")

    panels = [
        MultiFieldPanel([FieldPanel(f"name_{code}") for code in LANGUAGES], heading=_("Name")),
        FieldPanel("bin"),
        MultiFieldPanel([FieldPanel(f"address_{code}") for code in LANGUAGES], heading=_("Address")),
        FieldPanel("email"),
        FieldPanel("phone"),
    ]

    class Meta:
        verbose_name = _("operator of personal data")
        verbose_name_plural = _("operators of personal data")

    def __str__(self) -> str:
        return self.name.text

    def in_words(self, language: str) -> str:
        """Name, number, address and contacts in one line, in a language of the portal."""
        with override(language):
            name = self.name.text or _(
                "Federation of library associations and establishments of the Republic of Kazakhstan"
            )
            number = f"{_('BIN')} {self.bin}" if self.bin else ""
        return ", ".join(str(part) for part in (name, number, self.ways_to_write(language)) if part)

    def ways_to_write(self, language: str) -> str:
        """Address and contacts in one line, in a language of the portal; empty where none is known."""
        with override(language):
            return ", ".join(
                str(part) for part in (self.address.text, readable(self.email), self.phone) if part
            )
