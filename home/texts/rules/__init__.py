"""What the portal promises: personal data, terms of use, accessibility. They say what the code does, and no more."""

from . import en, kk, ru

PAGES = {"kk": kk.PAGES, "ru": ru.PAGES, "en": en.PAGES}
