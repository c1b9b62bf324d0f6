from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "federation.workshops"
    label = "workshops"
    verbose_name = _("workshops")

    def ready(self) -> None:
        from federation.directory import registry
        from federation.directory.models import Organisation, Region

        from .actions import calendars
        from .models.workshop import Workshop, WorkshopDescription
        from .organisation_page import workshops_of
        from .receivers import names_changed

        registry.register(workshops_of)
        post_save.connect(calendars.workshop_saved, sender=Workshop, dispatch_uid="workshops.event")
        for signal in (post_save, post_delete):
            signal.connect(
                calendars.words_changed, sender=WorkshopDescription, dispatch_uid="workshops.event.words"
            )
        for model in (Organisation, Region):
            post_save.connect(names_changed, sender=model, dispatch_uid=f"workshops.{model.__name__}")
