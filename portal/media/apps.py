from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "portal.media"
    label = "media"
    verbose_name = _("media")

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
