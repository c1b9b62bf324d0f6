"""Values that templates of `components/` take. Each class names its template; words may be a text with its language."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Words = Any  # A text, a lazy text, or one with `.text` and `.language` (`portal.localisation.text.LocalisedText`).


@dataclass(frozen=True)
class Link:
    """A title and the address that it leads to; without an address it is words alone."""

    title: Words
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of `facts.html`. Without a value it is left out; `lang` is that of a value which is plain text."""

    label: Words
    value: Words
    url: str = ""
    lang: str = ""


@dataclass(frozen=True)
class IconFact:
    """One of the few facts in a row's `fact_line.html`, behind an icon of the look."""

    icon: str
    text: Words


@dataclass(frozen=True)
class Tab:
    """One of `tabs.html`: a list beside others, with its number of real rows and of invented ones."""

    title: Words
    url: str
    current: bool = False
    count: int | None = None
    fictional: int = 0


@dataclass(frozen=True)
class Chip:
    """One of `chips.html`: a choice, with its number of real rows and of invented ones, or one to take back."""

    label: Words
    url: str
    count: int | None = None
    fictional: int = 0
    selected: bool = False
    removable: bool = False


@dataclass(frozen=True)
class Order:
    """One way to sort, in `list_head.html`."""

    value: str
    label: Words
    selected: bool = False


@dataclass(frozen=True)
class HiddenField:
    """A parameter of the address that a form keeps: `filters.html`, `list_head.html`, `search_box.html`."""

    name: str
    value: str


@dataclass(frozen=True)
class SearchField:
    """The text field on top of `filters.html`."""

    name: str
    label: Words
    value: str


@dataclass(frozen=True)
class Column:
    """A column of `table.html`."""

    title: Words
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """What `table.html` shows. Cells are words or HTML; the first of a row is its head."""

    caption: Words
    columns: list[Column]
    rows: list[list[Words]]


@dataclass(frozen=True)
class Stage:
    """A stage of `timeline.html`; `state` is "done", "now" or "later", `date` words."""

    title: Words
    state: str
    date: Words


@dataclass(frozen=True)
class Event:
    """Days of a month that `month_calendar` draws, both included. `kind` gives them their colour."""

    start: dt.date
    end: dt.date
    title: Words
    href: str = ""
    kind: str = "workshop"  # Or "cascade", "deadline".
    language: str = ""


@dataclass(frozen=True)
class Row:
    """One thing of a list, as `row.html` draws it. `face` and `side` are pictures, as HTML."""

    title: Words
    url: str
    face: str = ""
    kicker: Words = ""
    text: Words = ""
    facts: list[IconFact] = field(default_factory=list)
    state: str = ""
    state_label: Words = ""
    status_text: Words = ""
    side: str = ""
    language: str = ""
    is_demo: bool = False
    serif: bool = False
