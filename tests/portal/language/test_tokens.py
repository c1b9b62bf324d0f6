"""Texts are cut into words, and words stand for terms that queries meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import fold, latin_forms, query_terms, search_terms, tokenise, word_terms


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Батыс-Қазақстан облысы", ["батыс", "казакстан", "облысы"]),
        ("Л.Н.Толстой атындағы", ["л", "н", "толстои", "атындагы"]),
        ("1.2.13 Units", ["1.2.13", "units"]),
        ("Бөлім 1. 2026", ["болим", "1", "2026"]),
        ("Children's library", ["children", "s", "library"]),
        ("«КГУ» №5", ["кгу", "5"]),
        ("snake_case", ["snake", "case"]),
        ("и\u0306од", ["иод"]),
        ("ب\u064eت", ["بت"]),
        ("\x00", []),
        ("😀 …", []),
        ("", []),
    ],
)
def test_words_are_letters_and_digits_folded(text, tokens):
    assert tokenise(text) == tokens


@pytest.mark.parametrize("text", ["қ" * 10_000, "қ " * 5_000, "\x00" * 10_000, "😀" * 10_000, "1." * 5_000])
def test_long_and_strange_texts_do_not_fail(text):
    assert len(tokenise(text)) <= len(text)
    assert len(query_terms(text)) <= len(text)


@given(st.text())
def test_no_text_makes_the_cutting_fail(text):
    assert len(query_terms(text)) <= len(search_terms(text))
    assert all(token == fold(token) and token for token in tokenise(text))


@given(st.text())
def test_tokens_stay_what_they_are_when_cut_again(text):
    assert tokenise(" ".join(tokenise(text))) == tokenise(text)


def test_a_cyrillic_word_is_indexed_folded_first_then_in_latin():
    assert word_terms("Қызылорда") == ("кызылорда", "kizilorda", "kyzylorda", "qyzylorda")


def test_a_text_is_indexed_word_by_word_in_order_with_repeats():
    assert search_terms("Ана LARK ана 1.2") == ["ана", "ana", "lark", "ана", "ana", "1.2"]


@pytest.mark.parametrize(
    "query",
    ["қызылорда", "кызылорда", "Қызылорда", "Qyzylorda", "Kyzylorda", "Kizilorda", "QYZYLORDA", "qyzylorda"],
)
def test_every_way_to_type_a_city_finds_it(query):
    assert _finds(query, "Қызылорда облыстық кітапханасы")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("павлодар", "Pavlodar Regional Library"),
        ("Pavlodar", "Павлодар қаласы"),
        ("Ғылым", "Gylym Ordasy"),
        ("ғылыми кітапхана", "ámbebap-ǵylymi kitaphana"),
        ("ambebap gylymi", "Әмбебап ғылыми кітапхана"),
        ("толстой", "Л.Н.Толстой атындағы"),
    ],
)
def test_cyrillic_and_latin_find_each_other(query, text):
    assert _finds(query, text)


def test_every_word_of_a_query_must_be_met():
    assert not _finds("қызылорда павлодар", "Қызылорда")


def test_a_latin_word_of_a_query_stands_for_itself_and_repeats_count_once():
    assert query_terms("Qaraǵandy qaragandy 5") == [frozenset({"qaragandy"}), frozenset({"5"})]


def test_a_cyrillic_word_of_a_query_also_stands_for_its_latin_spellings():
    assert query_terms("Ғылым") == [frozenset({"гылым"}) | latin_forms("Ғылым")]


def _finds(query: str, text: str) -> bool:
    indexed = set(search_terms(text))
    return all(alternatives & indexed for alternatives in query_terms(query))
