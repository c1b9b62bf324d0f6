"""Words in a language, and which language stands in when they are missing."""

from typing import NamedTuple

from django.utils.translation import get_language

from portal.language import LANGUAGES, fallback_order


class LocalisedText(NamedTuple):
    """A text and the language it is really in, so that a page can mark it with `lang`."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def active_language() -> str:
    """The reader's language: one of the three, Kazakh when Django has another or none."""
    language = (get_language() or "kk")[:2]
    return language if language in LANGUAGES else "kk"


def text_in(thing: object, field: str, language: str | None = None) -> LocalisedText:
    """The text of `<field>_kk`, `_ru` or `_en` of a thing, in `language` or the nearest that has it; else empty."""
    language = language or active_language()
    for code in fallback_order(language):
        if text := getattr(thing, f"{field}_{code}"):
            return LocalisedText(text, code)
    return LocalisedText("", language)
