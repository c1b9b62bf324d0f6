from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "federation.workshops"
    label = "workshops"
    verbose_name = _("workshops")

    def ready(self) -> None:
        from federation.directory import slots
        from federation.directory.models import Organisation, Region

        from .search import names_changed
        from .slots import workshops_of

        slots.register(workshops_of)
        for model in (Organisation, Region):
            post_save.connect(names_changed, sender=model, dispatch_uid=f"workshops.{model.__name__}")
