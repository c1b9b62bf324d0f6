from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "portal.translation"
    verbose_name = _("content")

    def ready(self) -> None:
        from . import library_patches, receivers

        library_patches.apply()
        receivers.connect()
