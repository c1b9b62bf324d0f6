import json
from datetime import date

import pytest

from federation.directory.install import DATA
from federation.directory.loading import first_year, load_directory, status_from
from federation.directory.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    load_directory()


def test_all_institutions_of_the_file_are_loaded_once():
    assert (load_directory(), load_directory()) == (55, 0)
    assert Organisation.objects.count() == 55


def test_everything_that_the_file_says_is_kept(loaded):
    rows = json.loads((DATA / "institutions.json").read_text(encoding="utf-8"))["institutions"]
    for row in rows:
        organisation = Organisation.objects.get(slug=row["id"])
        known = {
            language: getattr(organisation, f"name_{language}") or None for language in ("kk", "ru", "en")
        }
        assert known == {language: row["names"].get(language) for language in ("kk", "ru", "en")}
        assert organisation.name_latin == row["names"].get("kk_Latn", "")
        assert organisation.sources == row["sources"]
        assert organisation.status_source == row["status"]
        assert organisation.region_id == row["region"]
        assert (organisation.parent.slug if organisation.parent else None) == row["parent"]
        assert (organisation.confidence, organisation.type) == (row["confidence"], row["type"])
        assert (organisation.website or None, organisation.founded or None) == (
            row["website"],
            row["founded"],
        )
        assert organisation.checked_on == date(2026, 11, 23)


def test_editors_change_survives_a_second_load(loaded):
    organisation = Organisation.objects.get(slug="nlrk")
    organisation.slug, organisation.name_en = "national-library", "Changed"
    organisation.save()
    assert load_directory() == 0
    organisation.refresh_from_db()
    assert (organisation.slug, organisation.name_en) == ("national-library", "Changed")


def test_loading_leaves_somebody_elses_entry_at_its_address():
    Organisation.objects.create(slug="nlrk", name_kk="Өзге", type="city_library")
    load_directory()
    assert Organisation.objects.get(source_key="nlrk").slug == "nlrk-library"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("active", "active"),
        ("active (2025)", "active"),
        ("reopened October 2025", "active"),
        ("active?", "probably_active"),
        ("active in 2019", "probably_active"),
        ("historic: 1996-2014 according to the Wikipedia mirror", "historic"),
        ("unknown today", "unknown"),
        ("name predates the 2018 oblast change", "unknown"),
    ],
)
def test_status_follows_the_words_of_the_source(words, status):
    assert status_from(words) == status


@pytest.mark.parametrize(
    ("words", "year"), [("October 1883", 1883), ("1867 (town library); regional 1938", 1867), ("", None)]
)
def test_year_of_foundation_is_the_first_that_the_source_names(words, year):
    assert first_year(words) == year
