"""Tables that leave the admin: no cell of them runs as a formula when somebody opens the file."""

from collections.abc import Iterator

from defusedcsv import csv
from django.db.models import QuerySet
from wagtail.admin.views.mixins import Echo


class DefusedExportMixin:
    """Mixin for Wagtail's lists: its CSV export lets formulas through, its XLSX export does not."""

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        """The lines of the file, with an apostrophe before whatever a spreadsheet would run."""
        writer = csv.DictWriter(Echo(), fieldnames=self.list_export)
        yield "\ufeff".encode()  # Spreadsheets take a file without this mark for one in an old encoding.
        yield writer.writerow({field: self.get_heading(queryset, field) for field in self.list_export})
        for item in queryset:
            yield self.write_csv_row(writer, self.to_row_dict(item))
