from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "federation.workshops"
    label = "workshops"
    verbose_name = _("workshops")

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
