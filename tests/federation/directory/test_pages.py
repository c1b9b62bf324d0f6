from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from federation.directory import registry
from federation.directory.models import Organisation, OrganisationSource
from tests.markup import plain

from .factories import OrganisationDescriptionFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def found(client, query: str = "", language: str = "kk") -> list[str]:
    answer = client.get(f"/{language}/directory/{query}")
    assert answer.status_code == 200
    return [row.url.split("/")[-2] for row in answer.context["listing"].rows]


def counts(client, query: str, group: str) -> dict[str, int]:
    groups = {each.name: each for each in client.get(f"/kk/directory/{query}").context["listing"].groups}
    return {option.value: option.count for option in groups[group].options if option.count}


@pytest.fixture
def four():
    a = OrganisationFactory(slug="a", name_kk="А", type="association")
    OrganisationFactory(slug="b", name_kk="Б", region_id="KZ-55", city_en="Pavlodar", city_kk="Павлодар")
    OrganisationFactory(
        slug="c", name_kk="В", region_id="KZ-55", type="university_library", status="historic"
    )
    OrganisationFactory(slug="d", name_kk="Г", region_id="KZ-43", city_en="Kyzylorda", city_kk="Қызылорда")
    OrganisationDescriptionFactory(record=a, language="en")
    OrganisationDescriptionFactory(record=a, language="ru", live=False)


def test_any_value_within_a_filter_and_all_filters_together(client, four):
    assert found(client, "?region=KZ-55&region=KZ-43") == ["b", "c", "d"]
    assert found(client, "?region=KZ-55&region=KZ-43&type=city_library") == ["b", "d"]
    assert found(client, "?region=KZ-55&type=city_library&status=active&city=pavlodar") == ["b"]


def test_place_not_known_is_a_choice_with_its_count(client, four):
    assert found(client, "?region=unknown") == ["a"]
    assert found(client, "?region=unknown&region=KZ-43") == ["a", "d"]
    assert counts(client, "", "region") == {"KZ-55": 2, "KZ-43": 1, "unknown": 1}
    assert found(client, "?city=unknown") == ["a", "c"]


def test_counts_follow_the_other_filters_but_not_their_own(client, four):
    assert counts(client, "?type=city_library", "region") == {"KZ-55": 1, "KZ-43": 1}
    assert counts(client, "?type=city_library", "type") == {
        "city_library": 2,
        "association": 1,
        "university_library": 1,
    }
    assert counts(client, "?type=city_library&region=KZ-55", "type") == {
        "city_library": 1,
        "university_library": 1,
    }


def test_every_count_is_what_its_choice_shows(client, four):
    for query in ("?", "?type=city_library&", "?q=павлодар&", "?region=KZ-55&status=active&"):
        for group in client.get(f"/kk/directory/{query}").context["listing"].groups:
            if any(option.selected for option in group.options):
                continue
            for option in group.options:
                answer = client.get(f"/kk/directory/{query}{group.name}={option.value}")
                assert (
                    answer.context["listing"].page.paginator.count
                    == option.count
                    == len(answer.context["listing"].rows)
                )


def test_language_filter_counts_live_texts_only(client, four):
    assert counts(client, "", "language") == {"en": 1}
    assert found(client, "?language=en") == ["a"]
    assert found(client, "?language=ru") == []


def test_counts_are_never_older_than_the_rows(client, four):
    assert counts(client, "", "region") == {"KZ-55": 2, "KZ-43": 1, "unknown": 1}
    OrganisationFactory(region_id="KZ-43")
    assert counts(client, "", "region") == {"KZ-55": 2, "KZ-43": 2, "unknown": 1}


@pytest.mark.parametrize("typed", ["павлодар", "Pavlodar", "ПАВЛОДАР"])
def test_words_find_a_library_of_a_city_and_narrow_the_counts(client, four, typed):
    assert found(client, f"?q={typed}&status=active") == ["b"]
    assert counts(client, f"?q={typed}", "status") == {"active": 1, "historic": 1}


@pytest.mark.parametrize(
    "query",
    [
        "?region=KZ-99",
        "?type=nonsense&status=%F0%9F%93%9A",
        "?page=abc",
        "?page=9999",
        "?page=-1",
        "?order=nonsense",
        "?language=de",
        "?q=%00%00",
        "?q=%27%22%25_%5C",
    ],
)
def test_bad_values_never_fail(client, four, query):
    assert client.get(f"/ru/directory/{query}").status_code == 200


def test_query_of_ten_thousand_letters_is_cut(client, four):
    answer = client.get("/kk/directory/", {"q": "павлодар " * 1200})
    assert answer.status_code == 200
    assert len(answer.context["listing"].search.value) == 200


def test_page_beyond_the_last_is_the_last(client):
    OrganisationFactory.create_batch(21)
    assert client.get("/kk/directory/?page=9999").context["listing"].page.number == 2
    assert client.get("/kk/directory/?page=abc").context["listing"].page.number == 1


def test_chips_take_one_filter_away_and_keep_the_others(client, four):
    chips = client.get("/kk/directory/?region=KZ-55&type=city_library&q=павл").context["listing"].chips
    assert [chip.url for chip in chips] == [
        "?type=city_library&region=KZ-55",
        "?q=%D0%BF%D0%B0%D0%B2%D0%BB&region=KZ-55",
        "?q=%D0%BF%D0%B0%D0%B2%D0%BB&type=city_library",
    ]


def test_nothing_found_says_so_and_offers_everything(client, four):
    page = client.get("/en/directory/?q=zzzz").content.decode()
    assert "No organisations match" in page


def test_order_by_region(client, four):
    assert found(client, "?order=region") == ["d", "b", "c", "a"]


def test_list_is_sorted_for_the_language_of_the_reader(client):
    OrganisationFactory(slug="x", name_kk="Ә", name_ru="Я")
    OrganisationFactory(slug="y", name_kk="Б", name_ru="Б")
    assert found(client, language="kk") == ["x", "y"]
    assert found(client, language="ru") == ["y", "x"]


def queries_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_list_needs_the_same_queries_with_one_and_with_a_hundred_rows(client):
    OrganisationFactory(region_id="KZ-55")
    one = queries_of(client, "/kk/directory/?type=city_library")
    OrganisationFactory.create_batch(100, region_id="KZ-43")
    assert queries_of(client, "/kk/directory/?type=city_library") == one <= 12
    assert queries_of(client, "/kk/directory/?q=кітапхана") <= 12


def test_page_of_an_organisation_needs_the_same_queries_with_one_and_with_a_hundred_parts(client):
    parent = OrganisationFactory(slug="parent", region_id="KZ-55")
    OrganisationDescriptionFactory(record=parent)
    OrganisationFactory(parent=parent)
    one = queries_of(client, "/kk/directory/parent/")
    OrganisationFactory.create_batch(100, parent=parent)
    assert queries_of(client, "/kk/directory/parent/") == one <= 12


def test_public_pages_set_no_cookie_and_may_be_kept(client, four):
    for path in ("/kk/directory/", "/kk/directory/a/"):
        answer = client.get(path)
        assert not answer.cookies
        assert (
            answer["Cache-Control"] == "public, max-age=20" or answer["Cache-Control"] == "max-age=20, public"
        )


def test_every_organisation_has_an_address_in_each_language(client, four, language):
    answer = client.get(f"/{language}/directory/a/")
    assert answer.status_code == 200
    for code in ("kk", "ru", "en"):
        assert f'hreflang="{code}" href="http://testserver/{code}/directory/a/"' in answer.content.decode()


def test_text_in_another_language_is_marked(client, four):
    page = plain(client.get("/kk/directory/a/").content.decode())
    assert '<div class="prose" lang="en">' in page
    assert '<section class="stack"><p><span class="badge language-badge">ағылшынша</span>' in page


def test_historic_organisation_stays_findable_and_says_so(client, four):
    assert found(client, "?status=historic") == ["c"]
    assert "This organisation no longer exists" in client.get("/en/directory/c/").content.decode()


def test_unknown_address_is_not_found(client, four):
    assert client.get("/kk/directory/nowhere/").status_code == 404


def test_page_shows_parts_parent_sources_and_confidence(client):
    parent = OrganisationFactory(slug="whole", name_kk="Бүтін")
    OrganisationSource.objects.create(
        organisation=parent,
        kind="news",
        url="https://example.org/page",
        publisher_kk="Газет",
        title="The page",
        title_language="en",
        read_on=date(2026, 11, 23),
    )
    OrganisationFactory(slug="part", name_kk="Бөлік", parent=parent, confidence="low")
    OrganisationFactory(slug="hidden", name_kk="Жасырын", parent=parent, state="draft")
    whole = client.get("/kk/directory/whole/")
    assert [part.slug for part in whole.context["known"].parts] == ["part"]
    assert (
        ': <a href="https://example.org/page" rel="nofollow"><span lang="en">“The page”</span></a>'
        in plain(whole.content.decode())
    )
    facts = {fact.label: fact for fact in client.get("/en/directory/part/").context["known"].facts}
    assert facts["Part of"].url == "/en/directory/whole/"


def test_neither_source_nor_remark_can_carry_html(client):
    organisation = OrganisationFactory(slug="x", remark_kk="<script>1</script>")
    for given in ({"title": "<script>1</script>"}, {"url": 'https://example.org/"><script>'}):
        OrganisationSource.objects.create(organisation=organisation, publisher_en="<script>1", **given)
    page = client.get("/kk/directory/x/").content.decode()
    assert "<script>1" not in page and '"><script>' not in page


def test_rooms_above_show_sections(client, four, monkeypatch):
    monkeypatch.setattr(registry, "PAGE_SECTIONS", [])
    registry.page_section(
        lambda organisation: [
            registry.PageSection(f"Блок {organisation.slug}", "components/message.html", {"title": "Сөз"})
        ]
    )
    answer = client.get("/kk/directory/a/")
    assert [section.title for section in answer.context["known"].sections] == ["Блок a"]
    assert "Сөз" in answer.content.decode()


def test_map_counts_each_region_and_links_to_its_filter(client, four):
    points = {point.code: point for point in client.get("/kk/directory/").context["listing"].map.points}
    assert (points["KZ-55"].number, points["KZ-55"].href) == (2, "?region=KZ-55")
    assert (points["KZ-62"].number, points["KZ-62"].href) == (0, "")


def test_letters_of_a_public_organisation_do_not_depend_on_who_reads(client, admin_client, four):
    visitor, staff = client.get("/kk/directory/a/"), admin_client.get("/kk/directory/a/")
    assert visitor.content == staff.content
    assert Organisation.objects.count() == 4


@pytest.mark.parametrize(
    ("region", "city", "place"),
    [("KZ-75", "Алматы", "Алматы"), ("KZ-19", "Конаев", "Конаев, Алматинская область")],
)
def test_city_that_is_a_region_of_its_own_is_named_once(client, region, city, place):
    OrganisationFactory(slug="placed", name_ru="Библиотека", region_id=region, city_ru=city, city_kk=city)
    assert f"<span>{place}</span>" in client.get("/ru/directory/").content.decode()
    assert facts_of(client, "ru", "placed")["Город"] == ("" if place == city else city)


def test_uncertain_facts_are_plain_words_in_each_language(client):
    OrganisationFactory(
        slug="old", name_kk="Ескі", founded_year=1899, founded_certainty="about", confirmed_year=2019
    )
    OrganisationFactory(slug="known", name_kk="Белгілі", founded_year=1934)
    told = {"kk": "шамамен 1899 жылы", "ru": "около 1899 года", "en": "about 1899"}
    for language, words in told.items():
        with override(language):
            label = gettext("Founded")
        assert facts_of(client, language, "old")[label] == words
        assert facts_of(client, language, "known")[label] == "1934"
    assert facts_of(client, "en", "old")["Status"] == "Active today (last confirmed in 2019)"


def facts_of(client, language: str, slug: str) -> dict[str, str]:
    facts = client.get(f"/{language}/directory/{slug}/").context["known"].facts
    return {str(fact.label): str(fact.value) for fact in facts}


def test_remark_stands_in_for_a_text_that_the_reader_cannot_read(client):
    organisation = OrganisationFactory(slug="a", remark_kk="Қысқаша мәлімет", remark_en="A remark")
    for record in (organisation, OrganisationFactory(slug="b")):
        OrganisationDescriptionFactory(record=record, language="en")
    page = client.get("/kk/directory/a/").text
    assert '<p class="lead">Қысқаша мәлімет</p>' in page
    assert "Бұл беттің мәтіні әзірге" not in page
    assert "Текст этой страницы" in client.get("/ru/directory/b/").text
    assert "A remark" not in client.get("/en/directory/a/").text
