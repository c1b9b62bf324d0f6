"""Imports of organisations that were made: how each went, what it changed, and its undo."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.models import ModelLogEntry

from portal.accounts.models import User
from portal.editing.facts import HistoryView
from portal.web.readable import say

from ..actions import steps_of, undo
from ..importing import WrongLine
from ..models.organisation_import import AT_ONCE, OrganisationImport
from ..presenters.imports import ShownImport, imported_rows, shown_import
from ..tasks import at_work, is_at_work, undo_import

LATEST = 10  # Imports in the list; of earlier ones the history of each organisation tells.
LOOK_AGAIN_SECONDS = 5
NEEDED = ("directory.add_organisation", "directory.change_organisation")
IMPORT_URL_NAME = "wagtailsnippets_directory_organisation:import_result"


def latest_imports() -> list[ShownImport]:
    """The latest imports, the last first."""
    records = list(OrganisationImport.objects.select_related("made_by", "undone_by")[:LATEST])
    busy = at_work(records)
    return [shown_import(record, record.pk in busy) for record in records]


class ImportersView(WagtailAdminTemplateMixin, TemplateView):
    """A page of those who may import."""

    page_title = gettext_lazy("Import organisations")
    header_icon = "upload"
    list_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(NEEDED):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.list_url_name), "label": _("Organisations")},
            *self.parents,
            {"url": "", "label": self.page_title},
        ]

    @property
    def parents(self) -> list[dict[str, Any]]:
        """What stands between the list of organisations and this page."""
        return []


class OneImportView(ImportersView):
    """A page about one import."""

    @cached_property
    def record(self) -> OrganisationImport:
        rows = OrganisationImport.objects.select_related("made_by", "undone_by")
        return get_object_or_404(rows, pk=self.kwargs["import_id"])

    @cached_property
    def shown(self) -> ShownImport:
        return shown_import(self.record, is_at_work(self.record))

    @property
    def parents(self) -> list[dict[str, Any]]:
        return [
            {
                "url": reverse("wagtailsnippets_directory_organisation:import"),
                "label": ImportersView.page_title,
            }
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            shown=self.shown,
            import_url=reverse("wagtailsnippets_directory_organisation:import"),
            list_url=reverse(self.list_url_name),
            **kwargs,
        )


class ImportPageView(OneImportView):
    """Progress and result of an import, or of its undo, for all who may import."""

    page_title = gettext_lazy("Import of organisations")
    template_name = "directory/admin/import_page.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.shown.is_at_work:
            response["Refresh"] = str(LOOK_AGAIN_SECONDS)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            rows=imported_rows(self.record.rows),
            wrong=[WrongLine(**line) for line in self.record.wrong],
            **kwargs,
        )


class ImportUndoView(OneImportView):
    """Says what the undo of an import would put back, delete and leave, and does it when asked."""

    page_title = gettext_lazy("Undo this import")
    header_icon = "history"
    template_name = "directory/admin/import_undo.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.shown.can_be_undone:
            return self.refuse()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Undoes a short import at once; a long one is left to the worker, once."""
        user = cast(User, request.user)
        if not self.shown.can_be_undone:
            return self.refuse()
        if len(self.record.rows) <= AT_ONCE:
            undo(self.record.pk, user)
            messages.success(request, _("The import was undone."))
        elif not self.queue(user):
            return self.refuse()
        return self.back()

    def queue(self, user: User) -> bool:
        """Leaves the undo to the worker; returns False when somebody else has asked for it meanwhile."""
        with transaction.atomic():
            record = OrganisationImport.objects.select_for_update().get(pk=self.record.pk)
            if record.undone_at or is_at_work(record):
                self.record = record
                return False
            record.undo_begun_at, record.undone_by = record.undo_begun_at or timezone.now(), user
            record.save(update_fields=["undo_begun_at", "undone_by"])
            task = undo_import.enqueue(str(record.pk), user.pk)
            OrganisationImport.objects.filter(pk=record.pk).update(task_id=task.id)
        return True

    def refuse(self) -> HttpResponse:
        """Back to the import's page, which says how it stands."""
        if self.record.undone_at:
            moment = {"moment": say(self.record.undone_at)}
            messages.info(self.request, _("This import was undone already, %(moment)s.") % moment)
        else:
            messages.info(self.request, _("There is nothing to undo now."))
        return self.back()

    def back(self) -> HttpResponse:
        return redirect(IMPORT_URL_NAME, self.record.pk)

    @property
    def parents(self) -> list[dict[str, Any]]:
        address = reverse(IMPORT_URL_NAME, args=[self.record.pk])
        return [*super().parents, {"url": address, "label": ImportPageView.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = list(reversed(self.record.waiting))
        steps = steps_of(waiting)
        return super().get_context_data(
            rows=imported_rows(waiting, steps),
            back=sum(bool(step.back) for step in steps),
            deleted=sum(step.is_deleted for step in steps),
            left=sum(bool(step.why or step.left) for step in steps),
            **kwargs,
        )


class ImportActionColumn(ActionColumn):
    """What one can do with a line of the history; a line about an import leads to it."""

    @cached_property
    def kept(self) -> frozenset[str]:
        """The keys of imports that are still kept; asked once for all lines of a page."""
        return frozenset(str(key) for key in OrganisationImport.objects.values_list("pk", flat=True))

    def get_actions(self, instance: ModelLogEntry, parent_context: Any) -> list[dict[str, Any]]:
        actions = super().get_actions(instance, parent_context)
        key = instance.data.get("import")
        if key and parent_context["request"].user.has_perms(NEEDED) and key in self.kept:
            actions.append({"url": reverse(IMPORT_URL_NAME, args=[key]), "label": _("Open the import")})
        return actions


class OrganisationHistoryView(HistoryView):
    """The history of an organisation, whose lines lead to the imports that they tell of."""

    @cached_property
    def columns(self) -> list[Column]:
        first, *others = super().columns
        column = ImportActionColumn(
            first.name,
            label=first.label,
            object=first.object,
            url_names=first.url_names,
            user_can_unschedule=first.user_can_unschedule,
        )
        return [column, *others]
