"""The words of demo news, by language and item. An item may be missing in a language, as on a real portal."""

from . import en, kk, ru

TEXTS = {"kk": kk.TEXTS, "ru": ru.TEXTS, "en": en.TEXTS}
