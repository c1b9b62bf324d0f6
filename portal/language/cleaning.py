"""Takes out of a text the signs that nobody types and that break machines: control signs and invisible ones.

Three degrees: a text keeps its lines, tabs and all format signs; a line is one line and nothing turns its direction
round; a heading and an address hold no format sign at all. What Unicode calls unassigned or private stays: it harms
nobody, and a letter of next year is unassigned today. Clean twice is clean once.
"""

import json
import re
from collections.abc import Callable
from typing import Any, Final

_LINE_BREAKS: Final = re.compile(r"\r\n?")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # Cc but for tab and line breaks.
_NONCHARACTERS: Final = "".join(
    [
        "\ufdd0-\ufdef",
        *(chr(plane | end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)),
    ]
)
_NO_LETTERS: Final = re.compile(f"[\ud800-\udfff{_NONCHARACTERS}]")  # Surrogates and noncharacters.
_BREAKS: Final = re.compile(r"[\t\n\u2028\u2029]")
_DIRECTIONS: Final = re.compile(
    r"[\u202a-\u202e\u2066-\u2069]"
)  # Embeddings, overrides, isolates, their ends.
# Cf of Unicode 16: the soft hyphen, joiners, marks of direction, the byte order mark, tags and the like.
_FORMATS: Final = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)

_JSON_STARTS: Final = ("{", "[")
_ESCAPED: Final = re.compile(
    r"\\(?:u00[01789]|u[dD][89a-fA-F]|u[fF][dDfF]|[bf])"
)  # How JSON may write an odd sign.


def clean_text(text: str) -> str:
    """A text of many lines: control signs become spaces, line breaks \\n; noncharacters and lone surrogates go."""
    return _NO_LETTERS.sub("", _CONTROLS.sub(" ", _LINE_BREAKS.sub("\n", text)))


def clean_line(text: str) -> str:
    """A text of one line: tabs and line breaks become spaces, too, and what turns the direction of writing goes."""
    return _DIRECTIONS.sub("", _BREAKS.sub(" ", clean_text(text)))


def clean_heading(text: str) -> str:
    """A name or title: one line without any invisible sign, so that two that look alike are alike."""
    return _FORMATS.sub("", clean_line(text))


def clean_address(text: str) -> str:
    """A web or e-mail address, or a part of one: one line without invisible signs, without spaces at its ends."""
    return clean_heading(text).strip()


def clean_json(text: str) -> str:
    """A text that may be JSON, as programs send it: what it writes with escapes (\\u000b) is cleaned, too."""
    text = clean_text(text)
    if not (text.startswith(_JSON_STARTS) and _ESCAPED.search(text)):
        return text
    try:
        data = json.loads(text)
        cleaned = clean_data(data, clean_json)
        return text if cleaned == data else json.dumps(cleaned, allow_nan=False)
    except (ValueError, RecursionError):  # No JSON, or nested deeper than anybody writes.
        return text


def clean_data(data: Any, clean: Callable[[str], str] = clean_text) -> Any:
    """Returns JSON data with each text and each name in it cleaned; other values as they are."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, dict):
        return {clean_data(name, clean): clean_data(value, clean) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [clean_data(value, clean) for value in data]
    return data
