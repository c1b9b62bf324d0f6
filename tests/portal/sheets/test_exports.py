"""Every table that anybody can take away, with what outsiders typed: ours, Wagtail's, and those of next year."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import resolve
from django.utils import translation
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.users.models import UserProfile

from home.models import ContactMessage
from portal.accounts.models import User
from search.models import AskedQuery
from tests import rooms
from tests.doors.routes import addresses, names
from tests.doors.world import World, make_world
from tests.portal.accounts.factories import UserFactory
from tests.portal.sheets.reading import is_formula

OURS = ("portal.", "home.", "federation.", "resources.", "search.")
TYPED = "=HYPERLINK(1)"
# Lists with rows of the world in them: what they export must hold what was typed.
FULL = {
    "/admin/snippets/workshops/workshop/",
    "/admin/snippets/resources/material/",
    "/admin/snippets/directory/organisation/",
    "/admin/snippets/home/contactmessage/",
    "/admin/search/queries/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/redirects/",
    "/en/directory/data",
}
MOMENTS = ("/admin/snippets/home/contactmessage/", "/admin/reports/site-history/")
MOMENT = datetime(2026, 11, 28, 19, 14, tzinfo=UTC)  # 00:14 of the next day in Almaty.


def all_exports(world: World) -> Iterator[str]:
    """The addresses of all tables: of lists in the admin, and of files with such a name."""
    for name in names():
        if name.endswith((".csv", ".xlsx")):
            yield from addresses(name, world)
        elif "<" not in name and name.startswith("admin/") and is_list(f"/{name}"):
            yield from (f"/{name}?export={kind}" for kind in ("csv", "xlsx"))


def is_list(path: str) -> bool:
    """True for an address whose view can export its rows."""
    view = getattr(resolve(path).func, "view_class", None)
    return view is not None and issubclass(view, SpreadsheetExportMixin)


def type_everywhere() -> None:
    """Puts a formula into every text that our rows hold, and into those of Wagtail that its reports show."""
    for model in apps.get_models():
        texts = [field.name for field in model._meta.local_concrete_fields if takes_text(field)]
        if texts and model.__module__.startswith(OURS) and not issubclass(model, User):
            model._base_manager.update(**dict.fromkeys(texts, TYPED))
    Page.objects.exclude(depth__lt=3).update(title=TYPED, draft_title=TYPED)
    AskedQuery.objects.create(week=date(2026, 11, 2), language="ru", text=TYPED, times=9, failures=1)
    Redirect.objects.update(old_path=TYPED)
    for log in (PageLogEntry, ModelLogEntry):
        log.objects.update(label=TYPED)


def takes_text(field: models.Field) -> bool:
    """True for what is a free text; not for names that other rows or the code go by."""
    if not isinstance(field, models.CharField | models.TextField) or isinstance(field, models.SlugField):
        return False
    meta = field.model._meta
    together = {name for rule in meta.constraints for name in getattr(rule, "fields", ())}
    together |= {name for names in meta.unique_together for name in names}
    is_name = field.unique or field.choices or field.name in KEPT or field.name in together
    return not is_name and (field.max_length or 99) >= len(TYPED)


KEPT = {"codes", "address", "key", "model", "state", "language", "field_name", "number"}


@pytest.fixture
def world(db) -> World:
    made = make_world()
    type_everywhere()
    made.clients["superuser"].raise_request_exception = False  # Wagtail has an address that fails on purpose.
    return made


def cells_of(response) -> list[tuple[str, bool]]:
    """What a file shows, and whether it runs."""
    content = response.getvalue()
    if response["Content-Type"].startswith("text/csv"):
        assert content.startswith(b"\xef\xbb\xbf"), "no byte order mark"
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [(cell, is_formula(cell)) for row in rows for cell in row]
    sheets = load_workbook(io.BytesIO(content)).worksheets
    return [(str(c.value), c.data_type == "f") for sheet in sheets for row in sheet.rows for c in row]


def is_table(response) -> bool:
    return response.get("Content-Type", "").startswith(("text/csv", "application/vnd.openxml"))


def test_nothing_that_was_typed_runs_in_any_table(world):
    client = world.clients["superuser"]
    running, full = {}, set()
    for address in all_exports(world):
        response = client.get(address)
        if not is_table(response):
            continue
        cells = cells_of(response)
        if run := [text for text, runs in cells if runs]:
            running[address] = run[:3]
        if any(TYPED in text for text, _runs in cells):
            full.add(address)
    assert running == {}
    expected = {f"{start}?export={kind}" for start in FULL if start.endswith("/") for kind in ("csv", "xlsx")}
    assert expected | {"/en/directory/data.csv", "/en/directory/data.xlsx"} <= full


def test_moments_are_those_of_almaty_in_every_table(world):
    """Everything that has a moment is given one; no table may show it as another clock does."""
    for model in apps.get_models():
        moments = [
            field.name
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.DateTimeField)
        ]
        if moments and model._meta.app_label not in ("sessions", "django_tasks_database"):
            model._base_manager.update(**dict.fromkeys(moments, MOMENT))
    wrong, right = [], set()
    for address in all_exports(world):
        response = world.clients["superuser"].get(address)
        if not is_table(response):
            continue
        shown = [text for text, _runs in cells_of(response)]
        wrong += [(address, text) for text in shown if "2026-11-28" in text and "Z" not in text]
        right |= {address for text in shown if text == "2026-11-29 00:14:00"}
    assert wrong == []
    assert {f"{start}?export={kind}" for start in MOMENTS for kind in ("csv", "xlsx")} <= right


def test_file_is_called_and_headed_in_the_readers_language(db, client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    profile = UserProfile.get_for_user(user)
    for code, head in {"kk": "Аты-жөні", "ru": "Имя", "en": "Name"}.items():
        profile.preferred_language = code
        profile.save()
        with translation.override(code):
            title = str(ContactMessage._meta.verbose_name_plural)
        response = client.get("/admin/snippets/home/contactmessage/?export=xlsx")
        sheet = load_workbook(io.BytesIO(response.getvalue())).active
        assert sheet.title.casefold() == title.casefold()
        assert head.casefold() in [str(cell.value).casefold() for cell in sheet[1]]
        assert 'filename="messages.xlsx"' in response["Content-Disposition"]


def test_no_other_room_writes_tables():
    """What is written elsewhere is guarded nowhere."""
    writers = re.compile(r"\bcsv\.(?:writer|DictWriter)\b|\bWorkbook\(")
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for path in rooms.files("*.py")
        if writers.search(path.read_text())
    }
    assert found == {"portal/sheets/csv_files.py", "portal/sheets/workbook.py"}
