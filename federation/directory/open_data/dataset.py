"""The open data as schema.org describes a set of data."""

from typing import Any

from django.utils.translation import gettext as _

from portal.content.linked_data import federation
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.sheets.workbook import CONTENT_TYPE as XLSX_TYPE

from ..models.organisation import Organisation
from .table import LICENCE_ADDRESS, TITLE


def dataset() -> dict[str, Any]:
    """The open data as a Dataset with the files that it can be had as."""
    section = section_url(Organisation.section)
    kinds = {"data.xlsx": XLSX_TYPE, "data.csv": "text/csv", "data.json": "application/json"}
    return {
        "@type": "Dataset",
        "@id": f"{section}data/",
        "url": f"{section}data/",
        "name": str(TITLE),
        "description": _(
            "All organisations in the directory as a table for your own work, with sources and an "
            "explanation of each column."
        ),
        "inLanguage": active_language(),
        "license": LICENCE_ADDRESS,
        "isAccessibleForFree": True,
        "creator": federation(),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{section}{name}", "encodingFormat": kind}
            for name, kind in kinds.items()
        ],
    }
