from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  They register themselves.
        from .naming import name_in_readers_language

        name_in_readers_language()
        autodiscover_modules("personal_data")
