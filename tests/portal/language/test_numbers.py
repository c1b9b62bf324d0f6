"""Numbers, money and file sizes are written as each language writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import LANGUAGES, format_file_size, format_money, format_number

NBSP = "\N{NO-BREAK SPACE}"


def spaced(text: str) -> str:
    """The expected text, written here with plain spaces where no-break spaces stand."""
    return text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("number", "decimals", "kazakh", "english"),
    [
        (1234567.5, 2, "1 234 567,50", "1,234,567.50"),
        (Decimal("1234567.50"), None, "1 234 567,50", "1,234,567.50"),
        (1234, None, "1 234", "1,234"),
        (0, None, "0", "0"),
        (-1234.5, None, "-1 234,5", "-1,234.5"),
        (2.5, 0, "3", "3"),
        (1e21, None, "1 000 000 000 000 000 000 000", "1,000,000,000,000,000,000,000"),
    ],
)
def test_thousands_are_apart_and_the_decimal_sign_is_that_of_the_language(number, decimals, kazakh, english):
    written = [format_number(number, language, decimals) for language in LANGUAGES]
    assert written == [spaced(kazakh), spaced(kazakh), english]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_not_a_number_is_refused(number):
    with pytest.raises(ValueError, match="Not a finite number"):
        format_number(number, "kk")


@given(st.integers())
def test_no_digit_is_lost(number):
    for language in LANGUAGES:
        assert int(format_number(number, language).replace(NBSP, "").replace(",", "")) == number


@pytest.mark.parametrize(
    ("amount", "kazakh", "english"),
    [
        (25000, "25 000 ₸", "₸25,000"),
        (Decimal("1234567.5"), "1 234 567,50 ₸", "₸1,234,567.50"),
        (Decimal("10.00"), "10 ₸", "₸10"),
        (Decimal("-3.255"), "-3,26 ₸", "-₸3.26"),
    ],
)
def test_money_is_in_tenge_without_empty_tiyn(amount, kazakh, english):
    written = [format_money(amount, language) for language in LANGUAGES]
    assert written == [spaced(kazakh), spaced(kazakh), english]


@pytest.mark.parametrize(
    ("size", "kazakh", "russian", "english"),
    [
        (0, "0 байт", "0 байт", "0 bytes"),
        (1, "1 байт", "1 байт", "1 byte"),
        (2, "2 байт", "2 байта", "2 bytes"),
        (12, "12 байт", "12 байт", "12 bytes"),
        (999, "999 байт", "999 байт", "999 bytes"),
        (1000, "1 кБ", "1 кБ", "1 kB"),
        (340_400, "340 кБ", "340 кБ", "340 kB"),
        (999_600, "1 МБ", "1 МБ", "1 MB"),
        (1_234_567, "1,2 МБ", "1,2 МБ", "1.2 MB"),
        (9_960_000, "10 МБ", "10 МБ", "10 MB"),
        (2_500_000_000, "2,5 ГБ", "2,5 ГБ", "2.5 GB"),
        (10**15, "1 000 ТБ", "1 000 ТБ", "1,000 TB"),
    ],
)
def test_file_sizes_have_a_number_and_a_unit(size, kazakh, russian, english):
    written = [format_file_size(size, language) for language in LANGUAGES]
    assert written == [spaced(kazakh), spaced(russian), spaced(english)]


def test_a_negative_size_is_refused():
    with pytest.raises(ValueError, match="-1 bytes"):
        format_file_size(-1, "kk")


@pytest.mark.parametrize("write", [format_number, format_money, format_file_size])
def test_an_unknown_language_is_refused(write):
    with pytest.raises(ValueError, match="Unknown language"):
        write(5, "de")
