import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from federation.directory.models import Organisation, OrganisationName, Region
from search.models import SearchDocument

from .factories import OrganisationDescriptionFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def names(rows) -> list[str]:
    return [row.name_kk for row in rows]


def test_installation_has_the_twenty_regions_in_three_languages():
    region = Region.objects.get(code="KZ-55")
    assert Region.objects.count() == 20
    assert (region.name_kk, region.name_ru, region.name_en) == (
        "Павлодар облысы",
        "Павлодарская область",
        "Pavlodar Region",
    )


def test_missing_name_falls_back_and_says_in_which_language_it_is():
    organisation = OrganisationFactory(name_kk="", name_ru="Библиотека")
    with override("kk"):
        assert organisation.name == ("Библиотека", "ru")
    with override("en"):
        assert organisation.name == ("Библиотека", "ru")


def test_name_known_only_in_latin_letters_is_marked_as_kazakh_in_latin_letters():
    organisation = OrganisationFactory(name_kk="", name_latin="Aqmola kitaphanasy")
    assert organisation.name == ("Aqmola kitaphanasy", "kk-Latn")


def test_organisation_without_any_name_is_refused():
    organisation = OrganisationFactory.build(name_kk="", slug="nameless")
    with pytest.raises(ValidationError) as caught:
        organisation.full_clean()
    assert list(caught.value.message_dict) == ["name_kk"]


def test_organisation_is_not_part_of_itself():
    organisation = OrganisationFactory()
    organisation.parent = organisation
    with pytest.raises(ValidationError) as caught:
        organisation.full_clean()
    assert list(caught.value.message_dict) == ["parent"]


def test_kazakh_letters_sort_where_a_kazakh_reader_expects_them():
    for name in ("Яса", "Ырыс", "Қала", "Кітап", "Ғылым", "Гүл", "Әлем", "Ақиқат", "Бақ", "Іле"):
        OrganisationFactory(name_kk=name)
    expected = ["Ақиқат", "Әлем", "Бақ", "Гүл", "Ғылым", "Кітап", "Қала", "Ырыс", "Іле", "Яса"]
    assert names(Organisation.objects.by_name("kk")) == expected


def test_order_by_region_puts_unknown_places_last():
    OrganisationFactory(name_kk="А", region_id=None)
    OrganisationFactory(name_kk="Б", region_id="KZ-59")
    OrganisationFactory(name_kk="В", region_id="KZ-11")
    assert names(Organisation.objects.by_region("kk")) == ["В", "Б", "А"]


@pytest.mark.parametrize("typed", ["қызылорда", "кызылорда", "ҚЫЗЫЛОРДА", "Kyzylorda", "qyzylorda", "кызыл"])
def test_name_is_found_however_it_is_typed(typed):
    OrganisationFactory(name_kk="Қызылорда кітапханасы")
    OrganisationFactory(name_kk="Ақтау кітапханасы")
    assert names(Organisation.objects.matching(typed)) == ["Қызылорда кітапханасы"]


def test_every_word_of_a_query_counts_and_only_starts_of_words_match():
    OrganisationFactory(name_kk="Павлодар қалалық кітапханасы")
    OrganisationFactory(name_kk="Павлодар университеті")
    assert names(Organisation.objects.matching("павлодар кітап")) == ["Павлодар қалалық кітапханасы"]
    assert names(Organisation.objects.matching("лодар")) == []


def test_city_and_region_find_an_organisation():
    OrganisationFactory(name_kk="Кітапхана", region_id="KZ-43")
    assert names(Organisation.objects.matching("Кызылординская")) == ["Кітапхана"]


def test_former_name_finds_an_organisation_once_it_is_saved():
    organisation = OrganisationFactory(name_kk="Жаңа атау")
    OrganisationName.objects.create(organisation=organisation, text="Старое имя", language="ru")
    assert names(Organisation.objects.matching("старое")) == ["Жаңа атау"]


def test_renamed_region_renames_what_its_organisations_are_found_by():
    OrganisationFactory(name_kk="Кітапхана", region_id="KZ-43")
    region = Region.objects.get(code="KZ-43")
    region.name_en = "Syrdarya Region"
    region.save()
    assert names(Organisation.objects.matching("syrdarya")) == ["Кітапхана"]


def test_address_is_made_from_the_name_and_never_taken_twice():
    first = OrganisationFactory(name_kk="Ғылым ордасы", slug="")
    second = OrganisationFactory(name_kk="Ғылым ордасы", slug="")
    assert (first.slug, second.slug) == ("ghylym-ordasy", "ghylym-ordasy-2")


def test_search_hears_every_name_and_place_in_each_language():
    organisation = OrganisationFactory(
        name_kk="Кітапхана", name_ru="Библиотека", region_id="KZ-55", city_kk="Павлодар"
    )
    OrganisationName.objects.create(organisation=organisation, text="Читальня", language="ru")
    OrganisationDescriptionFactory(record=organisation, language="ru", intro="<p>Одна</p><p>Две</p>")
    entries = {entry.language: entry for entry in organisation.search_entries()}
    assert list(entries) == ["kk", "ru", "en"]
    assert (entries["en"].title, entries["en"].title_language) == ("Библиотека", "ru")
    assert (entries["ru"].body, entries["kk"].body) == ("Одна Две", "")
    assert (entries["kk"].names, entries["kk"].old_names) == (("Кітапхана", "Библиотека"), ("Читальня",))
    assert set(entries["kk"].keywords) >= {"Павлодар", "Pavlodar Region", "Павлодарская область"}
    assert entries["ru"].url == f"/ru/directory/{organisation.slug}/"


def test_draft_tells_search_nothing():
    assert list(OrganisationFactory(state="draft").search_entries()) == []


def test_search_follows_when_a_region_gets_another_name():
    OrganisationFactory(name_en="Steppe Library", region=Region.objects.get(code="KZ-55"))
    region = Region.objects.get(code="KZ-55")
    region.name_en = "Irtysh Region"
    region.save()

    keywords = SearchDocument.objects.get(title="Steppe Library", language="en").keywords
    assert "Irtysh Region" in [
        *keywords,
        *SearchDocument.objects.get(title="Steppe Library", language="en").names,
    ]


def test_search_tells_former_names_from_those_in_use_and_what_an_entry_can_be_filtered_by():
    organisation = OrganisationFactory(
        name_kk="Кітапхана", region_id="KZ-55", type="city_library", status="active"
    )
    for text, kind, until in (
        ("Оқу үйі", "former", None),
        ("Читальня", "variant", 1991),
        ("КТП", "short", None),
        ("Кітапхана", "former", None),
    ):
        OrganisationName.objects.create(
            organisation=organisation, text=text, language="kk", kind=kind, used_until=until
        )
    entry = next(iter(Organisation.objects.get(pk=organisation.pk).search_entries()))

    assert (set(entry.names), set(entry.old_names)) == ({"Кітапхана", "КТП"}, {"Оқу үйі", "Читальня"})
    assert entry.facets == {
        "region": (("KZ-55", "Павлодар облысы"),),
        "type": (("city_library", "Қалалық кітапхана"),),
        "status": (("active", "Жұмыс істейді"),),
    }
