"""Bulk actions of the admin."""

from typing import Any

from django.db import models
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.actions import action_registry
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from portal.journal.actions import by_office
from portal.journal.enums import OfficeVerb

from .deletion import deletion_of


class TellingDeleteBulkAction(DeleteBulkAction):
    """Deletes rows as they are deleted one by one: with the same words before, and noted in the history."""

    template_name = "editing/admin/confirm_bulk_delete.html"

    def annotate_items(self, items: list[models.Model]) -> list[models.Model]:
        items = super().annotate_items(items)
        address_of = AdminURLFinder(self.request.user).get_edit_url
        self.deletions = {item.pk: deletion_of([item], address_of) for item in items}
        self.names = [str(item) for item in items]
        self.is_protected = any(deletion.is_refused for deletion in self.deletions.values())
        return items

    def object_context(self, item: models.Model) -> dict[str, Any]:
        return {**super().object_context(item), "deletion": self.deletions[item.pk]}

    def prepare_action(
        self, _objects: list[models.Model], _objects_without_access: dict[str, list]
    ) -> HttpResponse | None:
        kept = [
            f"{name}: {deletion.refusal}"
            for name, deletion in zip(self.names, self.deletions.values(), strict=True)
            if deletion.is_refused
        ]
        if not kept:
            return None
        messages.error(self.request, " ".join([_("Nothing was deleted."), *kept]))
        return HttpResponseRedirect(self.request.get_full_path())

    @classmethod
    def execute_action(cls, objects: list[models.Model], **kwargs: Any) -> tuple[int, int]:
        view = kwargs["self"]
        delete = action_registry.get_action_class(view.model, "delete")
        for row in objects:
            with by_office(row, view.request.user, OfficeVerb.DELETED):
                delete(row, user=view.request.user).execute(skip_permission_checks=True)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        self.actionable_objects = self.names  # The rows themselves have lost what they were called.
        return super().get_success_message(num_parent_objects, num_child_objects)
