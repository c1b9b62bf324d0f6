"""The import of organisations in the admin: a file, a look at what it would do, and a yes."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .forms import IMPORT_COLUMNS, ImportFileForm
from .importing import Line, Table, UnreadableTable, carry_out, plan, read_table

SALT = "directory.import"
VALID_SECONDS = 3600


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """Reads a table, shows what each row would do, and does it when asked: all of it or nothing."""

    page_title = gettext_lazy("Import organisations")
    header_icon = "upload"
    template_name = "directory/admin/import.html"
    list_url_name = ""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        needed = ("directory.add_organisation", "directory.change_organisation")
        if not request.user.has_perms(needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
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
        """Shows what would happen; the table travels signed with the page, nothing is kept on the server."""
        signed = signing.dumps(
            {"columns": table.columns, "rows": table.rows, "user": self.request.user.pk},
            salt=SALT,
            compress=True,
        )
        return self.render_to_response(
            self.get_context_data(form=ImportFileForm(), table=signed, lines=lines)
        )

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Carries out what was shown to the same user within the last hour."""
        try:
            sent = signing.loads(request.POST["table"], salt=SALT, max_age=VALID_SECONDS)
        except signing.BadSignature:
            sent = {}
        if sent.get("user") != request.user.pk:
            messages.error(request, _("The preview has expired. Choose the file again."))
            return redirect(request.path)
        table = Table(sent["columns"], sent["rows"])
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

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.list_url_name), "label": _("Organisations")},
            {"url": "", "label": self.page_title},
        ]
