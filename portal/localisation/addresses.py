"""Addresses in a language: `reverse` knows those of views, records and pages their own; all others are built here."""

from .text import active_language


def home_url(language: str | None = None) -> str:
    """The first page in a language, the reader's by default."""
    return f"/{language or active_language()}/"


def section_url(section: str, rest: str = "", language: str | None = None) -> str:
    """A section's address in a language, the reader's by default, and what stands below it: "/kk/directory/data/"."""
    return f"{home_url(language)}{section}/{rest}"
