"""Numbers, money and file sizes as kk, ru and en write them (CLDR, corrected where noted)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from portal.language.names import check_language

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"

_KILO: Final = 1000
_SIZE_UNITS: Final = {
    "kk": ("кБ", "МБ", "ГБ", "ТБ"),
    "ru": ("кБ", "МБ", "ГБ", "ТБ"),
    "en": ("kB", "MB", "GB", "TB"),
}

Number = int | float | Decimal

LONGEST_KEY: Final = 18  # Digits; more may not fit into a database's number.


def read_key(text: str) -> int:
    """The key of a row as it was sent; 0, which is none, for what cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else 0


def _exactly(number: Number, decimals: int | None) -> Decimal:
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    if not exact.is_finite():
        raise ValueError(f"Not a finite number: {number!r}.")
    if decimals is None:
        return exact
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_number(number: Number, language: str, decimals: int | None = None) -> str:
    """The number with its thousands apart: "1 234 567,50" (kk, ru; no-break spaces), "1,234,567.50" (en).

    `decimals` rounds half up to that many places; without it a number keeps the places it has (give a Decimal
    to keep a last zero). Source: CLDR, except that four-digit numbers are parted in every language. Raises
    ValueError for an unknown language, an infinity or not-a-number.
    """
    check_language(language)
    written = f"{_exactly(number, decimals):,f}"
    if language == "en":
        return written
    return written.replace(",", NO_BREAK_SPACE).replace(".", ",")


def format_money(amount: Number, language: str) -> str:
    """An amount in tenge: "1 234 567,50 ₸" (kk, ru), "₸1,234,567.50" (en); whole amounts without tiyn.

    Source: CLDR's places for the sign. Raises ValueError as `format_number` does.
    """
    check_language(language)
    exact = _exactly(amount, 2)
    number = format_number(abs(exact), language, 0 if exact == exact.to_integral_value() else 2)
    sign = "-" if exact < 0 else ""
    return f"{sign}₸{number}" if language == "en" else f"{sign}{number}{NO_BREAK_SPACE}₸"


def _bytes_word(count: int, language: str) -> str:
    if language == "en":
        return "byte" if count == 1 else "bytes"
    is_few = language == "ru" and count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return "байта" if is_few else "байт"


def format_file_size(size: int, language: str) -> str:
    """A size in bytes for readers: "340 кБ", "1,2 МБ" (kk, ru), "340 kB", "1.2 MB" (en).

    Units of 1000 (SI, hence the small k); one decimal place below ten. Raises ValueError for an unknown
    language or a negative size.
    """
    check_language(language)
    if size < 0:
        raise ValueError(f"A file cannot have {size} bytes.")
    if size < _KILO:
        return f"{size}{NO_BREAK_SPACE}{_bytes_word(size, language)}"
    amount, units = Decimal(size) / _KILO, _SIZE_UNITS[language]
    unit = 0
    # What would be rounded up to 1000 is 1 of the next unit.
    while _exactly(amount, 0) >= _KILO and unit < len(units) - 1:
        amount, unit = amount / _KILO, unit + 1
    tenths = _exactly(amount, 1)
    decimals = 1 if tenths < 10 and tenths != tenths.to_integral_value() else 0
    return f"{format_number(amount, language, decimals)}{NO_BREAK_SPACE}{units[unit]}"
