from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "portal.sheets"

    def ready(self) -> None:
        from .admin import guard_exports

        guard_exports()
