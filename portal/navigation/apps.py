from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NavigationConfig(AppConfig):
    name = "portal.navigation"
    label = "navigation"

    def ready(self) -> None:
        from . import desk  # noqa: F401  It registers what editing itself has to say.

        autodiscover_modules("desk")
