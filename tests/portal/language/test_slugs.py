"""Titles in any language give readable ASCII addresses."""

import re

import pytest
from anyascii import anyascii
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from portal.language import slug


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Ғылым ордасы", "ghylym-ordasy"),
        ("Қазақстан Республикасының Ұлттық кітапханасы", "qazaqstan-respublikasynyng-ulttyq-kitapkhanasy"),
        ("Объект «А» — №1", "obekt-a-1"),
        ("Children's library", "childrens-library"),
        ("😀 Жаңалық", "zhangalyq"),
        ("ъ", "u44a"),
        ("«…»", ""),
        ("", ""),
    ],
)
def test_a_title_becomes_ascii_words_joined_by_hyphens(title, address):
    assert slug(title) == address


@given(st.text(alphabet="аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя abcxyz019-", max_size=60))
def test_a_slug_equals_djangos_slugify_of_anyascii(title):
    assert slug(title, max_length=500) == slugify(anyascii(title))


def test_a_long_slug_is_cut_between_words():
    assert slug("алма ана бала", max_length=8) == "alma-ana"
    assert slug("алма ана бала", max_length=10) == "alma-ana"


def test_a_single_long_word_is_cut_inside():
    assert slug("а" * 100) == "a" * 80


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_slug_is_clean_and_short_enough(title, max_length):
    address = slug(title, max_length)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", address)
    assert len(address) <= max_length


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Lo", "Nd"]), min_size=1))
def test_letters_and_digits_always_give_an_address(title):
    assert slug(title) != ""
