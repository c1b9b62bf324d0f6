from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "federation.news"
    label = "news"
    verbose_name = _("news")

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
