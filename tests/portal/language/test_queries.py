"""What somebody typed is read in every way that may have been meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import LANGUAGES, Kind, readings_of, terms_of


def best(query, text, query_language="kk", text_language="kk"):
    """How much each word of the query counts in the text, 0 where it is not met; as an engine has to do it."""
    held = {term for token in terms_of(text, text_language) for term in token.terms.by_kind()}
    return [
        max((reading.weight for reading in word.readings if (reading.kind, reading.term) in held), default=0)
        for word in readings_of(query, query_language)
    ]


@pytest.mark.parametrize(
    "query",
    [
        "кітапхана",
        "кітапханаларды",
        "китапхана",
        "китапханаларды",
        "kitaphana",
        "kıtaphana",
        "kitapkhanalardy",
        "rbnfg[fyf",
        "r3nfg[fyf",
        "КІТАПХАНА",
    ],
)
def test_every_way_to_type_a_word_finds_it(query):
    assert all(best(query, "Ұлттық кітапханасының қоры"))


@pytest.mark.parametrize(
    ("query", "text", "language"),
    [
        ("Qazaqstan", "Қазақстанның", "kk"),
        ("Kazakhstan", "Қазақстанда", "kk"),
        ("kizilorda", "Қызылордада", "kk"),
        ("Qyzylorda", "Кызылорда", "ru"),
        ("қызылорда", "Kyzylorda library", "en"),
        ("biblioteki", "в библиотеках", "ru"),
        ("библиотекам", "библиотеками", "ru"),
        ("vf45scnfe", "Маңғыстауда", "kk"),
        ("j,kscs", "облысы", "kk"),
        (",b,kbjntrf", "библиотека", "ru"),
        ("дшикфкн", "Libraries", "en"),
        ("library", "Libraries", "en"),
        ("Нұр-Сұлтан", "Нұрсұлтан", "kk"),
        ("нурсултан", "Нұр-Сұлтан", "kk"),
        ("елка", "ёлки", "ru"),
    ],
)
def test_letters_layouts_and_languages_are_bridged(query, text, language):
    assert all(best(query, text, text_language=language))


def test_exact_counts_more_than_a_stem_and_that_more_than_folded_letters():
    exact, stem, folded = (best("қала", text)[0] for text in ("қала", "қалалар", "кала"))
    assert exact > stem > folded > 0


def test_what_was_recognised_or_mended_counts_less_than_what_was_typed():
    assert best("кітап", "кітап") > best("kitap", "кітап") > [0]
    assert best("китап", "китап") > best("rbnfg", "китап") > [0]


@pytest.mark.parametrize(("query", "text"), [("бала", "балық"), ("кітапхана", "кітапханашы"), ("тыс", "тіс")])
def test_words_alike_are_not_met(query, text):
    assert best(query, text) == [0]


@pytest.mark.parametrize("query", ["by the way", "e-mail", "covid-19", "2026"])
def test_what_makes_sense_as_typed_is_not_mended(query):
    readings = [reading for word in readings_of(query, "en") for reading in word.readings]
    assert not any(reading.kind is Kind.EXACT and not reading.term.isascii() for reading in readings)


def test_readings_are_the_weightiest_first_without_repeats():
    (word,) = readings_of("китапханаларды", "kk")
    weights = [reading.weight for reading in word.readings]

    assert weights == sorted(weights, reverse=True)
    assert len({(reading.kind, reading.term) for reading in word.readings}) == len(word.readings)
    assert word.readings[0].marked == "=китапханаларды"


def test_words_have_few_readings():
    for query in (
        "kitaphanalarymyzdyn",
        "китапханаларымыздын",
        "библиотеками",
        "libraries",
        "rbnfg[fyfkfhls4",
    ):
        assert all(len(word.readings) <= 30 for word in readings_of(query, "kk"))


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="de"):
        readings_of("Buch", "de")


@pytest.mark.parametrize(
    "query", ["\x00", "\"' () * - : ^", "😀", "\u202eشيء", "a" * 10_000, "қ " * 5_000, ",;'[]=-"]
)
def test_strange_queries_do_not_fail(query):
    for word in readings_of(query, "kk"):
        assert word.readings


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_no_query_fails_and_every_weight_is_a_share(query, language):
    for word in readings_of(query, language):
        assert all(0 < reading.weight <= 1 and reading.term for reading in word.readings)


@given(st.text(alphabet="абвгдәғқңөіл abc", max_size=30), st.sampled_from(LANGUAGES))
def test_a_text_is_found_by_its_own_words(text, language):
    assert all(best(text, text, language, language))
