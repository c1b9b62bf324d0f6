"""The search page."""

import re

import pytest

from portal.content.searchable import FilePart
from search.index.vocabulary import refresh_words
from tests import services
from tests.markup import plain
from tests.search.conftest import ON_ELASTICSEARCH

# PostgreSQL is told how to plan, for one question: a savepoint, the plan, and the savepoint's end.
# Where the suite runs on a search server, the tests look first whether it has caught up.
MOST_QUERIES = 10 + (3 if services.postgresql() else 0) + (1 if ON_ELASTICSEARCH else 0)

pytestmark = pytest.mark.usefixtures("empty_index")


def html_of(client, **asked):
    response = client.get("/kk/search/", asked)
    assert response.status_code == 200
    return plain(response.content.decode())


def links_of(html):
    articles = re.findall(r"<article.*?</article>", html, re.DOTALL)
    return [re.findall(r'<h2[^>]*><a href="([^"]+)"', article) for article in articles]


def test_a_hit_is_an_article_whose_heading_holds_its_one_link(client, document):
    document("Каскад әдісі", key="1")
    document("Каскад жоспары", key="2")

    html = html_of(client, q="каскад")

    assert links_of(html) == [["/kk/1/"], ["/kk/2/"]]
    assert len(re.findall(r"<article.*?</article>", html, re.DOTALL)) == html.count("<article")
    for article in re.findall(r"<article.*?</article>", html, re.DOTALL):
        assert article.count("<a ") == 1


def test_the_page_is_public_without_a_cookie_and_not_for_crawlers(client, document, language):
    document("Каскад", language=language)

    response = client.get(f"/{language}/search/", {"q": "каскад"})

    assert (response.status_code, response.cookies.output(), response["X-Robots-Tag"]) == (200, "", "noindex")
    assert "public" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_only_reading_is_allowed(client, db):
    assert (
        client.post("/kk/search/", {"q": "x"}, headers={"sec-fetch-site": "same-origin"}).status_code == 405
    )


def test_what_was_typed_stays_in_the_field_and_is_escaped(client, document):
    html = html_of(client, q='<b>"каскад"')

    assert 'value="&lt;b&gt;&quot;каскад&quot;"' in html
    assert "<b>&quot;" not in html and '<b>"каскад' not in html


def test_a_title_cannot_bring_markup(client, document):
    document('<img src=x onerror="1"> каскад')

    html = html_of(client, q="каскад")

    assert "&lt;img src=x onerror=&quot;1&quot;&gt; <mark>каскад</mark>" in html
    assert "<img src=x" not in html


def test_kinds_are_tabs_that_stand_in_the_address(client, document):
    document("Каскад", kind="news", key="1")
    document("Каскад", kind="workshop", key="2")

    html = html_of(client, q="каскад", kind="news")

    assert links_of(html) == [["/kk/1/"]]
    tabs = re.findall(r'href="(/kk/search/\?q=[^"]+)"( aria-current="page")?', html)
    query = "/kk/search/?q=%D0%BA%D0%B0%D1%81%D0%BA%D0%B0%D0%B4"
    assert tabs == [
        (query, ""),
        (f"{query}&amp;kind=workshop", ""),
        (f"{query}&amp;kind=news", ' aria-current="page"'),
    ]


def test_a_kind_without_hits_leads_to_all(client, document):
    document("Каскад", kind="news")

    html = html_of(client, q="каскад", kind="workshop")

    assert links_of(html) == []
    assert 'class="button button-secondary" href="/kk/search/?q=%D0%BA' in html


@pytest.mark.parametrize("kind", ["nonsense", "<script>", "'; --", "x" * 5000])
def test_a_kind_that_does_not_exist_is_not_asked_for(client, document, kind):
    document("Каскад", key="1")

    assert links_of(html_of(client, q="каскад", kind=kind)) == [["/kk/1/"]]


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "1.5", "", "2\0"])
def test_a_bad_page_number_is_answered(client, document, number):
    document("Каскад", key="1")

    assert links_of(html_of(client, q="каскад", page=number)) == [["/kk/1/"]]


def test_pages_keep_words_and_kind(client, document):
    for number in range(25):
        document("Каскад", kind="news", key=str(number))

    html = html_of(client, q="каскад", kind="news", page=2)

    assert len(links_of(html)) == 10
    assert 'href="?q=%D0%BA%D0%B0%D1%81%D0%BA%D0%B0%D0%B4&amp;kind=news&amp;page=3"' in html


@pytest.mark.parametrize("typed", ["", "   ", "?!", "жоқмұндайсөз", "😀"])
def test_an_empty_page_shows_ways_on(client, db, typed):
    html = html_of(client, q=typed)

    assert 'id="ways-on"' in html
    assert links_of(html) == []


def test_the_form_is_a_search_landmark_with_the_field_q(client, db, language):
    html = client.get(f"/{language}/search/").content.decode()

    form = re.search(
        rf'<form[^>]*action="/{language}/search/"[^>]*aria-label[^>]*>.*?</form>', html, re.DOTALL
    ).group()
    assert 'role="search"' in form and 'name="q"' in form and 'method="get"' in form


@pytest.mark.parametrize("typed", ['"', "a\0b", "%", "AND", "x" * 10_000, "(" * 300, "\ud83d"])
def test_odd_questions_are_answered(client, db, typed):
    assert client.get("/ru/search/", {"q": typed.encode("utf-8", "replace")}).status_code == 200


def test_as_many_queries_for_a_hundred_hits_as_for_one(client, document, django_assert_max_num_queries):
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    document("Семинар")
    for number in range(100):
        document(f"Каскад {number}", body="каскад " * 50, facts={"place": "Павлодар"})
    html_of(client, q="семинар")  # A search server that the suite may run on catches up.
    counts = []
    for typed in ("семинар", "каскад"):
        caches["fragments"].clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            html_of(client, q=typed)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_staff_member_sees_what_a_visitor_sees(client, admin_client, document):
    document("Каскад")

    assert html_of(client, q="каскад") == html_of(admin_client, q="каскад")


# --- Help where nothing was found -------------------------------------------------------------------------------------


@pytest.fixture
def library(document):
    document("Қызылорда облыстық кітапханасы", key="1")
    document("Каскад әдісі", key="2", body="каскадтан кейін")
    refresh_words()


def test_a_sure_slip_shows_what_was_meant_at_once_and_a_way_back(client, library):
    html = html_of(client, q="қызылрода")

    assert links_of(html) == [["/kk/1/"]]
    assert "<strong><em>Қызылорда</em></strong>" in html
    assert 'value="қызылрода"' in html
    back = re.search(r'href="(/kk/search/\?q=[^"]+as-typed=1)"', html)[1].replace("&amp;", "&")
    assert links_of(client.get(back).content.decode()) == []


def test_a_slip_that_meets_the_beginning_of_another_word_shows_what_was_meant(client, document):
    document("Кітап оқу", key="1")
    document("Кітапхана", key="2")
    refresh_words()

    assert links_of(html_of(client, q="кітапхна")) == [["/kk/2/"]]
    assert links_of(html_of(client, **{"q": "кітапхна", "as-typed": "1"})) == [["/kk/1/"]]


def test_what_is_not_sure_is_only_proposed(client, library):
    html = html_of(client, q="ғызылопда")

    assert links_of(html) == []
    assert (
        '<a href="/kk/search/?q=%D2%9A%D1%8B%D0%B7%D1%8B%D0%BB%D0%BE%D1%80%D0%B4%D0%B0"><em>Қызылорда</em></a>'
        in html
    )


def test_a_proposal_stands_above_what_has_some_of_the_words(client, library):
    html = html_of(client, q="қызылрода каскад")

    assert links_of(html) == [["/kk/2/"]]
    assert "<em>Қызылорда</em> каскад</a>" in html


def test_where_nothing_has_all_words_each_leads_to_what_it_finds_alone(client, library):
    html = html_of(client, q="қызылорда каскад")

    chips = re.findall(r'class="chip" href="[^"]*">(\w+) <span class="count">(\d+)</span>', html)
    assert chips == [("қызылорда", "1"), ("каскад", "1")]


def test_a_question_that_is_answered_needs_no_help(client, library):
    html = html_of(client, q="каскад")

    assert "did-you-mean" not in html and "fewer-words" not in html


def test_an_empty_page_leads_to_the_federation(client, document, language):
    document("Contact", language=language, model="home.contactpage", key="c")

    html = client.get(f"/{language}/search/", {"q": "жоқмұндайсөз"}).content.decode()

    assert f'<a href="/{language}/c/">' in html


def test_help_costs_no_more_where_there_is_more_to_find(client, library, document):
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(30):
        document("Қызылорда", key=f"x{number}", body="каскад " * 20)
        if number in (0, 29):
            html_of(client, q="жоқ")  # A search server that the suite may run on catches up.
            caches["fragments"].clear()
            with CaptureQueriesContext(connection) as queries:
                html_of(client, q="ғызылопда жоқмұндайсөз")
            counts.append(len(queries))

    assert counts[0] == counts[1]


def queries_of(client, address):
    from django.core.cache import caches
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    caches["fragments"].clear()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_queries_of_a_page_with_one_hit_and_with_three(client, document):
    """Two for the frame's menu and versions; the engine, the hits, their files; with a kind the words of its filters
    instead of recommendations."""
    for word, hits in (("семинар", 1), ("каскад", 3)):
        for number in range(hits):
            document(
                f"{word} {number}",
                kind="material",
                facets={"type": [[f"t{number}", f"Түр {number}"]], "year": [["2026", "2026"]]},
                parts=[FilePart("file", "/file.pdf", "Бір бет", "page", number + 1)],
            )
    html_of(client, q="жоқ")  # A search server that the suite may run on catches up.
    plain = [queries_of(client, f"/kk/search/?q={word}") for word in ("семинар", "каскад")]
    of_kind = [queries_of(client, f"/kk/search/?q={word}&kind=material") for word in ("семинар", "каскад")]
    chosen = queries_of(client, "/kk/search/?q=каскад&kind=material&type=t0&type=t1&year=2026")
    in_files = queries_of(client, "/kk/search/?q=каскад бет&kind=material")

    assert plain == [plain[0]] * 2
    assert [*of_kind, chosen, in_files] == [plain[0]] * 4
    assert plain[0] <= MOST_QUERIES
