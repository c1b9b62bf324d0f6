"""The words that a new installation begins with: the first page's, and the pages about the federation and the portal.

Editors change them afterwards; nothing here is read again once the pages exist.
"""

from portal.language import LANGUAGES

from . import en, joining, kk, ru, rules

TEXTS = {"kk": kk, "ru": ru, "en": en}
PAGES = {
    language: TEXTS[language].PAGES | joining.PAGES[language] | rules.PAGES[language]
    for language in LANGUAGES
}
SLUGS = (
    "about",
    "project-2010",
    "cascade",
    "join",
    "selection",
    "contact",
    "accessibility",
    "privacy",
    "terms",
)
IN_MENU = frozenset({"about"})
TAKING_PART = frozenset({"cascade", "join", "selection"})  # In the footer's list of how to take part.
