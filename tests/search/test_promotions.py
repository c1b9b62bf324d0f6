"""Recommendations: for which questions, where, and never what the reader may not open."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from portal.content.searchable import EVERYONE, SIGNED_IN
from search.index.vocabulary import refresh_words
from search.models import Promotion, SearchDocument, SynonymGroup
from search.page.results import results_for
from search.query.analysis import understand
from search.query.promotions import MOST_SHOWN, recommended

pytestmark = pytest.mark.usefixtures("empty_index")


@pytest.fixture
def join(document):
    """How to join, in three languages."""
    for language in ("kk", "ru", "en"):
        document(f"Join {language}", language=language, key="join")
    return "tests.thing:join"


def pin(thing, words="мүшелік", **fields):
    return Promotion.objects.create(address="/kk/join/", thing=thing, words_kk=words, **fields)


def found(text, language="kk", **options):
    return [hit.url for hit in results_for(text, language, **options).recommended]


@pytest.mark.parametrize(
    ("words", "asked", "is_shown"),
    [
        ("мүшелік", "мүшелік", True),
        ("мүшелік", "Мүшелікке қалай өтуге болады?", True),
        ("мүшелік", "мушелик", True),
        ("мүшелік", "мүше", False),
        ("мүшелік жарна", "мүшелік", False),
        ("мүшелік жарна", "жарналар, мүшелік", True),
        ("басқа\nмүшелік", "мүшелік", True),
        ("мүшелік", "", False),
        ("мүшелік", "!!!", False),
    ],
)
def test_a_line_is_met_by_a_question_with_all_of_its_words_in_any_form(join, words, asked, is_shown):
    pin(join, words)

    assert found(asked) == (["/kk/join/"] if is_shown else [])


def test_words_are_those_of_the_readers_language_and_so_is_what_is_shown(join):
    Promotion.objects.create(address="/kk/join/", thing=join, words_kk="мүшелік", words_ru="членство")

    assert (found("мүшелік", "kk"), found("членством", "ru")) == (["/kk/join/"], ["/ru/join/"])
    assert (found("мүшелік", "en"), found("membership", "en")) == ([], [])


def test_it_stands_on_the_first_page_of_all_kinds_alone_and_once(join, document):
    document("Мүшелік туралы", key="join", language="kk", model="tests.other", thing="tests.other:1")
    for number in range(12):
        document(f"Мүшелік {number}")
    pin("tests.other:1")

    first = results_for("мүшелік", "kk")
    assert [hit.url for hit in first.recommended] == ["/kk/join/"]
    assert "/kk/join/" not in [hit.url for hit in first.hits]
    assert (first.total, found("мүшелік", number=2), found("мүшелік", kind="page")) == (13, [], [])


def test_it_is_shown_though_nothing_else_is_found(join):
    pin(join, "жарна")

    results = results_for("жарна", "kk")

    assert ([hit.url for hit in results.recommended], results.total) == (["/kk/join/"], 0)


def in_days(number):
    return number if number is None else timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize(
    ("shown_from", "shown_until", "is_shown"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-2, 2, True)],
)
def test_it_is_shown_from_its_first_to_its_last_day(join, shown_from, shown_until, is_shown):
    pin(join, shown_from=in_days(shown_from), shown_until=in_days(shown_until))

    assert bool(found("мүшелік")) is is_shown


def test_what_the_reader_may_not_open_is_never_shown(join):
    promotion = pin(join)
    with translation.override("en"):
        assert promotion.state == "shown now"

    SearchDocument.objects.filter(thing=join).update(access=SIGNED_IN)
    assert found("мүшелік") == []
    with translation.override("en"):
        assert promotion.state == "not shown: it is not public"
    query = understand("мүшелік", "kk")
    assert len(recommended(query, (EVERYONE, SIGNED_IN))) == 1

    SearchDocument.objects.all().delete()
    assert recommended(query, (EVERYONE, SIGNED_IN)) == []


def test_the_line_with_the_most_words_comes_first_and_at_most_three_are_shown(document):
    for number in range(5):
        document(f"Thing {number}", key=f"{number}")
        pin(f"tests.thing:{number}", "мүшелік жарна" if number == 1 else "мүшелік")

    urls = found("мүшелік жарна")

    assert urls == ["/kk/1/", "/kk/4/", "/kk/3/"]
    assert len(urls) == MOST_SHOWN


@pytest.mark.parametrize(
    "address", ["/ru/join/", "https://portal.example.org/ru/join/?q=1#part", " /kk/join/ "]
)
def test_any_address_of_a_thing_names_it(join, address):
    promotion = Promotion(address=address, words_kk="мүшелік")

    promotion.full_clean()

    assert (promotion.thing, promotion.address) == (
        join,
        f"{address.strip().removeprefix('https://portal.example.org')[:9]}",
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"address": "/kk/nothing/"}, "address"),
        ({"address": ""}, "address"),
        ({"address": "http://[x"}, "address"),
        ({"words_kk": ""}, "words_kk"),
        ({"words_kk": "!!!"}, "words_kk"),
        ({"words_ru": "\n".join(f"сөз{number}" for number in range(31))}, "words_ru"),
        ({"shown_from": date(2026, 11, 2), "shown_until": date(2026, 11, 1)}, "shown_until"),
    ],
)
def test_what_could_never_be_shown_is_refused_beside_its_field(join, fields, field):
    with pytest.raises(ValidationError) as refused:
        Promotion(**{"address": "/kk/join/", "words_kk": "мүшелік", **fields}).full_clean()
    assert list(refused.value.message_dict) == [field]


def test_a_promotion_whose_thing_is_hidden_now_can_still_be_changed(join):
    promotion = pin(join)
    SearchDocument.objects.all().delete()
    promotion.shown_until = in_days(0)

    promotion.full_clean()


def test_a_proposal_does_not_take_the_place_of_a_recommendation(client, join, document):
    document("Жарна туралы", body="жарна")
    refresh_words()
    pin(join, "жарнв")

    html = client.get("/kk/search/", {"q": "жарнв"}).content.decode()

    assert ("/kk/join/" in html, "did-you-mean" in html) == (True, True)


def test_the_public_page_says_that_editors_recommend_it(client, join):
    pin(join, "жарна")

    html = client.get("/kk/search/", {"q": "жарна"}).content.decode()

    assert "Ұсынамыз" in html and "/kk/join/" in html


@pytest.mark.parametrize("number", [1, 3])
def test_recommendations_cost_one_query_more_however_many_there_are(
    join, document, number, django_assert_num_queries
):
    SynonymGroup.objects.all().delete()
    for _time in range(number):
        pin(join)
    query = understand("мүшелік", "kk")
    recommended(query)

    with django_assert_num_queries(2):  # The versions of all rooms; the rows, whose rights may have changed.
        recommended(query)
