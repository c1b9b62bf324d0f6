from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NavigationConfig(AppConfig):
    name = "portal.navigation"
    label = "navigation"

    def ready(self) -> None:
        autodiscover_modules("desk")
