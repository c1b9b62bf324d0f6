"""Pages about taking part: joining the federation, selection for workshops, and the project that all began with."""

from . import en, kk, ru

PAGES = {"kk": kk.PAGES, "ru": ru.PAGES, "en": en.PAGES}
