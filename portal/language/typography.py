"""Typesetting of a text: dashes, and the spaces at which no line may break."""

import re
from typing import Final

_NO_BREAK: Final = "\u00a0"
_EM_DASH: Final = "\u2014"
_INNER: Final = str.maketrans("«»", "„“")
_INNER_IN_ENGLISH: Final = str.maketrans("“”", "‘’")
_DASH: Final = re.compile("[ \u00a0][\u2013\u2014] ")
_UNIT: Final = re.compile(r"(?<=\d) (?=(?:кБ|КБ|МБ|ГБ|kB|MB|GB|млн|млрд|₸|%(?!\())(?!\w))")
_NUMBER_SIGN: Final = re.compile("№ ?(?=[\\d{%])")


def typeset(text: str, language: str) -> str:
    """The same text with the marks of its language.

    In Kazakh and Russian a dash between words is an em dash that does not begin a line; in all languages a number
    stays with its unit, and № with its number. Ranges such as 9–17 have no spaces and are left alone; so is a
    text of nothing but a dash and what will stand at its sides.
    """
    if language != "en" and re.search(r"[^\W\d_]", re.sub(r"%\(\w+\)s|\{\w*\}", "", text)):
        text = _DASH.sub(dash(language), text)
    text = _UNIT.sub(_NO_BREAK, text)
    return _NUMBER_SIGN.sub(f"№{_NO_BREAK}", text)


def dash(language: str) -> str:
    """A dash between two words, with its spaces: an em dash that does not begin a line, in English an en dash."""
    return " \u2013 " if language == "en" else f"{_NO_BREAK}{_EM_DASH} "


def quoted(text: str, language: str) -> str:
    """The text between the quotes of its language: «кітап», “book”; quotes inside it become the inner ones."""
    if language == "en":
        return f"“{text.translate(_INNER_IN_ENGLISH)}”"
    return f"«{text.translate(_INNER)}»"
