"""The words of demo news, by language and item. An item may be missing in a language, as on a real portal."""

from portal.blocks.written import Part

from . import en, kk, ru

# Title, summary and body by language and key.
TEXTS: dict[str, dict[str, tuple[str, str, list[Part]]]] = {"kk": kk.TEXTS, "ru": ru.TEXTS, "en": en.TEXTS}
