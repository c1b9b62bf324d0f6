"""The three languages, their names and the order in which texts fall back."""

import re

import pytest

from portal.language import (
    LANGUAGE_PATTERN,
    LANGUAGES,
    fallback_order,
    language_name,
    own_language_name,
    written_in,
)


def test_kazakh_is_listed_first():
    assert LANGUAGES == ("kk", "ru", "en")


@pytest.mark.parametrize(
    ("language", "order"),
    [("kk", ("kk", "ru", "en")), ("ru", ("ru", "kk", "en")), ("en", ("en", "ru", "kk"))],
)
def test_a_reader_is_offered_the_own_language_first_then_the_likeliest(language, order):
    assert fallback_order(language) == order


@pytest.mark.parametrize("language", ["de", "", "KK", "kk-kz"])
def test_an_unknown_language_is_refused(language):
    for ask in (fallback_order, own_language_name, lambda code: language_name("kk", code)):
        with pytest.raises(ValueError, match="Unknown language"):
            ask(language)


def test_a_pattern_has_the_languages_as_alternatives():
    assert [code for code in (*LANGUAGES, "de") if re.fullmatch(LANGUAGE_PATTERN, code)] == list(LANGUAGES)


def test_each_language_is_named_in_each():
    assert [[language_name(code, reader) for code in LANGUAGES] for reader in LANGUAGES] == [
        ["қазақша", "орысша", "ағылшынша"],
        ["казахский", "русский", "английский"],
        ["Kazakh", "Russian", "English"],
    ]


def test_the_switcher_names_languages_in_themselves():
    assert [own_language_name(code) for code in LANGUAGES] == ["Қазақша", "Русский", "English"]


def test_a_badge_says_in_which_language_a_text_is():
    assert [written_in("ru", reader) for reader in LANGUAGES] == ["орысша", "на русском", "in Russian"]
