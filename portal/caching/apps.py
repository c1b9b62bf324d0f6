from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CachingConfig(AppConfig):
    name = "portal.caching"
    verbose_name = _("content")

    def ready(self) -> None:
        from . import checks, receivers  # noqa: F401  Checks register themselves.

        receivers.connect()
