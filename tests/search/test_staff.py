"""The views of search in the admin: who may open them, and what they show."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.enums import Role
from search.models import AskedQuery, Promotion, SynonymGroup
from tests.portal.accounts.factories import UserFactory
from tests.search.queries import add, this_week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]
VIEWS = ["/admin/search/queries/", "/admin/search/why/", "/admin/search/index/"]
LISTS = ["/admin/snippets/search/promotion/", "/admin/snippets/search/synonymgroup/"]
REBUILD = "/admin/search/index/rebuild/"


def sign_in(client, role=Role.EDITOR, language="en"):
    client.force_login(UserFactory(role=role, preferred_language=language))
    return client


def html_of(client, view, **asked):
    response = client.get(view, asked)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "is_open"),
    [
        (Role.EDITOR, True),
        (Role.SECRETARIAT, True),
        (Role.ADMINISTRATOR, True),
        (Role.TRANSLATOR, False),
        (Role.MODERATOR, False),
        (Role.REVIEWER, False),
    ],
)
def test_a_view_opens_for_those_whose_menu_has_it(client, role, is_open):
    sign_in(client, role)

    assert [client.get(view).status_code == 200 for view in [*VIEWS, *LISTS]] == [is_open] * 5
    menu = client.get("/admin/account/").content.decode()
    assert [f'"{view}"' in menu for view in [*VIEWS, *LISTS]] == [is_open] * 5


@pytest.mark.parametrize(
    ("role", "may"), [(Role.ADMINISTRATOR, True), (Role.SECRETARIAT, False), (Role.EDITOR, False)]
)
def test_administrators_alone_have_everything_read_anew(client, role, may):
    sign_in(client, role)

    assert (REBUILD in html_of(client, VIEWS[2])) is may
    assert (client.post(REBUILD)["Location"] == VIEWS[2]) is may


def test_rare_words_are_shown_to_nobody_and_stay_among_the_sums(client):
    add("каскад", 3, failures=1)
    add("сирек", 2)
    add("", 4, failures=4)

    html = html_of(sign_in(client), VIEWS[0])

    assert ("каскад" in html, "сирек" in html) == (True, False)
    assert "Searches counted: 9. Found nothing: 5." in html


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["бір", "екі", "үш"]),
        ({"language": "kk"}, ["бір", "үш"]),
        ({"period": "4"}, ["бір", "екі"]),
        ({"found": "nothing"}, ["екі"]),
        ({"found": "nothing", "language": "kk"}, []),
        ({"ordering": "text"}, ["бір", "екі", "үш"]),
        ({"period": "nonsense", "ordering": "nonsense"}, ["бір", "екі", "үш"]),
    ],
)
def test_queries_are_narrowed_by_language_period_and_result(client, asked, shown):
    add("бір", 9)
    add("екі", 4, failures=4, language="ru")
    add("үш", 3, week=this_week() - timedelta(weeks=6))

    html = html_of(sign_in(client), VIEWS[0], **asked)

    assert [word for word in ("бір", "екі", "үш") if word in html] == shown


def test_what_is_rare_in_a_period_is_not_shown_for_it(client):
    add("каскад", 2)
    add("каскад", 5, week=this_week() - timedelta(weeks=6))

    assert "каскад" in html_of(sign_in(client), VIEWS[0])
    assert "каскад" not in html_of(client, VIEWS[0], period="4")


def test_the_export_has_no_formulas(client):
    AskedQuery.objects.create(text="=1+1", language="kk", week=this_week(), times=5, failures=1)

    response = sign_in(client).get(VIEWS[0], {"export": "csv"})

    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert "search-queries" in response["Content-Disposition"]
    assert rows == [
        ["Query", "Language", "Times entered", "Nothing found", "First week", "Last week"],
        ["'=1+1", "kk", "5", "1", str(this_week()), str(this_week())],
    ]


def test_the_list_costs_the_same_however_many_queries_there_are(client):
    sign_in(client)
    numbers = []
    for many in (1, 3):
        for number in range(many):
            add(f"сұрау {number}", 5)
        html_of(client, VIEWS[0])
        with CaptureQueriesContext(connection) as queries:
            html_of(client, VIEWS[0])
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_of_recommendations_costs_the_same_however_many_there_are(client, document, many):
    sign_in(client)
    for number in range(many):
        row = document(f"Нәрсе {number}")
        Promotion.objects.create(address=row.url, thing=row.thing, words_kk="мүшелік")
    html_of(client, LISTS[0])
    with CaptureQueriesContext(connection) as queries:
        html = html_of(client, LISTS[0])
    assert html.count("shown now") == many
    assert len([query for query in queries if "search_promotion" in query["sql"]]) == 2  # Number and rows.


def test_why_shows_each_hit_with_its_points_and_leads_to_a_recommendation(client, document):
    document("Каскад", body="каскадтың жоспары")

    html = html_of(sign_in(client), VIEWS[1], q="каскад", language="kk")

    assert "1 × 40 = 40" in html and "0.7 × 1 = 0.7" in html and "40.7" in html
    assert "/admin/snippets/search/promotion/add/?words=%D0%BA%D0%B0%D1%81" in html
    form = html_of(
        client, "/admin/snippets/search/promotion/add/", words="каскад", language="kk", address="/kk/1/"
    )
    assert 'value="/kk/1/"' in form and "каскад</textarea>" in form


def test_why_is_asked_in_the_language_of_who_asks_where_none_is_named(client, document):
    document("Каскад")

    assert "1 × 40 = 40" in html_of(sign_in(client), VIEWS[1], q="каскад")


def test_why_refuses_an_address_of_nothing_beside_its_field(client, document):
    document("Каскад")

    html = html_of(sign_in(client), VIEWS[1], q="каскад", language="kk", address="/kk/nothing/")

    assert "Search finds nothing public at this address." in html and 'value="/kk/nothing/"' in html


@pytest.mark.parametrize(
    "asked", [{"q": "!!!"}, {"q": ""}, {"q": "а" * 300}, {"q": "а\0б"}, {"q": "а", "language": "de"}]
)
def test_why_takes_any_question(client, asked):
    html_of(sign_in(client), VIEWS[1], **{"language": "kk", **asked})


def test_an_editor_adds_a_recommendation_and_a_group_of_synonyms_and_their_history_tells(client, document):
    row = document("Мүше болу")
    sign_in(client)

    client.post(f"{LISTS[0]}add/", {"address": row.url, "words_kk": "мүшелік"})
    client.post(f"{LISTS[1]}add/", {"language": "kk", "words": "мүшелік; членство"})

    promotion, group = Promotion.objects.get(), SynonymGroup.objects.get(words="мүшелік, членство")
    assert promotion.thing == row.thing
    for address, thing in ((LISTS[0], promotion), (LISTS[1], group)):
        assert "Created" in html_of(client, f"{address}history/{thing.pk}/")


def test_a_mistake_is_said_beside_its_field_and_what_was_typed_is_kept(client):
    response = sign_in(client).post(
        f"{LISTS[0]}add/", {"address": "/kk/nothing/", "words_kk": "мүшелік", "shown_from": "never"}
    )

    html = response.content.decode()
    assert "Search finds nothing public at this address." in html
    assert 'value="/kk/nothing/"' in html and "мүшелік</textarea>" in html


def test_the_views_speak_the_readers_language(client, language):
    words = {"kk": "Іздеу сұраулары", "ru": "Поисковые запросы", "en": "Search queries"}

    assert words[language] in html_of(sign_in(client, language=language), VIEWS[0])
