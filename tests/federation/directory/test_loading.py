import json
from datetime import date

import pytest

from federation.directory.actions import INSTITUTIONS, load_directory
from federation.directory.models import Organisation, OrganisationSource
from portal.language import LANGUAGES
from tests import services

pytestmark = [pytest.mark.django_db, services.asked_once]


@pytest.fixture
def loaded():
    load_directory()


def test_all_institutions_of_the_file_are_loaded_once():
    assert (load_directory(), load_directory()) == (55, 0)
    assert Organisation.objects.count() == 55


def test_everything_that_the_file_says_is_kept(loaded):
    rows = json.loads(INSTITUTIONS.read_text(encoding="utf-8"))["institutions"]
    for row in rows:
        organisation = Organisation.objects.get(slug=row["id"])
        for name, field in (
            ("name", "names"),
            ("city", "city"),
            ("address", "address"),
            ("remark", "remark"),
        ):
            for code in LANGUAGES:
                assert getattr(organisation, f"{name}_{code}") == ((row[field] or {}).get(code) or "")
        assert organisation.name_latin == row["names"].get("kk_Latn", "")
        assert [
            {"text": name.text, "language": name.language, "kind": name.kind}
            for name in organisation.other_names.order_by("pk")
        ] == row["other_names"]
        assert [said(source) for source in organisation.sources.all()] == [
            (
                source["kind"], source["url"] or "", source["title"] or "", source["language"] or "",
                [(source["publisher"] or {}).get(code, "") for code in LANGUAGES],
                date.fromisoformat(source.get("read_on", "2026-11-23")),
            )
            for source in row["sources"]
        ]  # fmt: skip
        founded = organisation.founded_year and {
            "year": organisation.founded_year,
            "certainty": organisation.founded_certainty,
        }
        assert founded == row["founded"]
        for field in ("status", "confirmed_year", "internal_note", "confidence", "type"):
            assert getattr(organisation, field) == row[field]
        assert organisation.region_id == row["region"]
        assert (organisation.parent.slug if organisation.parent else None) == row["parent"]
        assert (organisation.website or None) == row["website"]
        assert organisation.checked_on == max(source.read_on for source in organisation.sources.all())


def said(source: OrganisationSource) -> tuple:
    publishers = [getattr(source, f"publisher_{code}") for code in LANGUAGES]
    return (source.kind, source.url, source.title, source.title_language, publishers, source.read_on)


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
