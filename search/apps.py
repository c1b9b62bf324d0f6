from django.apps import AppConfig
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        from . import receivers
        from .query import query_log

        receivers.connect()
        request_finished.connect(query_log.flush, dispatch_uid="search.asked")
