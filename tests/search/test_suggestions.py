"""What is suggested while somebody types."""

import pytest

from search.index.updates import _delete
from search.index.vocabulary import refresh_words
from search.models import SearchDocument
from search.page.suggestions import suggestions_for

pytestmark = pytest.mark.usefixtures("empty_index")


@pytest.fixture
def library(document):
    document("Қызылорда облыстық кітапханасы", key="1", kind="organisation", thing="t:1")
    document("Областная библиотека Кызылорды", key="2", kind="organisation", language="ru", thing="t:1")
    document("Оқу залы: Қызылорда", key="3", kind="news", body="қызықты")
    document("Жаңа каскад", key="4", kind="workshop")
    refresh_words()


def texts(typed, language="kk"):
    return [suggestion.text for suggestion in suggestions_for(typed, language)]


@pytest.mark.parametrize("typed", ["қызыл", "Қызыл", "кызыл", "qyzyl", "kyzyl"])
def test_words_are_completed_and_titles_that_begin_so_come_before_others(library, typed):
    assert texts(typed) == ["Қызылорда", "Қызылорда облыстық кітапханасы", "Оқу залы: Қызылорда"]


def test_what_stands_before_the_last_word_stays_and_counts(library):
    assert texts("облыстық қыз") == ["облыстық қызылорда", "Қызылорда облыстық кітапханасы"]


def test_a_thing_is_suggested_once_in_the_readers_language(library):
    assert texts("кызыл", "ru") == [
        "Кызылорды",
        "Областная библиотека Кызылорды",
        "Оқу залы: Қызылорда",
    ]


def test_a_thing_says_its_kind_its_language_and_leads_to_itself(library):
    word, thing = suggestions_for("каск", "kk")

    assert (word.text, word.url, word.note) == (
        "каскад",
        "/kk/search/?q=%D0%BA%D0%B0%D1%81%D0%BA%D0%B0%D0%B4",
        "",
    )
    assert (thing.text, thing.url, thing.language) == ("Жаңа каскад", "/kk/4/", "kk")
    assert thing.note


def test_words_in_the_very_letters_come_first_and_each_folded_form_once(document):
    document("Кызылордалык", key="1", body="кызылорда")
    document("Кызылордалык", key="2", body="қызылорда")
    document("Кызылордалык", key="3", body="қызылорда")
    refresh_words()

    assert texts("қызыл")[:2] == ["қызылорда", "Кызылордалык"]


def test_at_most_three_words_and_five_titles(document):
    for number, ending in enumerate(("а", "б", "в", "г", "д", "е", "ж")):
        document(f"Сөз{ending}", key=str(number))
    refresh_words()

    assert len(texts("сөз")) == 8


def test_a_finished_word_is_not_completed_to_itself(library):
    assert texts("каскад") == ["Жаңа каскад"]


@pytest.mark.parametrize("access", ["signed-in", "group:1"])
def test_nothing_is_suggested_of_what_not_everybody_may_open(document, access):
    document("Құпия кітап", key="1", access=access)
    document("Ашық кітап", key="2")
    refresh_words()

    assert texts("құп") == []
    assert texts("кіт") == ["кітап", "Ашық кітап"]


def test_what_was_hidden_a_moment_ago_is_not_suggested(document):
    row = document("Құпия кітап")
    refresh_words()
    assert texts("құп") == ["Құпия", "Құпия кітап"]
    _delete(SearchDocument.objects.filter(pk=row.pk))

    assert texts("құп") == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "қ",
        "қызыл ",
        "a\0b",
        '"',
        "%",
        "_",
        "'; --",
        "AND",
        "((((",
        "x" * 10_000,
        "😀",
        "א",
        "*",
        "\ud83d",
    ],
)
def test_odd_beginnings_are_answered_with_nothing(library, typed):
    assert texts(typed) == []


def test_the_answer_is_public_short_lived_json_without_a_cookie(client, library, language):
    response = client.get(f"/{language}/search/suggest/", {"q": "қызыл"})

    assert response["Content-Type"] == "application/json"
    assert "public" in response["Cache-Control"] and "max-age=60" in response["Cache-Control"]
    assert response.cookies.output() == ""
    assert "Cookie" not in response.get("Vary", "")
    assert response["X-Robots-Tag"] == "noindex"
    said = response.json()
    assert said["suggestions"] and set(said["suggestions"][0]) == {"text", "url", "language", "note"}
    assert str(len(said["suggestions"])) in said["said"]


@pytest.mark.parametrize("typed", [None, "", "\0", "x" * 10_000, "%00%ff", "қ" * 300])
def test_the_answer_never_fails(client, db, typed):
    response = client.get("/kk/search/suggest/", {} if typed is None else {"q": typed})

    assert (response.status_code, response.json()["suggestions"]) == (200, [])


def test_as_many_queries_for_many_things_as_for_one(client, document):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(30):
        document(f"Каскад {number}", key=str(number))
        if number in (0, 29):
            refresh_words()
            with CaptureQueriesContext(connection) as queries:
                client.get("/kk/search/suggest/", {"q": "каск"})
            counts.append(len(queries))

    assert counts[0] == counts[1] <= 16
