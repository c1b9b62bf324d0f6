from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipConfig(AppConfig):
    name = "federation.membership"
    label = "membership"
    verbose_name = _("membership")

    def ready(self) -> None:
        from . import receivers  # noqa: F401  They register themselves.
