"""The facts of demo news: day, kind, picture, what it is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """One item in all its languages; the first of `languages` is the original."""

    key: str  # Also the address.
    days: int  # From the day the demo is loaded; negative is past.
    category: str
    languages: tuple[str, ...]
    picture: str
    about: str = ""  # A key of `loading.SUBJECTS`.
    authors: tuple[str, ...] = (
        "association",
    )  # "person:<account>", or typed names in the original's language.
    is_draft: bool = False


ITEMS = [
    Item("workshop-announced", -2, "announcements", ("kk", "ru", "en"), "news-arcade", about="open workshop"),
    Item(
        "cascade-in-the-villages",
        -6,
        "reports",
        ("kk", "ru", "en"),
        "news-bookmobile",
        about="district",
        authors=("person:trainer", "person:librarian"),
    ),
    Item("hosts-wanted", -11, "announcements", ("kk", "ru"), "news-map", about="association"),
    Item(
        "catalogue-exhibition",
        -17,
        "members",
        ("ru", "kk"),
        "news-exhibition",
        about="city library",
        authors=("Отдел редкой книги (демонстрация)",),
    ),
    Item(
        "charter-exercise-tried",
        -24,
        "materials",
        ("kk", "ru", "en"),
        "news-lamp",
        about="exercise",
        authors=("person:trainer", "association"),
    ),
    Item("one-calendar", -33, "federation", ("ru", "kk", "en"), "news-calendar", about="members"),
    Item(
        "youth-reading-room",
        -41,
        "members",
        ("kk",),
        "news-shelf",
        about="regional library",
        authors=("Оқырмандар кеңесі (көрсетілім)",),
    ),
    Item(
        "evening-online",
        -52,
        "reports",
        ("en", "ru"),
        "news-windows",
        about="association",
        authors=("association", "person:contributor"),  # Who is asked, and has not answered.
    ),
    Item("school-librarians-plan", -73, "reports", ("kk", "ru", "en"), "news-circle", about="past workshop"),
    Item("exhibition-travels", 3, "members", ("kk", "ru"), "news-bus", about="city library"),
    Item("half-year-survey", 0, "reports", ("kk",), "news-circle", about="old workshop", is_draft=True),
]
