"""Imports organisations from a table: read, look at every row, and only when all are right change anything."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from portal.content import versions
from portal.journal.actions import by_office
from portal.journal.enums import OfficeVerb
from portal.language import clean_address, clean_text

from .enums import IMPORTED
from .forms import IMPORT_COLUMNS, ImportRowForm
from .models.organisation import Organisation
from .models.organisation_import import AT_ONCE, OrganisationImport

DEFUSED = ("'=", "'+", "'-", "'@", "'|", "'%")  # What our export writes for cells that look like formulas.
NO_RESULT = "\ufdd0"  # For a formula that was saved without its result; no text of a file has this sign.
# How Excel is told of it, in a line before the table.
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# A sign as workbooks write those that XML has not (ECMA-376, ST_Xstring).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class UnreadableTable(ValueError):
    """The file is no table that can be imported; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Table:
    """Content of an uploaded table: the names of its columns and its rows as texts."""

    columns: list[str]
    rows: list[list[str]]
    new: list[str] = field(default_factory=list)  # Addresses that nobody had when somebody looked at it.


@dataclass
class Line:
    """One row of an import with the changes that it would make and its errors."""

    number: int  # As in the file, whose first line holds the columns.
    title: str
    slug: str
    is_new: bool
    form: ImportRowForm
    changes: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class WrongLine:
    """One row of an import that the worker would not carry out, as the task's result keeps it."""

    number: int
    title: str
    errors: list[str]


def read_table(upload: UploadedFile) -> Table:
    """Reads CSV (UTF-8; comma, semicolon or tab) or XLSX, with an address for each row. Raises UnreadableTable."""
    content = upload.read()
    rows = _rows_of_workbook(content) if content.startswith(b"PK") else _rows_of_csv(content)
    return _with_addresses(_table(rows))


def plan(table: Table) -> list[Line]:
    """Returns what each row would do, with its errors. Changes nothing."""
    existing = {row.slug.lower(): row for row in _named(table).select_related("region", "parent")}
    seen: set[str] = set()
    lines = [
        _line(number, dict(zip(table.columns, row, strict=True)), table.columns, existing, seen)
        for number, row in enumerate(table.rows, start=2)
    ]
    for line in lines:
        if line.slug in table.new and line.changes and not line.is_new:
            line.errors.append(
                _("The address %(slug)s has been taken since you looked at the file.") % {"slug": line.slug}
            )
    return lines


def carry_out(table: Table, record: OrganisationImport) -> list[Line]:
    """Makes all changes in one transaction, or none when a row has an error; returns what was planned.

    What was changed is added to the record of the import, in the same transaction; without any change none is kept.
    For tables that were read and looked at: done again, it changes nothing.
    """
    try:
        return _carry_out(table, record)
    except IntegrityError:  # The button was pressed twice, and the same rows were made by the other request.
        return _carry_out(table, record)


@transaction.atomic
def _carry_out(table: Table, record: OrganisationImport) -> list[Line]:
    list(_named(table).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    lines = plan(table)
    if any(line.errors for line in lines):
        return lines
    with versions.Act(IMPORTED, record.made_by, **{"import": str(record.pk)}):
        saved = [_saved(line, record) for line in lines if line.is_new or line.changes]
    if rows := [row for row in saved if row["is_new"] or row["before"]]:
        _add(rows, record)
    return lines


def _saved(line: Line, record: OrganisationImport) -> dict[str, Any]:
    """Saves the organisation of a line; returns the row that the record of the import keeps of it.

    One that came out as it was has no version from before.
    """
    latest = line.form.instance.latest_revision_id
    with by_office(line.form.instance, record.made_by, OfficeVerb.IMPORTED, str(record)):
        organisation = line.form.save()
    newest = versions.versions_of(organisation).values_list("pk", flat=True)[:2]
    version, before = [*newest, None][:2]
    if version == latest:
        before = None
    return {
        "pk": organisation.pk,
        "slug": organisation.slug,
        "is_new": line.is_new,
        "before": before,
        "version": version,
    }


def _add(rows: list[dict[str, Any]], record: OrganisationImport) -> None:
    kept = OrganisationImport.objects.select_for_update().filter(pk=record.pk).first() or record
    kept.rows = [*kept.rows, *rows]
    kept.save()


def carry_out_in_batches(table: Table, record: OrganisationImport) -> list[Line]:
    """Makes the changes a batch at a time, none when a row has an error; returns the rows that have one.

    It may run again and changes only what is still to be done. A row that went wrong meanwhile, because somebody else
    has changed something, ends it before its batch.
    """
    wrong = [line for line in plan(table) if line.errors]
    for start in range(0, 0 if wrong else len(table.rows), AT_ONCE):
        batch = carry_out(replace(table, rows=table.rows[start : start + AT_ONCE]), record)
        if wrong := [line for line in batch if line.errors]:
            for line in wrong:
                line.number += start
            break
    return wrong


def _with_addresses(table: Table) -> Table:
    """The table with an address for each row: a row without one gets it from its name, as a new entry does."""
    columns = list(dict.fromkeys([*table.columns, "slug"]))
    taken, rows = set(_column(table, "slug")), []
    for row in table.rows:
        values = dict(zip(table.columns, row, strict=True))
        names = {name: value for name, value in values.items() if name.startswith("name_")}
        if any(names.values()) and not values.get("slug"):
            values["slug"] = Organisation.free_slug(Organisation(**names).slug_from_name, taken)
            taken.add(values["slug"])
        rows.append([values.get("slug", "") if name == "slug" else values[name] for name in columns])
    return Table(columns, rows)


def _named(table: Table) -> QuerySet[Organisation]:
    """The organisations whose address the table names, in whatever case: addresses are read by people."""
    slugs = {slug.lower() for slug in _column(table, "slug")}
    return (
        Organisation.objects.annotate(low_slug=Lower("slug"))
        .filter(low_slug__in=slugs)
        .prefetch_related("sources")
    )


def _rows_of_csv(content: bytes) -> Iterable[list[str]]:
    try:
        text = content.decode().lstrip(
            "\ufeff"
        )  # Programs that add the mark to a file that has it leave two.
    except UnicodeDecodeError:
        raise UnreadableTable(_("The file is not in UTF-8. Save it as “CSV UTF-8” or as XLSX.")) from None
    if told := _SEPARATOR.match(text):
        text = text[told.end() :]
    head = text.partition("\n")[0]
    delimiter = told[1] if told else max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter))
    except csv.Error:
        raise UnreadableTable(_("The file cannot be read as a table.")) from None


def _rows_of_workbook(content: bytes) -> Iterable[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > settings.TABLE_MAX_UNPACKED_SIZE:
                raise UnreadableTable(_("The workbook is too large."))
        results, formulas = (_cells(content, data_only=has_results) for has_results in (True, False))
        return [
            [_cell(result, formula) for result, formula in zip(*rows, strict=True)]
            for rows in zip(results, formulas, strict=True)
        ]
    except UnreadableTable:
        raise
    except Exception:  # openpyxl raises whatever its XML parser meets.
        raise UnreadableTable(_("The file cannot be read as a table.")) from None


def _cells(content: bytes, data_only: bool) -> Iterable[Sequence[object]]:
    """The values of the first sheet, with the results of formulas or with the formulas themselves."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
    sheet = workbook.worksheets[0]
    return sheet.iter_rows(
        max_row=settings.ORGANISATIONS_MAX_SHEET_ROWS + 2, max_col=len(IMPORT_COLUMNS) + 20, values_only=True
    )


def _cell(value: object, formula: object) -> str:
    if value is None:
        return "" if formula is None else NO_RESULT
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _table(rows: Iterable[list[str]]) -> Table:
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise UnreadableTable(_("The file is empty."))
    columns = [clean_address(cell).lower() for cell in rows[0]]
    while columns and not columns[-1]:
        columns.pop()
    unknown = [name or "–" for name in columns if name not in IMPORT_COLUMNS]
    if unknown:
        raise UnreadableTable(_("Unknown columns: %(names)s.") % {"names": ", ".join(unknown)})
    if len(set(columns)) < len(columns):
        raise UnreadableTable(_("A column appears twice."))
    if len(rows) - 1 > settings.ORGANISATIONS_MAX_ROWS:
        raise UnreadableTable(_("The file has more than 500 rows. Divide it into several files."))
    width = len(columns)
    return Table(columns, [[_plain(cell) for cell in (row + [""] * width)[:width]] for row in rows[1:]])


def _plain(cell: str) -> str:
    if cell == NO_RESULT:
        return cell
    cell = clean_text(cell).strip()
    return cell[1:].replace("\\|", "|") if cell.startswith(DEFUSED) else cell


def _column(table: Table, name: str) -> list[str]:
    if name not in table.columns:
        return []
    place = table.columns.index(name)
    return [row[place] for row in table.rows if row[place]]


def _line(number: int, values: dict, columns: list[str], existing: dict, seen: set[str]) -> Line:
    lacking = [name for name, value in values.items() if value == NO_RESULT]
    values = {name: "" if value == NO_RESULT else value for name, value in values.items()}
    slug = values.get("slug", "")
    organisation = existing.get(slug.lower())
    if organisation:
        values["slug"] = organisation.slug
    form = ImportRowForm(values, instance=organisation or Organisation(), columns=columns)
    form.is_valid()
    line = Line(
        number=number,
        title=str(form.instance) or slug or "–",
        slug=slug,
        is_new=organisation is None,
        changes=[_label(form, name) for name in form.changed_data],
        errors=_errors(form),
        form=form,
    )
    line.errors += [
        _(
            "%(name)s: the formula has no result. Open the file in a spreadsheet program, save it and "
            "choose it again."
        )
        % {"name": _label(form, name)}
        for name in lacking
    ]
    if slug and slug.lower() in seen:
        line.errors.append(_("The address %(slug)s is already used in an earlier row.") % {"slug": slug})
    seen.add(slug.lower())
    return line


def _errors(form: ImportRowForm) -> list[str]:
    return [
        message if name == "__all__" else f"{_label(form, name)}: {message}"
        for name, messages in form.errors.items()
        for message in messages
    ]


def _label(form: ImportRowForm, name: str) -> str:
    return form.labels.get(name, name)
