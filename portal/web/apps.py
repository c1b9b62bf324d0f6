from django.apps import AppConfig
from django.db.models.signals import pre_save


class WebConfig(AppConfig):
    name = "portal.web"
    label = "web"

    def ready(self) -> None:
        from .saving import clean_before_saving

        pre_save.connect(clean_before_saving, dispatch_uid="web.clean")
