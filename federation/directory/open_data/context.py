"""The page about the files of open data."""

from typing import Any

from django.utils.translation import gettext as _

from portal.localisation.addresses import section_url
from portal.look.components import Column

from ..models.organisation import Organisation
from .table import COLUMNS, LICENCE, LICENCE_ADDRESS


def open_data_context() -> dict[str, Any]:
    """Returns the context of the page about the files of open data."""
    section = section_url(Organisation.section)
    return {
        "csv_url": f"{section}data.csv",
        "xlsx_url": f"{section}data.xlsx",
        "json_url": f"{section}data.json",
        "metadata_url": f"{section}data.csv-metadata.json",
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
        "columns": [Column(_("Column")), Column(_("Meaning"))],
        "rows": [[column.name, column.meaning] for column in COLUMNS],
    }
