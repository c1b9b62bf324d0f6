"""Receivers that follow a change of a material, of its files, of the curriculum, or of what creators are called."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from federation.directory.models import Organisation
from federation.people.actions.crediting import follow_name
from federation.people.models import Person
from portal.content.searchable import saved_whole, search_changed

from .actions import refresh_codes
from .models.material import Material
from .models.material_creator import MaterialCreator
from .models.material_file import MaterialFile
from .models.module import Module
from .tasks import read_file


def connect() -> None:
    """Listens to materials' places in the curriculum, to modules, to files that come and go, and to names."""
    for name in ("units", "topics", "modules"):
        m2m_changed.connect(
            codes_changed, sender=getattr(Material, name).through, dispatch_uid=f"resources.{name}"
        )
    post_save.connect(file_saved, sender=MaterialFile, dispatch_uid="resources.file.saved")
    post_delete.connect(remove_stored_file, sender=MaterialFile, dispatch_uid="resources.file")
    post_save.connect(module_changed, sender=Module, dispatch_uid="resources.module")
    for model in (Person, Organisation):
        saved_whole.connect(creator_saved, sender=model, dispatch_uid=f"resources.creator.{model.__name__}")


def file_saved(instance: MaterialFile, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a file was saved; a new content is read by the worker."""
    if not raw and instance.has_new_content and instance.is_waiting:
        transaction.on_commit(lambda: read_file.enqueue(instance.pk), robust=True)


def codes_changed(instance: object, action: str, reverse: bool, **_kwargs: Any) -> None:
    """Signal receiver: a material was given to a part of the curriculum, or taken from it."""
    if action in ("post_add", "post_remove", "post_clear") and not reverse and isinstance(instance, Material):
        refresh_codes(Material.objects.get(pk=instance.pk))


def remove_stored_file(instance: MaterialFile, **_kwargs: Any) -> None:
    """Signal receiver: a file's row is gone; what was stored goes with it, unless another row still uses it."""
    MaterialFile.forget_stored(instance.file.name)


def module_changed(instance: Module, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a module was saved, perhaps with another title, by which search finds its materials."""
    if not raw:
        search_changed.send(sender=Material, rows=Material.objects.filter(within=instance.pk), may_wait=True)


def creator_saved(instance: Person | Organisation, **_kwargs: Any) -> None:
    """Signal receiver: a person or an organisation was saved, perhaps with other names."""
    follow_name(MaterialCreator, instance)
