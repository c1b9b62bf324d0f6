"""Contact cards and open data, read back and held against the database."""

import csv
import io
import json
from datetime import date

import pytest
import vobject
from django.utils import translation

from federation.directory.models import Organisation, OrganisationName, OrganisationSource, Region
from federation.directory.open_data.metadata import LISTS
from federation.directory.open_data.table import COLUMNS
from tests.federation.directory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"
FIELDS = {"id": "slug", "region": "region_id", "latitude": "lat", "longitude": "lon"}
PLAIN = [
    "id", "name_kk", "name_ru", "name_en", "name_latin", "type", "status", "confirmed_year", "region", "city_kk",
    "city_ru", "city_en", "address_kk", "address_ru", "address_en", "latitude", "longitude", "place_precision", "website",
    "founded_year", "remark_kk", "remark_ru", "remark_en", "confidence",
]  # fmt: skip


@pytest.fixture
def library() -> Organisation:
    """A library of which much is known, with signs that formats must escape."""
    made = OrganisationFactory(
        slug="lib", name_kk="Кітапхана, «Абай»; \\ үйі", name_ru="Библиотека", region=Region.objects.get(pk="KZ-55"),
        city_kk="Павлодар", city_ru="Павлодар", city_en="Pavlodar", address_kk="Абай к-сі, 1; 2-қабат", lat=52.3, lon=76.9,
        place_precision="building_or_city", website="https://lib.example.org/?a=1;b=2", founded_year=1896,
        founded_certainty="about", remark_kk="=1+1", internal_note="тек қызметкерге",
    )  # fmt: skip
    OrganisationName.objects.create(organisation=made, text="Ескі атау", language="kk")
    OrganisationSource.objects.create(
        organisation=made, url="https://a.example.org/", read_on=date(2026, 11, 5)
    )
    OrganisationSource.objects.create(organisation=made, title='B, "қараңыз"', title_language="kk")
    return made


def card(client, language: str = "kk", slug: str = "lib"):
    response = client.get(f"/{language}/directory/{slug}/card.vcf")
    assert (response.status_code, response["Content-Type"]) == (200, "text/vcard; charset=utf-8")
    return vobject.readOne(response.content.decode())


def test_card_says_what_the_directory_knows(client, library):
    found = card(client)
    assert (found.version.value, found.kind.value) == ("4.0", "org")
    assert [(name.value, name.params["LANGUAGE"]) for name in found.contents["fn"]] == [
        (library.name_kk, ["kk"]),
        (library.name_ru, ["ru"]),
    ]
    assert (found.adr.value.street, found.adr.value.city) == (library.address_kk, "Павлодар")
    assert (found.adr.value.region, found.adr.value.country) == (library.region.name_kk, "Қазақстан")
    assert (found.url.value, found.geo.value) == (library.website, "geo:52.3,76.9")
    assert found.uid.value == f"{HOST}/kk/directory/lib/"


def test_card_speaks_the_readers_language(client, library):
    found = card(client, "ru")
    assert (found.contents["fn"][0].value, found.adr.value.country) == ("Библиотека", "Казахстан")


def test_card_of_an_entry_without_facts_makes_none_up(client):
    OrganisationFactory(slug="bare", name_kk="Атау")
    assert sorted(card(client, slug="bare").contents) == [
        "fn", "kind", "org", "rev", "source", "uid", "version",
    ]  # fmt: skip


def test_middle_of_a_city_is_not_given_as_the_place_of_the_house(client, library):
    Organisation.objects.update(place_precision="city")
    assert "geo" not in card(client).contents


def test_card_is_at_hand_on_the_page_and_a_draft_has_none(client, library):
    assert client.get("/kk/directory/lib/").content.decode().count('href="/kk/directory/lib/card.vcf"') == 1
    Organisation.objects.update(state="draft")
    assert client.get("/kk/directory/lib/card.vcf").status_code == 404


def rows_of_csv(client) -> list[dict[str, str]]:
    text = client.get("/kk/directory/data.csv").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def as_stored(organisation: Organisation, column: str) -> object:
    value = getattr(organisation, FIELDS.get(column, column))
    return "" if value is None else value


def test_json_equals_the_database(client, library):
    OrganisationFactory(slug="part", parent=library)
    OrganisationFactory(slug="hidden", state="draft")
    rows = json.loads(client.get("/kk/directory/data.json").getvalue())["organisations"]
    public = list(Organisation.objects.public().order_by("pk"))
    assert [{name: row[name] for name in PLAIN} for row in rows] == [
        {name: as_stored(organisation, name) for name in PLAIN} for organisation in public
    ]
    assert [row["part_of"] for row in rows] == ["", "lib"]
    assert [row["founded_certainty"] for row in rows] == ["about", ""]
    assert [row["sources_en"] for row in rows] == [
        [
            "Other publication. https://a.example.org/ (read on 5\N{NO-BREAK SPACE}November 2026)",
            'Other publication: «B, "қараңыз"»',
        ],
        [],
    ]
    assert [(row["other_names"], row["region_ru"]) for row in rows] == [
        (["Ескі атау"], library.region.name_ru),
        ([], ""),
    ]


def test_csv_holds_the_same_as_json_with_formulas_made_text(client, library):
    (row,) = rows_of_csv(client)
    (same,) = json.loads(client.get("/kk/directory/data.json").getvalue())["organisations"]
    assert row.pop("remark_kk") == "'=1+1"
    assert same.pop("remark_kk") == "=1+1"
    same |= {name: "|".join(same[name]).replace("|", " | ") for name in LISTS}
    assert row == {name: str(value).lower() if value is False else str(value) for name, value in same.items()}


def test_a_draft_shows_neither_as_a_row_nor_as_what_another_is_part_of(client, library):
    OrganisationFactory(slug="part", parent=library)
    Organisation.objects.filter(slug="lib").update(state="draft")
    assert [(row["id"], row["part_of"]) for row in rows_of_csv(client)] == [("part", "")]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["data.csv", "data.json"])
def test_files_need_as_many_queries_for_one_row_as_for_three(client, django_assert_num_queries, count, name):
    for _number in range(count):
        OrganisationFactory(parent=OrganisationFactory(state="draft"), region=Region.objects.get(pk="KZ-55"))
    with django_assert_num_queries(
        4
    ):  # The versions, for who has it already; the rows; their names; their sources.
        client.get(f"/kk/directory/{name}").getvalue()


def test_meaning_of_each_column_is_told_in_each_language(client, library, language):
    html = client.get(f"/{language}/directory/data/").content.decode()
    told = json.loads(client.get(f"/{language}/directory/data.json").getvalue())
    with translation.override(language):
        meanings = {column.name: str(column.meaning) for column in COLUMNS}
    assert list(told["columns"].items()) == list(meanings.items())
    assert list(told["organisations"][0]) == list(meanings)
    assert [html.count(f">{name}</th>") for name in meanings] == [1] * len(meanings)
    assert told["licence_url"] in html


def test_open_data_stands_at_the_end_of_the_list(client, library):
    assert client.get("/kk/directory/").content.decode().count('href="/kk/directory/data/"') == 1


def test_no_entry_takes_the_address_of_the_data(client):
    made = Organisation(name_en="Data", type="city_library")
    made.save()
    assert made.slug == "data-2"
