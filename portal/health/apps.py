from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class HealthConfig(AppConfig):
    name = "portal.health"
    label = "health"

    def ready(self) -> None:
        from . import health, rows  # noqa: F401  Checks register themselves.

        autodiscover_modules("health")
