"""The directory as open data: one row an organisation, the same in every language, and what each column means."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.content.linked_data import absolute
from portal.health.rows import each
from portal.language import clean_data

from ..models.organisation import Organisation
from ..presenters.wording import citation_text
from ..querysets import OrganisationQuerySet

TITLE = _("Directory of libraries and library associations of Kazakhstan")
LICENCE = "CC BY 4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
BETWEEN = " | "  # Between the values of one cell.
ROWS_AT_ONCE = 500
Value = str | int | float | bool | list[str] | None


class DataColumn(NamedTuple):
    """A column: its name in the files, what it means, and how it is read from an organisation."""

    name: str
    meaning: str | Promise
    read: Callable[[Organisation], Value]


def _field(name: str, meaning: str | Promise, field: str = "") -> DataColumn:
    return DataColumn(name, meaning, lambda organisation: getattr(organisation, field or name))


def _region(name: str, meaning: str | Promise) -> DataColumn:
    return DataColumn(
        name,
        meaning,
        lambda row: getattr(row.region, name.replace("region", "name"), "") if row.region_id else "",
    )


def _sources(language: str, meaning: str | Promise) -> DataColumn:
    return DataColumn(
        f"sources_{language}",
        meaning,
        lambda row: [citation_text(source, language) for source in row.sources.all()],
    )


def _parent(organisation: Organisation) -> str:
    parent = organisation.parent
    return parent.slug if parent and parent.is_public else ""


COLUMNS = [
    _field("id", _("Stable name of the entry: the last part of its address."), "slug"),
    DataColumn("url", _("Address of the entry in Kazakh; /ru/ and /en/ are beside it."),
           lambda row: absolute(row.url_in("kk"))),
    _field("name_kk", _("Official name in Kazakh; empty where none is known.")),
    _field("name_ru", _("Official name in Russian; empty where none is known.")),
    _field("name_en", _("Official name in English; empty where none is known.")),
    _field("name_latin", _("Kazakh name in Latin letters, where the organisation itself writes it so.")),
    DataColumn("other_names", _("Former names, other forms and abbreviations."),
           lambda row: [n.text for n in row.other_names.all()]),
    _field("type", _("What the organisation is: association, national_library, city_library and so on.")),
    _field("status", _("Whether it is active today: active, probably_active, historic or unknown.")),
    _field("confirmed_year", _("The last year in which a source shows it active.")),
    _field("part_of", _("The id of the organisation that it belongs to."), "parent")._replace(read=_parent),
    _field("region", _("Code of the region, ISO 3166-2; empty where the place is not known."), "region_id"),
    _region("region_kk", _("Name of the region in Kazakh.")),
    _region("region_ru", _("Name of the region in Russian.")),
    _region("region_en", _("Name of the region in English.")),
    _field("city_kk", _("City in Kazakh.")),
    _field("city_ru", _("City in Russian.")),
    _field("city_en", _("City in English.")),
    _field("address_kk", _("Street and house in Kazakh.")),
    _field("address_ru", _("Street and house in Russian.")),
    _field("address_en", _("Street and house in English.")),
    _field("latitude", _("Degrees north."), "lat"),
    _field("longitude", _("Degrees east."), "lon"),
    _field("place_precision", _("What the coordinates show: “city” is the middle of the city, not the house.")),
    _field("website", _("Address of its own website.")),
    _field("founded_year", _("The year in which it was founded.")),
    DataColumn("founded_certainty", _("How sure that year is: exact or about."),
           lambda row: row.founded_certainty if row.founded_year else ""),
    _field("remark_kk", _("A remark in Kazakh.")),
    _field("remark_ru", _("A remark in Russian.")),
    _field("remark_en", _("A remark in English.")),
    _field("confidence", _("How well the sources bear the entry out: high, medium or low.")),
    _sources("kk", _("The sources, cited in Kazakh.")),
    _sources("ru", _("The sources, cited in Russian.")),
    _sources("en", _("The sources, cited in English.")),
    _field("checked_on", _("The day on which the sources were last read."))._replace(
        read=lambda row: row.checked_on.isoformat() if row.checked_on else ""
    ),
    DataColumn("updated_at", _("When the entry last changed, UTC."),
        lambda row: f"{row.updated_at:%Y-%m-%dT%H:%M:%SZ}"),
]  # fmt: skip


def public_rows() -> OrganisationQuerySet:
    """All real entries that everybody may see, with what the columns read."""
    return (
        Organisation.objects.public()
        .real()
        .select_related("region", "parent")
        .prefetch_related("other_names", "sources")
        .order_by("pk")
    )


def row_of(organisation: Organisation) -> dict[str, Value]:
    """The values of one organisation by column; what is not known is empty."""
    values = {column.name: column.read(organisation) for column in COLUMNS}
    return clean_data({name: "" if value is None else value for name, value in values.items()})


def rows_of(organisations: OrganisationQuerySet) -> Iterator[dict[str, Value]]:
    """The rows of many, read in pieces; one that cannot be written is left out."""
    return each(organisations.iterator(chunk_size=ROWS_AT_ONCE), row_of, "open data")


def head() -> list[str]:
    """The names of the columns."""
    return [column.name for column in COLUMNS]


def cells(rows: OrganisationQuerySet) -> Iterator[list[Value]]:
    """The rows of a table; several values of one cell stand side by side."""
    for row in rows_of(rows):
        yield [BETWEEN.join(value) if isinstance(value, list) else value for value in row.values()]


def as_json(rows: OrganisationQuerySet) -> Iterator[str]:
    """One JSON object: licence, the meaning of each field in the reader's language, and the organisations."""
    head: dict[str, Any] = {
        "licence": LICENCE,
        "licence_url": LICENCE_ADDRESS,
        "columns": {column.name: str(column.meaning) for column in COLUMNS},
    }
    return _pieces(json.dumps(head, ensure_ascii=False), rows)


def _pieces(head: str, rows: OrganisationQuerySet) -> Iterator[str]:
    yield f'{head[:-1]}, "organisations": ['
    for number, row in enumerate(rows_of(rows)):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]}\n"
