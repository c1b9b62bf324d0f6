from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ClockConfig(AppConfig):
    name = "portal.clock"
    label = "clock"

    def ready(self) -> None:
        autodiscover_modules("jobs")
