from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "federation.people"
    label = "people"
    verbose_name = _("people")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  They register themselves.
