"""The import of organisations in the admin: a file, a look at what it would do, a yes, and how it went."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..forms import IMPORT_COLUMNS, ImportFileForm
from ..importing import AT_ONCE, Line, Table, UnreadableTable, WrongLine, carry_out, plan, read_table
from ..tasks import import_organisations

SALT = "directory.import"
VALID_SECONDS = 3600
LOOK_AGAIN_SECONDS = 5


class ImportersView(WagtailAdminTemplateMixin, TemplateView):
    """A page of those who may import."""

    page_title = gettext_lazy("Import organisations")
    header_icon = "upload"
    list_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed = ("directory.add_organisation", "directory.change_organisation")
        if not request.user.has_perms(needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.list_url_name), "label": _("Organisations")},
            {"url": "", "label": self.page_title},
        ]


class ImportView(ImportersView):
    """Reads a table, shows what each row would do, and does it when asked: all of it or nothing.

    A long one is carried out by the worker, in batches, after a look at all of it.
    """

    template_name = "directory/admin/import.html"

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if "table" in request.POST:
            return self.confirm(request)
        form = ImportFileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                table = read_table(form.cleaned_data["file"])
            except UnreadableTable as error:
                form.add_error("file", str(error))
            else:
                return self.preview(table, plan(table))
        return self.render_to_response(self.get_context_data(form=form))

    def preview(self, table: Table, lines: list[Line]) -> HttpResponse:
        """Shows what would happen, rows with errors first.

        The table travels signed with the page, nothing is kept on the server.
        """
        new = [line.slug for line in lines if line.is_new]
        signed = signing.dumps(
            {"columns": table.columns, "rows": table.rows, "new": new, "user": self.request.user.pk},
            salt=SALT,
            compress=True,
        )
        wrong_first = sorted(lines, key=lambda line: not line.errors)
        return self.render_to_response(
            self.get_context_data(form=ImportFileForm(), table=signed, lines=wrong_first)
        )

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Carries out what was shown to the same user within the last hour."""
        try:
            sent = signing.loads(request.POST["table"], salt=SALT, max_age=VALID_SECONDS)
        except signing.BadSignature:
            sent = {}
        if not request.user.is_authenticated or sent.get("user") != request.user.pk:
            messages.error(request, _("The preview has expired. Choose the file again."))
            return redirect(request.path)
        table = Table(sent["columns"], sent["rows"], sent.get("new", []))
        if len(table.rows) > AT_ONCE:
            task = import_organisations.enqueue(table.columns, table.rows, table.new, sent["user"])
            return redirect("wagtailsnippets_directory_organisation:import_result", task.id)
        lines = carry_out(table, request.user)
        if any(line.errors for line in lines):
            return self.preview(table, lines)
        made = sum(line.is_new or bool(line.changes) for line in lines)
        messages.success(
            request,
            ngettext("%(count)s organisation imported.", "%(count)s organisations imported.", made)
            % {"count": made},
        )
        return redirect(self.list_url_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines: list[Line] = kwargs.get("lines", [])
        kwargs.setdefault("form", ImportFileForm())
        return super().get_context_data(
            columns=", ".join(IMPORT_COLUMNS),
            wrong=sum(bool(line.errors) for line in lines),
            new=sum(line.is_new for line in lines),
            changed=sum(not line.is_new and bool(line.changes) for line in lines),
            **kwargs,
        )


class ImportResultView(ImportersView):
    """Progress and result of an import that the worker carries out, for whoever asked for it."""

    template_name = "directory/admin/import_result.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if not self.task.is_finished:
            response["Refresh"] = str(LOOK_AGAIN_SECONDS)
        return response

    @cached_property
    def task(self) -> Any:
        rows = DBTaskResult.objects.filter(task_path=import_organisations.module_path)
        row = rows.filter(pk=self.kwargs["import_id"]).first()
        if row is None or row.args_kwargs["args"][-1] != self.request.user.pk:
            raise Http404
        return row.task_result

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_worked = self.task.status == TaskResultStatus.SUCCESSFUL
        return super().get_context_data(
            is_over=self.task.is_finished,
            is_broken=self.task.is_finished and not has_worked,
            wrong=[WrongLine(**line) for line in self.task.return_value] if has_worked else [],
            count=len(self.task.args[1]),
            import_url=reverse("wagtailsnippets_directory_organisation:import"),
            list_url=reverse(self.list_url_name),
            **kwargs,
        )
