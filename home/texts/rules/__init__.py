"""Pages of the portal's promises: personal data, terms of use, accessibility. They say just what the code does."""

from . import en, kk, ru

PAGES = {"kk": kk.PAGES, "ru": ru.PAGES, "en": en.PAGES}
