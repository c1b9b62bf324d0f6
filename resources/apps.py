from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "resources"
    label = "resources"
    verbose_name = _("training materials")

    def ready(self) -> None:
        from .actions import codes_changed, module_changed, remove_stored_file
        from .models.curriculum import Module
        from .models.material import Material
        from .models.material_file import MaterialFile

        for name in ("units", "topics", "modules"):
            m2m_changed.connect(
                codes_changed, sender=getattr(Material, name).through, dispatch_uid=f"resources.{name}"
            )
        post_delete.connect(remove_stored_file, sender=MaterialFile, dispatch_uid="resources.file")
        post_save.connect(module_changed, sender=Module, dispatch_uid="resources.module")
