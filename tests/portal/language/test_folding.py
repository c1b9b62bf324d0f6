"""Two spellings of one word fold to the same, and a Cyrillic word is known by its Latin spellings."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import fold, latin, latin_forms


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Қызылорда", "кызылорда"),
        ("кызылорда", "кызылорда"),
        ("Қостанай", "костанаи"),
        ("ӘҒҚҢӨҰҮҺІЁЙ", "агкноуухиеи"),
        ("Qaraǵandy", "qaragandy"),
        ("ámbebap-ǵylymi", "ambebap-gylymi"),
        ("ŪǴ Şymkent Äli", "ug symkent ali"),
        ("ı İ", "i i"),
        ("«Ғылым» – “ордасы”", '"гылым" - "ордасы"'),
        ("Al‑Farabi’s", "al-farabi's"),
        ("  а\t\n\u00a0б\u2028в ", "а б в"),
        ("Ал\x00ма\u00adты\u200b", "алматы"),
        ("№ 5", "5"),
        ("Straße ﬁ", "strasse fi"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_spellings_fold_to_one_form(written, folded):
    assert fold(written) == folded


def test_a_letter_written_with_a_loose_accent_folds_like_the_letter():
    assert fold("и\u0306 е\u0308 q\u0301") == fold("й ё q")


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЙй абв"))
def test_no_letter_that_a_russian_keyboard_lacks_survives_folding(text):
    assert set(fold(text)) <= set("агкноухие бв")


@given(st.text())
def test_upper_and_lower_case_fold_alike(text):
    assert fold(fold(text).upper()) == fold(fold(text).upper().lower())


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("Ғылым", "ghylym"),
        ("Қызылорда", "qyzylorda"),
        ("Павлодар", "pavlodar"),
        ("Объект", "obekt"),
        ("Жетісу облысы", "zhetisu oblysy"),
    ],
)
def test_latin_transliterates_the_letters_as_written(written, spelt):
    assert latin(written) == spelt


@given(st.text())
def test_latin_is_lower_case_ascii(text):
    spelt = latin(text)
    assert spelt.isascii()
    assert spelt == spelt.lower()


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("Павлодар", {"pavlodar"}),
        ("Қызылорда", {"qyzylorda", "kyzylorda", "kizilorda"}),
        ("Ғылым", {"ghylym", "gylym", "gilim"}),
        ("Шымкент", {"shymkent", "shimkent", "symkent"}),
        ("Жетісу", {"zhetisu", "jetisu"}),
        ("Қостанай", {"qostanay", "qostanai", "kostanay", "kostanai"}),
        ("кітапхана", {"kitapkhana", "kitaphana"}),
        ("объект", {"obekt"}),
        ("Pavlodar", set()),
        ("1.2.13", set()),
        ("", set()),
    ],
)
def test_a_cyrillic_word_has_the_latin_spellings_that_people_type(word, typed):
    assert latin_forms(word) == typed


@given(st.text(alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", min_size=1, max_size=40))
def test_latin_spellings_are_few_and_only_ascii_letters(word):
    forms = latin_forms(word)
    assert len(forms) <= 5
    assert all(form.isascii() and form.isalpha() and form == form.lower() for form in forms)


def test_the_package_needs_no_django():
    code = "import sys, portal.language; sys.exit(any(name.startswith('django') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
