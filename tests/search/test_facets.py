"""Filters of the results of one kind: what they count, how they stand in the address, what they never name."""

import re

import pytest
from django.http import QueryDict

from search import jobs
from search.models import FacetWords, SearchDocument
from search.page.facets import counted, filters_of
from search.page.results import results_for
from tests.markup import plain

pytestmark = pytest.mark.usefixtures("empty_index")

KYZYLORDA, ALMATY = ("KZ-43", "Қызылорда облысы"), ("KZ-75", "Алматы қаласы")


@pytest.fixture
def libraries(document):
    """Three libraries of two regions and two types."""
    for number, (region, kind) in enumerate(
        [(KYZYLORDA, ("city", "Қалалық")), (KYZYLORDA, ("national", "Ұлттық")), (ALMATY, ("city", "Қалалық"))]
    ):
        document(
            f"Кітапхана {number}",
            kind="organisation",
            key=f"{number}",
            facets={"region": [list(region)], "type": [list(kind)]},
        )


def html_of(client, query):
    response = client.get(f"/kk/search/?{query}")
    assert response.status_code == 200
    return plain(response.content.decode())


def options_of(html):
    """Name, value, words, count and whether it is chosen, of each box."""
    found = re.findall(
        r'<input type="checkbox" name="(\w+)" value="([^"]+)"( checked)?[^>]*>'
        r'<span class="words">([^<]+)</span> ?<span class="count">(\d+)',
        html,
    )
    return [(name, value, words, int(count), bool(chosen)) for name, value, chosen, words, count in found]


def hits_of(html):
    return re.findall(r'<h2[^>]*><a href="/kk/(\w+)/"', html)


def test_a_kind_has_its_filters_with_counts_and_all_results_have_none(client, libraries):
    assert options_of(html_of(client, "q=кітапхана&kind=organisation")) == [
        ("region", "KZ-43", "Қызылорда облысы", 2, False),
        ("region", "KZ-75", "Алматы қаласы", 1, False),
        ("type", "city", "Қалалық", 2, False),
        ("type", "national", "Ұлттық", 1, False),
    ]
    assert options_of(html_of(client, "q=кітапхана")) == []


def test_filters_combine_and_each_counts_under_the_others(client, libraries):
    html = html_of(client, "q=кітапхана&kind=organisation&region=KZ-43&type=city")

    assert hits_of(html) == ["0"]
    assert options_of(html) == [
        ("region", "KZ-75", "Алматы қаласы", 1, False),
        ("region", "KZ-43", "Қызылорда облысы", 1, True),
        ("type", "city", "Қалалық", 1, True),
        ("type", "national", "Ұлттық", 1, False),
    ]


def test_values_of_one_filter_are_alternatives(client, libraries):
    html = html_of(client, "q=кітапхана&kind=organisation&region=KZ-43&region=KZ-75")

    assert sorted(hits_of(html)) == ["0", "1", "2"]


def test_what_is_chosen_can_be_taken_back_one_by_one_or_at_once(client, libraries):
    html = html_of(client, "q=кітапхана&kind=organisation&region=KZ-75&type=city")

    query = "q=%D0%BA%D1%96%D1%82%D0%B0%D0%BF%D1%85%D0%B0%D0%BD%D0%B0&amp;kind=organisation"
    assert f'class="chip" href="?{query}&amp;type=city"' in html
    assert f'class="chips-reset" href="/kk/search/?{query}"' in html


def test_words_and_kind_outlive_the_filters_form_and_the_page_does_not(client, libraries):
    html = html_of(client, "q=кітапхана&kind=organisation&page=1&region=KZ-75")

    form = re.search(r'<details class="filters".*?</form>', html, re.DOTALL).group()
    assert re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', form) == [
        ("q", "кітапхана"),
        ("kind", "organisation"),
    ]


def test_what_is_chosen_stays_in_sight_where_nothing_has_it_and_the_page_says_so(client, libraries):
    html = html_of(client, "q=кітапхана&kind=organisation&region=KZ-75&type=national")

    assert hits_of(html) == []
    assert ("type", "national", "Ұлттық", 0, True) in options_of(html)
    assert "Бұл шарттардың бәріне сай келетін ештеңе жоқ" in html
    html = html_of(client, "q=0&kind=organisation&region=KZ-75")
    assert ("region", "KZ-75", "Алматы қаласы", 0, True) in options_of(html)


def test_all_values_are_there_however_many_and_what_comes_after_the_sixth_is_folded(client, document):
    for number in range(25):
        document(
            f"Кітапхана {number}",
            kind="organisation",
            facets={"region": [[f"R-{number:02}", f"Өңір {number:02}"]]},
        )

    html = html_of(client, "q=кітапхана&kind=organisation")

    assert len(options_of(html)) == 25
    assert html.index('class="filter-more"') > html.index('value="R-05"')
    assert html.index('class="filter-more"') < html.index('value="R-06"')


def test_years_stand_with_the_newest_first(client, document):
    for year in ("2024", "2026", "2025", "2025"):
        document("Жаңалық", kind="news", facets={"year": [[year, year]]})

    assert [value for _n, value, *_r in options_of(html_of(client, "q=жаңалық&kind=news"))] == [
        "2026",
        "2025",
        "2024",
    ]


def test_a_filter_that_all_results_meet_is_not_offered(client, document):
    for _number in range(2):
        document("Семинар", kind="workshop", facets={"state": [["approved", "Бекітілген"]]})

    assert options_of(html_of(client, "q=семинар&kind=workshop")) == []


def test_the_filters_are_in_the_readers_words(document):
    for language, words in (("kk", "Қызылорда облысы"), ("ru", "Кызылординская область")):
        document(
            "Library", kind="organisation", key="1", language=language, facets={"region": [["KZ-43", words]]}
        )

    assert [dict(item.choices) for item in filters_of("organisation", "ru")] == [
        {"KZ-43": "Кызылординская область"}
    ]


def test_words_that_change_are_shown_as_they_are_now(document):
    document("Library", kind="organisation", key="1", facets={"region": [["KZ-43", "Ескі атау"]]})
    document("Library", kind="organisation", key="2", facets={"region": [["KZ-43", "Жаңа атау"]]})

    assert [row.words for row in FacetWords.objects.filter(kind="organisation")] == ["Жаңа атау"]


def test_what_the_values_of_private_things_alone_are_called_is_forgotten(document):
    for value, words in (("a", "Ашық"), ("b", "Жабық")):
        document(words, kind="material", key=value, facets={"type": [[value, words]]})
    SearchDocument.objects.filter(key="b").update(access="members")

    jobs.forget_words_of_facets()

    assert [dict(item.choices) for item in filters_of("material", "kk")] == [{"a": "Ашық"}]


@pytest.mark.parametrize("value", ["nonsense", "KZ-43' OR 1=1", "", "x" * 5000, "%00", "<b>"])
def test_a_value_that_is_none_is_passed_over(client, libraries, value):
    html = html_of(client, f"q=кітапхана&kind=organisation&region={value}")

    assert sorted(hits_of(html)) == ["0", "1", "2"]


def test_a_facet_of_what_is_private_is_neither_counted_nor_named(client, document):
    secret = {"region": [["KZ-99", "Құпия өңір"]], "type": [["city", "Қалалық"]]}
    document("Кітапхана", kind="organisation", facets=secret, access="signed-in")
    document("Кітапхана", kind="organisation", facets={"type": [["city", "Қалалық"]]})
    document("Кітапхана", kind="organisation", facets={"type": [["village", "Ауылдық"]]})

    html = html_of(client, "q=кітапхана&kind=organisation&region=KZ-99")

    assert "Құпия" not in html
    assert options_of(html) == [
        ("type", "village", "Ауылдық", 1, False),
        ("type", "city", "Қалалық", 1, False),
    ]


def test_the_filters_count_what_the_page_counts(document):
    for number in range(12):
        document("Семинар", kind="workshop", facets={"year": [[f"{2020 + number % 3}"] * 2]})
    query = QueryDict("year=2021&year=2020")

    found = results_for("семинар", "kk", "workshop", filters={"year": ("2020", "2021")})
    shown = counted(filters_of("workshop", "kk"), query, found)

    assert (found.shown_total, found.page.paginator.count, shown.found, shown.total) == (8, 8, 8, 12)
