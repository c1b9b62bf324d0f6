"""Values that templates of `components/` and `layouts/` take. Each class names its template."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from portal.localisation.text import LocalisedText

Words = str | Promise  # In the reader's language.
MarkedWords = Words | LocalisedText  # The template says which language they are in, where it is another.


@dataclass(frozen=True)
class Link:
    """A title and the address that it leads to; without an address it is words alone."""

    title: MarkedWords
    url: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of `facts.html`. Without a value it is left out; `lang` is that of a value which is plain text."""

    label: Words
    value: MarkedWords
    url: str = ""
    lang: str = ""


@dataclass(frozen=True)
class IconFact:
    """One of the few facts in a row's `fact_line.html`, behind an icon of the look."""

    icon: str
    text: MarkedWords


@dataclass(frozen=True)
class Tab:
    """One of `tabs.html`: a list beside others, with its number of real rows and of invented ones."""

    title: Words
    url: str
    current: bool = False
    count: int | None = None
    fictional: int = 0


@dataclass(frozen=True)
class NavItem:
    """An entry of a menu: the sections of `header.html`, or the rail of `desk.html` with the number of what waits."""

    title: MarkedWords
    url: str
    current: bool = False
    count: int | None = None


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
class Option:
    """A line with a box in `filters.html`: choosing it shows `count` rows beside what is chosen elsewhere."""

    value: str
    label: MarkedWords
    count: int
    selected: bool
    fictional: int = 0

    @property
    def disabled(self) -> bool:
        """A zero stays in sight, but leads nowhere; what is chosen can always be taken back."""
        return not self.count and not self.fictional and not self.selected


@dataclass(frozen=True)
class Group:
    """A group of options in `filters.html`."""

    name: str
    title: Words
    options: Sequence[Option]
    more: bool  # What comes after the sixth is folded away.


@dataclass(frozen=True)
class Chip:
    """One of `chips.html`: a choice, with the number of what it shows, or a chosen one that its address takes back."""

    label: MarkedWords
    url: str
    count: int | None = None
    fictional: int = 0
    selected: bool = False
    removable: bool = False


@dataclass(frozen=True)
class SearchField:
    """The text field on top of `filters.html`."""

    name: str
    label: Words
    value: str


@dataclass(frozen=True)
class Step:
    """A step of `stepper.html`; `state` is "done", "now" or "later". One that is done leads back to its address."""

    title: Words
    state: str
    url: str = ""


@dataclass(frozen=True)
class PathStep:
    """A step of `path.html`, with what happens in it."""

    title: Words
    text: Words


@dataclass(frozen=True)
class Column:
    """The head of a column of `table.html`; numbers stand at the right."""

    title: Words
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """A table for `table.html`, which takes its parts. Cells are words or HTML; the first of a row is its head."""

    caption: Words
    columns: Sequence[Column]
    rows: Sequence[Sequence[MarkedWords]]


@dataclass(frozen=True)
class Stage:
    """A stage of `timeline.html`; `state` is "done", "now" or "later", `date` words."""

    title: Words
    state: str
    date: Words


@dataclass(frozen=True)
class NoticeBanner:
    """A notice above a page, in `notices.html`: "info" or "warning". Its link may lead nowhere."""

    kind: str
    text: Words
    link: Link


@dataclass(frozen=True)
class Task:
    """One thing of `task.html` that waits for a person: what, why, since when, by when, and the one verb that does it.

    `organisation` is for whom it is done, where that is not the reader alone.
    """

    title: MarkedWords
    why: Words
    url: str
    verb: Words
    since: dt.date | dt.datetime | None = None
    due: dt.date | dt.datetime | None = None
    organisation: MarkedWords = ""
    state: str = "waiting"  # A state of the badge component.
    minutes: int | None = None


@dataclass(frozen=True)
class Event:
    """Days of a month that `month_calendar` draws, both included. `kind` gives them their colour."""

    start: dt.date
    end: dt.date
    title: str
    href: str = ""
    kind: str = "workshop"  # Or "cascade", "deadline".
    language: str = ""


@dataclass(frozen=True)
class Card:
    """One thing of `card.html`, whose whole surface is its link. `face` and `face_below` are covers, as HTML."""

    title: MarkedWords
    url: str
    face: str = ""
    face_below: str = ""
    kicker: MarkedWords = ""
    text: MarkedWords = ""
    facts: Sequence[IconFact] = ()
    state: str = ""
    state_label: Words = ""
    note: Words = ""  # The last line.
    best: bool = False  # With a gold edge.


@dataclass(frozen=True)
class Row:
    """One thing of a list, as `row.html` draws it; without an address its title is words alone. `face` and `side` are
    pictures, as HTML.
    """

    title: MarkedWords
    url: str
    face: str = ""
    kicker: MarkedWords = ""
    text: MarkedWords = ""
    facts: Sequence[IconFact] = ()
    state: str = ""
    state_label: Words = ""
    status_text: Words = ""
    side: str = ""
    language: str = ""
    is_demo: bool = False
    serif: bool = False
