from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BackupConfig(AppConfig):
    name = "portal.backup"
    label = "backup"

    def ready(self) -> None:
        autodiscover_modules("restored")
