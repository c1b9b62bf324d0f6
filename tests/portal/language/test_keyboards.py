"""Words typed in the wrong layout."""

import pytest

from portal.language.keyboards import as_cyrillic, as_latin, looks_latin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rbnfg", "китап"),
        ("vf45scnfe", "маңғыстау"),
        ("0fpf0cnfy", "қазақстан"),
        (",b,kbjntrf", "библиотека"),
        ("rbnfg.", "китап"),
        ("<b,kbjntrf", "библиотека"),
    ],
)
def test_latin_keys_give_the_cyrillic_word(typed, meant):
    assert meant in as_cyrillic(typed)


@pytest.mark.parametrize("typed", ["2026", "covid-19", "1.2.13", "қала", "", "a" * 1000])
def test_what_is_no_word_in_the_other_layout_is_left(typed):
    assert as_cyrillic(typed) == ()


def test_cyrillic_keys_give_the_latin_word():
    assert as_latin("дшикфкн") == "library"


@pytest.mark.parametrize("typed", ["қала", "library", "nаuка", "облысы", ""])
def test_what_is_no_latin_word_is_left(typed):
    assert as_latin(typed) == ""


@pytest.mark.parametrize(
    ("word", "is_latin"), [("library", True), ("e-mail", True), ("rbnfg", False), ("j,ksce", False)]
)
def test_vowels_and_signs_tell_a_latin_word(word, is_latin):
    assert looks_latin(word) is is_latin
