"""The style guide: every component in every state, drawn by the same templates as the site."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from portal.look import drawing
from portal.look.components import (
    Card,
    Chip,
    Column,
    Event,
    Fact,
    Group,
    IconFact,
    Link,
    NoticeBanner,
    Option,
    Order,
    PathStep,
    Row,
    Stage,
    Step,
    Tab,
    Task,
)
from portal.look.forms import LookRenderer
from portal.look.map import Point
from portal.look.templatetags.look import date_tile

SURFACES = ("paper", "card", "mist", "sky-wash", "gold-wash", "red-wash", "green-wash", "line")
INKS = (
    "ink", "ink-2", "ink-3", "line-2", "accent", "accent-2", "visited", "gold-text", "gold-mark", "ok", "danger",
    "sky", "gold", "deep", "deep-gold",
)  # fmt: skip
STATES = ("draft", "waiting", "open", "planned", "accepted", "done", "on_hold", "declined", "overdue")
ICONS = (
    "search", "user", "people", "menu", "close", "arrow", "arrow-left", "external", "calendar", "pin", "clock",
    "document", "news", "book", "building", "download", "upload", "globe", "check", "ring", "half", "disc", "pause",
    "warning", "info", "filter", "chevron", "lock", "cloud", "mail", "phone", "edit", "plus", "trash", "eye", "home",
    "rss", "print", "laptop", "table", "question", "certificate", "share", "settings", "play",
)  # fmt: skip
REGIONS = (
    ("KZ-75", "Алматы", 76.92848, 43.25654, 96, "source"), ("KZ-71", "Астана", 71.44598, 51.1801, 74, "reached"),
    ("KZ-35", "Қарағанды", 73.09894, 49.80187, 52, "reached"), ("KZ-39", "Қостанай", 63.62463, 53.21435, 41, "reached"),
    ("KZ-43", "Қызылорда", 65.50917, 44.85278, 38, "reached"), ("KZ-79", "Шымкент", 69.59, 42.3, 34, "reached"),
    ("KZ-15", "Ақтөбе", 57.20701, 50.27969, 31, "reached"), ("KZ-31", "Тараз", 71.36667, 42.9, 26, "reached"),
    ("KZ-63", "Өскемен", 82.61475, 49.97143, 24, "reached"), ("KZ-55", "Павлодар", 76.95, 52.3, 20, "reached"),
    ("KZ-27", "Орал", 51.36667, 51.23333, 19, "reached"), ("KZ-11", "Көкшетау", 69.39, 53.28244, 17, "reached"),
    ("KZ-59", "Петропавл", 69.16278, 54.86667, 12, "reached"), ("KZ-10", "Семей", 80.25025, 50.42064, 9, "reached"),
    ("KZ-61", "Түркістан", 68.25175, 43.29733, 0, "planned"), ("KZ-23", "Атырау", 51.88333, 47.11667, 0, "planned"),
    ("KZ-33", "Талдықорған", 78.3667, 45.0156, 0, "planned"), ("KZ-19", "Қонаев", 77.06304, 43.86681, 0, "none"),
    ("KZ-47", "Ақтау", 51.16667, 43.65, 0, "none"), ("KZ-62", "Жезқазған", 67.71446, 47.80362, 0, "none"),
)  # fmt: skip


class ExampleForm(forms.Form):
    """A form with a field of each kind."""

    default_renderer = LookRenderer
    city = forms.CharField(label="City", help_text="Where the library is.")
    bin = forms.RegexField(r"^\d{12}$", label="BIN", error_messages={"invalid": "Enter 12 digits"})
    started = forms.DateField(label="First day", required=False, widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(
        label="Kind of library", choices=[("r", "Regional"), ("c", "City"), ("u", "University")]
    )
    years = forms.ChoiceField(
        label="How long have you worked in a library?", widget=forms.RadioSelect,
        help_text="New specialists come first, but experienced colleagues take part too.",
        choices=[("1", "Less than a year"), ("5", "1–5 years"), ("10", "6–10 years")],
        error_messages={"required": "Choose one of the answers"},
    )  # fmt: skip
    did = forms.MultipleChoiceField(
        label="What did you do in the last three years?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("t", "Taught colleagues"), ("m", "Went to a meeting"), ("g", "Wrote a project or a grant")],
    )  # fmt: skip
    why = forms.CharField(label="Why you", widget=forms.Textarea({"rows": 3}), required=False)
    paper = forms.FileField(label="Letter", required=False, help_text="PDF, up to 5 MB.")
    consent = forms.BooleanField(label="I agree that these data are kept for a year")


@dataclass(frozen=True)
class ExampleFrame:
    """The frame that `notices.html` reads as `nav`, and the links of the editors' bar."""

    notices: list[NoticeBanner]
    doors: list[Link]


def example_form(is_bound: bool = True) -> ExampleForm:
    """Return the example form, by default sent with two mistakes."""
    sent = {
        "city": "Қызылорда",
        "bin": "94014000038",
        "kind": "c",
        "did": ["t", "g"],
        "why": "…",
        "consent": "on",
    }
    return ExampleForm(sent) if is_bound else ExampleForm()


def _points() -> list[Point]:
    return [
        Point(label, lon, lat, number, code, href="#map", status=status)
        for code, label, lon, lat, number, status in REGIONS
    ]


def _filters() -> list[Group]:
    kinds = ("Regional", "City", "University", "Special", "Association", "National", "District", "Research")
    options = [Option(name, name, 14 - 2 * index, index == 0) for index, name in enumerate(kinds)]
    return [Group("kind", "Kind of organisation", options, more=True)]


def _rows() -> list[Row]:
    """Rows of each kind: an organisation, workshops with short and long dates, a material, news."""
    day, facts = dt.date(2026, 12, 9), _icon_facts()
    return [
        Row("Abdilda Tazhibayev Kyzylorda Regional Universal Scientific Library", "#",
            face=drawing.monogram("kz-43-library", "Қы", "regional"), facts=facts),
        Row("Foundations of managing a library association", "#", face=date_tile(day, day + dt.timedelta(days=4)),
            side=drawing.dot_map(65.5, 44.85), facts=facts, state="open", state_label="Booking open",
            status_text="24 places · 31 requests"),
        Row("A very long workshop", "#", face=date_tile(day, day + dt.timedelta(days=24)), facts=facts,
            state="waiting", state_label="Waitlist"),
        Row("Structure and governance", "#", face=drawing.book("2.1", "2.1", 2), kicker="Module 2 · topic 1",
            text="Trainer’s manual and slides", language="ru"),
        Row("Training for district librarians is over in Oral", "#", serif=True,
            kicker="18 November 2026 · Members",
            text="Nineteen participants went through the structure of an association."),
    ]  # fmt: skip


def _cards() -> list[Card]:
    """Two workshops, and a hit of a search."""
    day, place = dt.date(2026, 12, 9), drawing.dot_map(65.5, 44.85, size="small")
    tile = date_tile(day, day + dt.timedelta(days=4))
    return [
        Card("Foundations of managing an association", "#", tile, place, kicker="Module 2 · 5 days",
            state="open", state_label="Booking open", note="24 places · 31 requests"),
        Card("Libraries on the agenda: advocacy", "#", tile, place, kicker="Module 5 · 3 days", state="planned"),
        Card("The best hit of a search", "#", drawing.monogram("kz-43-library", "Қы", "regional"),
            kicker="Organisation · Kyzylorda", facts=_icon_facts(), best=True),
    ]  # fmt: skip


def _icon_facts() -> list[IconFact]:
    return [IconFact("pin", "Қызылорда"), IconFact("people", "38 trained in the region")]


def example_context() -> dict[str, Any]:
    """Return what the style guide shows."""
    day = dt.date(2026, 12, 9)
    return {
        "surfaces": SURFACES, "inks": INKS, "states": STATES, "icons": ICONS, "form": example_form(),
        "points": _points(), "people_scale": drawing.PEOPLE_SCALE, "filters": _filters(),
        "page": Paginator(range(360), 20).page(1), "middle_page": Paginator(range(360), 20).page(9),
        "waiting": [Message(SUCCESS, "Saved: a message of Django’s, as after a form")],
        "start": day, "end": day + dt.timedelta(days=4),
        "rows_of_kinds": _rows(), "cards": _cards(),
        "invented_row": Row("A workshop that was invented", "#", face=date_tile(day, day + dt.timedelta(days=4)),
            facts=_icon_facts(), is_demo=True),
        "aside_facts": [Fact("Address", "Қызылорда"), Fact("Site", "example.org", "#")],
        "errors": [Link("Choose how long you have worked", "#")],
        "tabs": [
            Tab("Upcoming", "#", True, 5), Tab("Past", "#", count=41), Tab("Mine", "#", count=1),
        ],
        "chips": [
            Chip("All", "#", 86, selected=True), Chip("Calls", "#", 23), Chip("Kyzylorda", "#", removable=True),
        ],
        "trail": [Link("Home", "/"), Link("Styleguide")],
        "steps": [
            Step("About you", "done", "#"), Step("Where you work", "done", "#"), Step("Experience", "now"),
            Step("The association", "later"), Step("Check and send", "later"),
        ],
        "stages": [
            Stage("Applications", "now", "to 2 December"), Stage("Selection", "later", "3–4 December"),
            Stage("Workshop", "later", "9–13 December"), Stage("Survey", "later", "June 2027"),
        ],
        "texts": ["A text that somebody typed into a form.\nIt has two lines."],
        "differences": [
            {"label": "Summary", "stored": [("Five days ", False), ("in Semey", True)],
             "typed": [("Five days ", False), ("in Almaty", True)]},
            {"label": "Venue", "stored": [], "typed": [("Reading room", False)]},
        ],
        "path": [
            PathStep("Call", "The federation announces a workshop."),
            PathStep("Selection", "New specialists come first."),
            PathStep("Workshop", "Five days on selected topics."),
            PathStep("Cascade", "A participant teaches in the region."),
        ],
        "columns": [Column("District"), Column("When"), Column("People", numeric=True)],
        "rows": [["Zhalagash", "14.11.2026", "17"], ["Karmakshy", "20.01.2027", "12"], ["Aral", "03.06.2026", "9"]],
        "orders": [Order("name", "by name", True), Order("new", "newest first")],
        "events": [
            Event(day, day + dt.timedelta(days=4), "Example workshop", "#"),
            Event(dt.date(2026, 12, 16), dt.date(2026, 12, 17), "A", "#", "cascade"),
            Event(dt.date(2026, 12, 2), dt.date(2026, 12, 2), "Last day", kind="deadline"),
        ],
        "task": Task("Report on the cascade", "The list and three answers are missing.", "#", "Complete the report",
            dt.date(2026, 11, 3), day, "An association", "overdue", 10),
        "later_task": Task("Invite a second representative", "", "#", "Invite", dt.date(2026, 11, 20)),
        # Blocks give their templates what editors wrote, by name.
        "video_block": {"title": "How a workshop runs", "text": "4 minutes, in Kazakh."},
        "video": {"host": "youtube.com", "page": "#", "frame": ""},
        "people_block": {
            "people": [
                {"name": "Aigul Ulgieva", "role": "trainer",
                 "text": "A fictional person, to show what one looks like."},
                {"name": "Ermek Mysalov", "role": "coordinator of the cascade in the region"},
            ]
        },
        "records_block": {"heading": "Upcoming workshops"},
        "records": [
            Row("Foundations of managing a library association", "#", state="open",
                facts=[IconFact("pin", "Қызылорда")]),
            Row("Training for district librarians is over in Oral", "#", serif=True,
                kicker="18 November 2026 · Members", text="Nineteen participants."),
        ],
        "records_more": Link("All workshops", "#"),
        "frame": ExampleFrame(
            notices=[
                NoticeBanner("warning", "On 12 December the portal is closed from 2:00 to 4:00.", Link("")),
                NoticeBanner("info", "Booking for the workshop in Kyzylorda closes on Friday.", Link("Apply", "#")),
            ],
            doors=[Link("Edit the facts", "#"), Link("Edit the text in English", "#")],
        ),
    }  # fmt: skip


@never_cache
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component. Only for those who may enter the admin, or for anyone while DEBUG is on; others get 404."""
    if not (settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
    return render(request, "styleguide.html", example_context())
