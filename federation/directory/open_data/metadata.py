"""Metadata of the columns of the directory's CSV: CSV on the Web (W3C, Metadata Vocabulary for Tabular Data).

It lies where that standard has programs look for it: beside the file, under its name with `-metadata.json`.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.content.linked_data import absolute
from portal.language import LANGUAGES
from portal.localisation.text import active_language

from .table import BETWEEN, COLUMNS, LICENCE_ADDRESS, TITLE

CONTENT_TYPE = "application/csvm+json"
PUBLISHER = _("Federation of library associations and establishments of the Republic of Kazakhstan")
DATATYPES: dict[str, Any] = {
    "url": "anyURI",
    "latitude": "number",
    "longitude": "number",
    "founded_year": "integer",
    "confirmed_year": "integer",
    "checked_on": "date",
    "updated_at": "dateTime",
}
LISTS = {"other_names", *(f"sources_{language}" for language in LANGUAGES)}
REQUIRED = {"id", "url", "type", "status", "updated_at"}


def metadata(csv_url: str) -> dict[str, Any]:
    """The description of the file at an address, in all three languages."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": active_language()}],
        "url": absolute(csv_url),
        "dc:title": _in_all(TITLE),
        "dc:publisher": _in_all(PUBLISHER),
        "dc:license": {"@id": LICENCE_ADDRESS},
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {
            "columns": [_column(column.name, column.meaning) for column in COLUMNS],
            "primaryKey": "id",
        },
    }


def _column(name: str, meaning: str | Promise) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": name,
        "titles": name,
        "dc:description": _in_all(meaning),
        "datatype": DATATYPES.get(name, "string"),
    }
    if name in LISTS:
        found["separator"] = BETWEEN
    if name in REQUIRED:
        found["required"] = True
    return found


def _in_all(words: str | Promise) -> list[dict[str, str]]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append({"@value": str(words), "@language": language})
    return found
