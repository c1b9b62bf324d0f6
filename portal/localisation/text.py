"""Words in a language, and which language stands in when they are missing."""

from typing import NamedTuple, Never, Self, overload

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


class Localised:
    """A text that a model keeps in a column for each language, read in the reader's or the nearest that has it.

    `name = Localised("name")` reads `name_kk`, `name_ru` and `name_en`, which stay written out in the model, so that
    forms, queries and the type checker know each of them.
    """

    def __init__(self, field: str) -> None:
        self.field = field

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order kk, ru, en."""
        return tuple(f"{self.field}_{code}" for code in LANGUAGES)

    @overload
    def __get__(self, thing: None, model: type | None = None) -> Self: ...

    @overload
    def __get__(self, thing: object, model: type | None = None) -> LocalisedText: ...

    def __get__(self, thing: object | None, model: type | None = None) -> Self | LocalisedText:
        return self if thing is None else text_in(thing, self.field)

    def __set__(self, thing: object, value: Never) -> Never:
        raise AttributeError(f"{self.field} is read from its columns, and written to them")


def text_in(thing: object, field: str, language: str | None = None) -> LocalisedText:
    """The text of `<field>_kk`, `_ru` or `_en` of a thing, in `language` or the nearest that has it; else empty."""
    language = language or active_language()
    for code in fallback_order(language):
        if text := getattr(thing, f"{field}_{code}"):
            return LocalisedText(text, code)
    return LocalisedText("", language)
