"""Names sort as Kazakh, Russian and English readers expect."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import LANGUAGES, sort_key

KAZAKH = list("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ")
RUSSIAN = list("АӘБВГҒДЕЖЗИІЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫЬЭЮЯ")
LATIN = list(string.ascii_uppercase)
DIGITS = list(string.digits)


def in_order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: sort_key(name, language))


@pytest.mark.parametrize(
    ("language", "alphabet"),
    [("kk", DIGITS + KAZAKH + LATIN), ("ru", DIGITS + RUSSIAN + LATIN), ("en", DIGITS + LATIN + KAZAKH)],
)
def test_digits_and_letters_follow_the_alphabet_of_the_language(language, alphabet):
    assert in_order(alphabet[::-1], language) == alphabet


@given(st.lists(st.text(alphabet="".join(KAZAKH), min_size=1, max_size=12), max_size=8))
def test_kazakh_words_sort_letter_by_letter(words):
    expected = sorted(words, key=lambda word: [KAZAKH.index(letter) for letter in word])
    assert in_order(words, "kk") == expected


def test_kazakh_cities_are_in_their_places():
    cities = [
        "Ақтау",
        "Ақтөбе",
        "Астана",
        "Жезқазған",
        "Көкшетау",
        "Қарағанды",
        "Қонаев",
        "Орал",
        "Өскемен",
        "Ұлытау",
    ]
    assert in_order(cities[::-1], "kk") == cities


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shorter_first_word_comes_first(language):
    names = ["Ақ", "Ақ бота", "Ақ-сай", "Ақбота"]
    assert in_order(names[::-1], language) == names


@pytest.mark.parametrize("language", LANGUAGES)
def test_case_quotes_and_punctuation_do_not_count(language):
    names = ("«Ғылым» КГУ", "ғылым, кгу", '"ҒЫЛЫМ" — КГУ', "Ғылым\x00 КГУ")
    assert len({sort_key(name, language) for name in names}) == 1


def test_yo_sorts_as_ye_in_russian_only():
    assert sort_key("Ёлка", "ru") == sort_key("Елка", "ru")
    assert sort_key("Ёлка", "kk") > sort_key("Ея", "kk")


def test_other_letters_sort_by_their_latin_spelling_or_the_letter_they_derive_from():
    assert sort_key("Éluard", "en") == sort_key("Eluard", "en")
    assert sort_key("中文", "kk") == sort_key("zhongwen", "kk")


def test_signs_alone_have_an_empty_key():
    assert sort_key("«—» 😀", "kk") == ""


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_key_is_an_even_number_of_digits_and_no_longer_than_asked(text, language):
    key = sort_key(text, language)
    assert set(key) <= set(string.digits)
    assert len(key) % 2 == 0
    assert len(key) <= 120
    assert sort_key(text, language, max_length=21) == key[:20]


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="Unknown language"):
        sort_key("Ақ", "de")
