"""The facts of demo news: day, kind, picture, what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item in all its languages; the first of `languages` is the original."""

    key: str  # Also the address.
    days: int  # From the day the demo is loaded; negative is past.
    category: str
    languages: tuple[str, ...]
    picture: str = ""
    about: str = ""  # A key of `loading.SUBJECTS`.
    is_draft: bool = False


ITEMS = [
    Item("portal-opens", -2, "federation", ("kk", "ru", "en"), picture="news-arcade"),
    Item("example-workshop", -5, "members", ("kk", "ru", "en"), about="demo workshop"),
    Item("materials-ready", -8, "materials", ("kk", "ru", "en"), picture="news-shelf", about="materials"),
    Item("how-to-host", -13, "announcements", ("kk", "ru", "en"), about="checklists"),
    Item("places-and-waitlist", -19, "announcements", ("ru", "kk")),
    Item("directory-map", -24, "reports", ("ru", "kk", "en"), picture="news-map"),
    Item("example-library", -30, "members", ("kk",), about="demo host"),
    Item("licences", -37, "materials", ("en", "ru")),
    Item("search-and-letters", -45, "federation", ("kk", "ru")),
    Item("project-2010", -60, "reports", ("en", "kk", "ru"), about="founding project"),
    Item("call-for-hosts", 3, "announcements", ("kk", "ru")),
    Item("half-year-survey", 0, "reports", ("kk",), is_draft=True),
]
