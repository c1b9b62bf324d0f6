"""The three languages of the portal, their names, and where to look when a text is missing in one."""

from typing import Final

LANGUAGES: Final[tuple[str, ...]] = ("kk", "ru", "en")
"""Language codes in the order of every menu: Kazakh, the state language, first."""

LANGUAGE_PATTERN: Final = "|".join(LANGUAGES)
"""Alternatives of a regular expression that any language code meets; put them in a group."""

_FALLBACK_ORDER: Final = {
    "kk": ("kk", "ru", "en"),
    "ru": ("ru", "kk", "en"),
    "en": ("en", "ru", "kk"),
}

_OWN_NAMES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

_NAMES: Final = {
    "kk": {"kk": "қазақша", "ru": "орысша", "en": "ағылшынша"},
    "ru": {"kk": "казахский", "ru": "русский", "en": "английский"},
    "en": {"kk": "Kazakh", "ru": "Russian", "en": "English"},
}

_WRITTEN_IN: Final = {
    "kk": _NAMES["kk"],
    "ru": {"kk": "на казахском", "ru": "на русском", "en": "на английском"},
    "en": {"kk": "in Kazakh", "ru": "in Russian", "en": "in English"},
}


def check_language(language: str) -> str:
    """Return `language` if it is one of `LANGUAGES`; raise ValueError if not."""
    if language not in LANGUAGES:
        raise ValueError(f"Unknown language {language!r}: expected one of {', '.join(LANGUAGES)}.")
    return language


def fallback_order(language: str) -> tuple[str, ...]:
    """Languages to try for a reader of `language`, the reader's own first.

    Most readers of Kazakh read Russian and the other way round; an English reader is more likely to
    meet Russian first. Raises ValueError for an unknown language.
    """
    return _FALLBACK_ORDER[check_language(language)]


def language_name(code: str, in_language: str) -> str:
    """Name of the language `code` as a word of `in_language`: ru in kk is "орысша".

    The Kazakh names are the adverbs that Kazakh interfaces use ("қазақша", not CLDR's "қазақ тілі");
    Russian and English are CLDR's. Raises ValueError for an unknown language.
    """
    return _NAMES[check_language(in_language)][check_language(code)]


def own_language_name(code: str) -> str:
    """Name of the language in itself, for the language switcher: "Қазақша", "Русский", "English".

    Raises ValueError for an unknown language.
    """
    return _OWN_NAMES[check_language(code)]


def written_in(code: str, in_language: str) -> str:
    """Words for "in the language `code`", in `in_language`: "орысша", "на русском", "in Russian".

    For badges and messages about texts shown in another language. Raises ValueError for an unknown language.
    """
    return _WRITTEN_IN[check_language(in_language)][check_language(code)]
