"""The explanation of an order is the order: its sums are what the engine gave."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.content.searchable import SIGNED_IN
from portal.language import fallback_order
from search import engines
from search.engines.base import Ask
from search.models import SynonymGroup
from search.models.synonym_group import synonyms_for
from search.query.analysis import understand
from search.staff.explanation import explain

pytestmark = pytest.mark.usefixtures("empty_index")
WORDS = [
    "кітап",
    "кітапхана",
    "кітапханашы",
    "қалада",
    "семинарлар",
    "облысы",
    "жоба",
    "библиотека",
    "мастер",
]


@pytest.fixture(autouse=True)
def _one_group(db):
    SynonymGroup.objects.all().delete()
    for language in ("kk", "ru", "en"):
        SynonymGroup.objects.create(language=language, words="кітапхана, библиотека, оқу залы")


@pytest.fixture
def many(scatter):
    scatter(WORDS, 40, seed=11)


@pytest.mark.parametrize(
    "text",
    [
        "кітапхана",
        "оқу залы",
        "кітап семинарлар",
        "kitaphana",
        "китап жоба",
        "кітап қала семинар облыс жоба",
        "кітап жоқ",
    ],
)
def test_the_totals_are_what_the_engine_gave(many, text, language):
    query = understand(text, language, synonyms_for(language))
    today = timezone.localdate()
    ask = Ask(query, fallback_order(language), today)
    answer = engines.find(ask)
    if not answer.counts:
        answer = engines.find(Ask(query, ask.languages, today, needs_all_words=False))

    found = explain(text, language)

    assert [why.shown.pk for why in found.hits] == answer.ids
    assert answer.ids
    assert [why.total for why in found.hits] == pytest.approx(answer.points, abs=0.002)  # The engine rounds.


def test_it_says_how_and_where_each_word_is_met(document):
    document("Қызылордадағы библиотека", names=["Кызылорда"], body="кітапханалар", kind="page")

    (why,) = explain("қызылорда кітапхана", "kk").hits

    assert [(m.word, m.way, m.place, m.points) for m in why.meetings] == [
        ("қызылорда", "stem", "title", 28.0),
        ("қызылорда", "folded", "names", 8.0),
        ("кітапхана", "synonym", "title", 16.0),
        ("кітапхана", "stem", "body", 0.7),
    ]
    assert (why.sum, why.of_language, why.of_age, why.total) == (52.7, 1.0, 1.0, 52.7)


def test_it_says_what_language_and_age_take_away(document):
    document("Каскад", kind="news", language="ru", day=timezone.localdate() - timedelta(days=180))

    (why,) = explain("каскад", "kk").hits

    assert (why.sum, why.of_language, round(why.of_age, 6), round(why.total, 6)) == (40.0, 0.5, 0.9, 18.0)


def test_a_thing_that_is_not_found_is_told_what_it_lacks(document):
    document("Каскад")
    found = explain("каскад әдісі", "kk", "https://portal.example.org/kk/1/")
    assert (found.needs_all_words, found.hits[0].missing) == (False, ("әдісі",))

    document("Каскад әдісі")
    asked_about = explain("каскад әдісі", "kk", "/kk/1/").asked_about
    assert (asked_about.is_found, asked_about.missing) == (False, ("әдісі",))


def test_a_thing_below_the_first_ones_is_explained_too(document):
    for number in range(12):
        document(f"Каскад {number}")
    document("Басқа", body="каскад")

    asked_about = explain("каскад", "kk", "/kk/13/").asked_about

    assert (asked_about.is_found, asked_about.number, asked_about.total) == (True, 0, 1.0)


def test_nothing_is_told_of_what_is_not_open_to_everybody(document):
    document("Каскад", access=SIGNED_IN)

    found = explain("каскад", "kk", "/kk/1/")

    assert (found.hits, found.asked_about) == ([], None)


def test_no_words_are_no_question(db):
    assert explain("!!!", "kk").hits == []
