"""Dashes and spaces as each language sets them."""

import pytest

from portal.language import quoted, typeset

NB = "\u00a0"


@pytest.mark.parametrize(
    ("text", "language", "set_text"),
    [
        ("Жазба – жоба", "kk", f"Жазба{NB}— жоба"),
        ("Это — вы", "ru", f"Это{NB}— вы"),
        (f"Это{NB}— вы", "ru", f"Это{NB}— вы"),
        ("A draft – not yet", "en", "A draft – not yet"),
        ("9:30–17:30, 9–13 желтоқсан", "kk", "9:30–17:30, 9–13 желтоқсан"),
        ("%(from)s – %(until)s", "ru", "%(from)s – %(until)s"),
        ("Файл больше 2 МБ.", "ru", f"Файл больше 2{NB}МБ."),
        ("600 000 ₸", "kk", f"600 000{NB}₸"),
        ("№ 94-V", "kk", f"№{NB}94-V"),
        ("№ {number}", "kk", f"№{NB}{{number}}"),
        ("12 материал", "kk", "12 материал"),
        ("", "kk", ""),
    ],
)
def test_a_text_is_set_as_its_language_wants(text, language, set_text):
    assert typeset(text, language) == set_text
    assert typeset(set_text, language) == set_text


def test_quotes_are_those_of_the_language():
    assert [quoted("кітап", language) for language in ("kk", "ru", "en")] == ["«кітап»", "«кітап»", "“кітап”"]


def test_quotes_within_quotes_are_the_inner_ones():
    assert quoted("«Отырар» кітапханасы", "kk") == "«„Отырар“ кітапханасы»"
    assert quoted("The “Otrar” library", "en") == "“The ‘Otrar’ library”"
