"""The words that a new installation begins with: the first page's, and five pages about the federation and the portal.

Editors change them afterwards; nothing here is read again once the pages exist.
"""

from . import en, kk, ru

TEXTS = {"kk": kk, "ru": ru, "en": en}
SLUGS = ("about", "cascade", "contact", "accessibility", "privacy")
IN_MENU = frozenset({"about"})
