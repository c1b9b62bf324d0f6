"""The directory's CSV as the W3C's standard describes tables, read by another's reader; and the map's numbers."""

import csv
import io
import json
from datetime import date

import pytest
from csvw import CSVW, Table
from django.utils import translation
from openpyxl import load_workbook

from federation.directory.models import Organisation, OrganisationSource, Region
from federation.directory.open_data.table import COLUMNS, LICENCE_ADDRESS
from federation.directory.presenters.wording import citation_text
from portal.language import LANGUAGES
from tests.federation.directory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def libraries() -> list[Organisation]:
    made = [
        OrganisationFactory(
            slug="lib", name_kk="Кітапхана, «Абай»", region=Region.objects.get(pk="KZ-55"), lat=52.3, lon=76.9,
            founded_year=1896, confirmed_year=2025, checked_on=date(2026, 11, 5),
        ),
        OrganisationFactory(slug="bare", name_ru="Имя"),
    ]  # fmt: skip
    OrganisationSource.objects.create(organisation=made[0], url="https://a.example.org/")
    OrganisationSource.objects.create(organisation=made[0], title='B, "қараңыз"', title_language="kk")
    return made


def read(client, tmp_path, language: str = "kk") -> tuple[Table, list[dict]]:
    """The table as the reader finds it: the description stands beside the file, under the name that the standard
    says.
    """
    address = f"/{language}/directory/data.csv"
    file = client.get(address)
    described = client.get(f"{address}-metadata.json")
    assert described["Content-Type"] == "application/csvm+json"
    assert file["Link"] == f'<{address}-metadata.json>; rel="describedby"; type="application/csvm+json"'
    told = json.loads(described.content)
    assert told["url"] == f"{HOST}{address}"
    (tmp_path / "data.csv").write_bytes(file.getvalue().removeprefix(b"\xef\xbb\xbf"))
    (tmp_path / "data.csv-metadata.json").write_text(
        json.dumps({**told, "url": "data.csv"}), encoding="utf-8"
    )
    found = CSVW(str(tmp_path / "data.csv-metadata.json"), validate=True)
    assert found.is_valid
    (table,) = found.tables
    return table, list(table.iterdicts(strict=True))


def test_another_reader_gets_typed_values_that_equal_the_database(client, tmp_path, libraries):
    _group, rows = read(client, tmp_path)
    assert [row["id"] for row in rows] == ["lib", "bare"]
    for row, stored in zip(rows, Organisation.objects.public().order_by("pk"), strict=True):
        for code in LANGUAGES:
            assert row[f"sources_{code}"] == [citation_text(source, code) for source in stored.sources.all()]
        assert (row["founded_year"], row["confirmed_year"], row["checked_on"] and row["checked_on"].date()) == (
            stored.founded_year, stored.confirmed_year, stored.checked_on,
        )  # fmt: skip
        assert [row[name] and float(row[name]) for name in ("latitude", "longitude")] == [
            stored.lat,
            stored.lon,
        ]
        assert row["region"] == stored.region_id
        assert row["updated_at"] == stored.updated_at.replace(microsecond=0)
        assert row["url"].unsplit() == f"{HOST}{stored.url_in('kk')}"


def test_every_column_is_described_in_three_languages_under_a_licence(client, tmp_path, libraries, language):
    table, _rows = read(client, tmp_path, language)
    described = {column.name: column for column in table.tableSchema.columns}
    assert list(described) == [column.name for column in COLUMNS]
    told = json.loads(client.get(f"/{language}/directory/data.csv-metadata.json").content)
    assert told["dc:license"] == {"@id": LICENCE_ADDRESS}
    for column, said in zip(COLUMNS, told["tableSchema"]["columns"], strict=True):
        for words in said["dc:description"]:
            with translation.override(words["@language"]):
                assert words["@value"] == str(column.meaning)


@pytest.mark.parametrize("name", ["data.csv", "data.xlsx", "data.json"])
def test_data_that_has_not_changed_is_not_sent_again(client, libraries, name):
    address = f"/kk/directory/{name}"
    first = client.get(address)
    assert first.getvalue()
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Organisation.objects.get(slug="bare").save()
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("name", ["data.csv", "data.json"])
def test_head_says_the_same_and_reads_no_row(client, libraries, name, django_assert_num_queries):
    address = f"/kk/directory/{name}"
    full = client.get(address)
    with django_assert_num_queries(1):  # The versions.
        head = client.head(address)
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert dict(head.headers) == dict(full.headers)


def test_numbers_of_the_map_come_as_csv_and_stand_beside_it(client, libraries, language):
    with translation.override(language):
        regions = {region.pk: str(region.name) for region in Region.objects.all()}
    address = f"/{language}/directory/regions.csv"
    rows = list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode("utf-8-sig"))))
    named = {row["region"]: row for row in rows}
    assert {code: row["name"] for code, row in named.items() if code != "unknown"} == regions
    assert (named["KZ-55"]["organisations"], named["KZ-15"]["organisations"]) == ("1", "0")
    assert named["unknown"]["organisations"] == "1"
    for page in (f"/{language}/directory/", f"/{language}/"):
        assert client.get(page).text.count(f'href="{address}"') == 1


def test_workbook_holds_what_the_csv_holds_and_is_offered_beside_it(client, libraries, language):
    section = f"/{language}/directory/"
    for name in ("data", "regions"):
        address = f"{section}{name}.xlsx"
        sheet = load_workbook(io.BytesIO(client.get(address).content)).active
        cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        text = client.get(f"{section}{name}.csv").getvalue().decode("utf-8-sig")
        expected = list(csv.reader(io.StringIO(text)))
        assert [[_as_csv(cell) for cell in row] for row in cells] == expected
    assert (
        client.get(f"{section}data/").text.count(f'href="{section}data.xlsx"') == 2
    )  # For people and for programs.
    for page in (section, f"/{language}/"):
        assert client.get(page).text.count(f'href="{section}regions.xlsx"') == 1


def _as_csv(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)
