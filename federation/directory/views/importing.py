"""The import of organisations in the admin: a file, a look at what it would do, and a yes."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms import IMPORT_COLUMNS, ImportFileForm
from ..importing import AT_ONCE, Line, Table, UnreadableTable, carry_out, plan, read_table
from ..models.organisation_import import OrganisationImport
from ..tasks import import_organisations
from .imports import IMPORT_URL_NAME, ImportersView, latest_imports

SALT = "directory.import"
VALID_SECONDS = 3600


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
                return self.preview(table, plan(table), form.cleaned_data["file"].name)
        return self.render_to_response(self.get_context_data(form=form))

    def preview(self, table: Table, lines: list[Line], file_name: str) -> HttpResponse:
        """Shows what would happen, rows with errors first.

        The table travels signed with the page, nothing is kept on the server. With it goes the key of the import that
        it will be, so that a button pressed twice is one import.
        """
        sent = {
            "columns": table.columns,
            "rows": table.rows,
            "new": [line.slug for line in lines if line.is_new],
            "user": self.request.user.pk,
            "id": str(uuid4()),
            "file_name": file_name,
        }
        signed = signing.dumps(sent, salt=SALT, compress=True)
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
        # An earlier release named neither key nor file.
        record = OrganisationImport(
            pk=sent.get("id") or uuid4(),
            file_name=sent.get("file_name", ""),
            total=len(table.rows),
            made_by=request.user,
        )
        if OrganisationImport.objects.filter(pk=record.pk).exists():
            return redirect(IMPORT_URL_NAME, record.pk)
        if record.total > AT_ONCE:
            return self.queue(table, record, sent["user"])
        return self.carry_out(table, record)

    def queue(self, table: Table, record: OrganisationImport, user_id: int) -> HttpResponse:
        """Leaves a long table to the worker, once."""
        given = {"file_name": record.file_name, "total": record.total, "made_by": record.made_by}
        with transaction.atomic():
            kept, is_new = OrganisationImport.objects.get_or_create(pk=record.pk, defaults=given)
            if is_new:
                task = import_organisations.enqueue(
                    table.columns, table.rows, table.new, user_id, str(kept.pk)
                )
                OrganisationImport.objects.filter(pk=kept.pk).update(task_id=task.id)
        return redirect(IMPORT_URL_NAME, kept.pk)

    def carry_out(self, table: Table, record: OrganisationImport) -> HttpResponse:
        """Imports a short table, or shows it again with what has gone wrong meanwhile."""
        record.ended_at = timezone.now()
        lines = carry_out(table, record)
        if any(line.errors for line in lines):
            return self.preview(table, lines, record.file_name)
        made = sum(line.is_new or bool(line.changes) for line in lines)
        messages.success(
            self.request,
            ngettext("%(count)s organisation imported.", "%(count)s organisations imported.", made)
            % {"count": made},
        )
        if not OrganisationImport.objects.filter(pk=record.pk).exists():
            return redirect(self.list_url_name)  # Nothing has changed.
        return redirect(IMPORT_URL_NAME, record.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines: list[Line] = kwargs.get("lines", [])
        kwargs.setdefault("form", ImportFileForm())
        return super().get_context_data(
            columns=", ".join(IMPORT_COLUMNS),
            wrong=sum(bool(line.errors) for line in lines),
            new=sum(line.is_new for line in lines),
            changed=sum(not line.is_new and bool(line.changes) for line in lines),
            latest=latest_imports(),
            **kwargs,
        )
