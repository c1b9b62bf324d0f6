"""Addresses in ASCII for titles in any of the three languages."""

import re
import unicodedata
from typing import Final

from portal.language.folding import clean, latin

_APOSTROPHE: Final = re.compile(r"['\"]+")
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def slug(text: str, max_length: int = 80) -> str:
    """Lower-case ASCII words joined by hyphens: "Ғылым ордасы" → "ghylym-ordasy".

    As slugify(anyascii(text)), for Django's slugify alone gives '' for Cyrillic; pictographs are left out. At
    most `max_length` characters, cut between words (inside one only when the first word alone is too long).
    Empty only when the text holds no letter and no digit.
    """
    spelt = latin("".join(sign for sign in text if unicodedata.category(sign) != "So"))
    whole = _NOT_SLUG.sub("-", _APOSTROPHE.sub("", spelt)).strip("-") or _code_points(text)
    if len(whole) <= max_length:
        return whole
    cut, boundary, _ = whole[: max_length + 1].rpartition("-")
    return cut if boundary else whole[:max_length]


def _code_points(text: str) -> str:
    """A last resort for letters without an ASCII spelling, such as a lone ъ: "u44a"."""
    return "-".join(f"u{ord(letter):x}" for letter in clean(text) if letter.isalnum())
