from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "federation.directory"
    label = "directory"
    verbose_name = _("directory")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  They register themselves.

        autodiscover_modules("organisation_page")
