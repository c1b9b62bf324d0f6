"""What is taken out of texts, lines, headings and addresses, by the classes of Unicode."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import clean_address, clean_data, clean_heading, clean_json, clean_line, clean_text

ALL_SIGNS = [chr(number) for number in range(0x110000)]
# `st.text()` leaves out surrogates by itself.
TEXTS = st.text(st.characters(exclude_categories=()))
DEGREES = [clean_text, clean_line, clean_heading, clean_address]


def is_noncharacter(sign: str) -> bool:
    return 0xFDD0 <= ord(sign) <= 0xFDEF or ord(sign) & 0xFFFE == 0xFFFE


def test_of_every_sign_of_unicode_the_text_keeps_what_is_a_letter_tab_or_line_break():
    for sign in ALL_SIGNS:
        if sign in "\t\n":
            right = sign
        elif sign == "\r":
            right = "\n"
        elif unicodedata.category(sign) == "Cc":
            right = " "
        else:
            right = "" if unicodedata.category(sign) == "Cs" or is_noncharacter(sign) else sign
        assert clean_text(sign) == right, hex(ord(sign))


def test_of_every_sign_of_unicode_a_heading_keeps_no_format_sign():
    for sign in ALL_SIGNS:
        if unicodedata.category(sign) == "Cf":
            assert clean_heading(f"a{sign}b") == "ab", hex(ord(sign))
        elif clean_text(sign) == sign and sign not in "\t\n\u2028\u2029":
            assert clean_heading(sign) == sign or unicodedata.category(sign) == "Cn", hex(ord(sign))


def test_a_line_keeps_joiners_and_soft_hyphens_but_no_change_of_direction():
    assert clean_line("кі\u00adтап 👩\u200d🏫 می\u200cخواهم") == "кі\u00adтап 👩\u200d🏫 می\u200cخواهم"
    assert clean_line("\u202eabc\u2066d\u2069\te\nf\u2028g") == "abcd e f g"


def test_line_breaks_of_all_systems_are_one():
    assert clean_text("a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_an_address_has_no_spaces_at_its_ends():
    assert clean_address("\ufeff https://example.org/\u200b\x0b") == "https://example.org/"


@pytest.mark.parametrize("degree", DEGREES)
@given(text=TEXTS)
def test_clean_twice_is_clean_once(degree, text):
    assert degree(degree(text)) == degree(text)


@given(text=TEXTS)
def test_each_degree_takes_what_the_one_before_takes(text):
    assert clean_heading(text) == clean_heading(clean_line(text)) == clean_heading(clean_text(text))
    clean_text(text).encode()  # No surrogate is left.


@given(text=st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_what_people_type_is_left_alone(text):
    assert clean_heading(text) == text


def test_data_is_clean_in_its_depth():
    data = {"a\x0b": ["b\x00", {"c": "d\ufffe"}, 1, None, True]}
    assert clean_data(data) == {"a ": ["b ", {"c": "d"}, 1, None, True]}


def test_json_is_clean_in_its_escapes_and_in_the_json_within():
    inner = json.dumps([{"text": "a\x0bb\ud800"}])
    assert json.loads(json.loads(clean_json(json.dumps({"body": inner})))["body"]) == [{"text": "a b"}]


@pytest.mark.parametrize(
    "text", ['{"a": "\\n ü"}', "[not \\u000b json", "C:\\u000b", "[" * 100_000 + "\\u000b"]
)
def test_what_is_no_json_or_clean_is_left_as_it_is_written(text):
    assert clean_json(text) == text
