"""All romanisations of a word share a skeleton."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language.romanisation import coarse, skeleton, skeletons, to_russian


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("кітапхана", "китапхана kitaphana kıtaphana kitapkhana"),
        ("қызылорда", "кызылорда qyzylorda kyzylorda"),
        ("маңғыстау", "mangystau mañğystau manghystau"),
        ("ғылым", "ğylym gylym ghylym ǵylym"),
        ("қазақстан", "qazaqstan kazakstan"),
        ("шымкент", "şymkent shymkent"),
        ("ұлытау", "ūlytau ulytaw"),
        ("абай", "abai abay"),
        ("жетісу", "jetisu zhetisu jetisý"),
        ("россия", "rossiya rossiia"),
    ],
)
def test_spellings_of_a_word_share_its_skeleton(word, spellings):
    assert {skeleton(spelling) for spelling in spellings.split()} == {skeleton(word)}


def test_i_and_y_are_apart_in_the_skeleton_and_one_in_the_coarse():
    assert skeleton("kizilorda") != skeleton("қызылорда")
    assert coarse("kizilorda") == coarse("қызылорда")


def test_unlike_words_have_unlike_skeletons():
    assert skeleton("тыс") != skeleton("тіс")


def test_a_lexicon_is_spelt_as_its_words_are():
    words = ["кітапхана", "россия", "маңғыстау", "үй", "ою"]
    assert skeletons("\n".join(words)).split("\n") == [skeleton(word) for word in words]


@pytest.mark.parametrize(
    ("typed", "meant"), [("biblioteki", "библиотеки"), ("shkola", "школа"), ("moskovskiy", "московский")]
)
def test_latin_typed_russian_is_read(typed, meant):
    assert to_russian(typed) == meant


@given(st.text())
def test_a_skeleton_is_plain_and_its_own_skeleton(text):
    spelt = skeleton(text.lower())
    assert spelt.isascii()
    assert skeleton(skeleton(spelt)) == skeleton(spelt)
