"""The admin speaks Kazakh and Russian: on none of its screens stands a word in Latin letters that is no name."""

import re
from collections.abc import Iterable
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.http import HttpResponse
from django.utils import timezone
from wagtail.models import Collection, Page, Task, Workflow
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from search.models import Promotion, SynonymGroup
from tests import services
from tests.doors.routes import addresses
from tests.doors.whole import TABLE
from tests.doors.world import World, make_world
from tests.sampling import sample

from .reading import lines_of

pytestmark = [pytest.mark.django_db, services.asked_once]
# What is asked besides and shows the same again: parts of pages for scripts, and answers for programs.
AGAIN = ("/results/", "/api/", "?id=all", "/chosen/", "/chosen-multiple/")
# Pages whose editors say more than that of a page which is live and free.
IN_OTHER_STATES = ("translated", "alias", "page_waiting", "page_scheduled", "privatepage", "draftpage")
# What Wagtail and the installation make stands before editors like any other word of the admin.
MADE = (Group, Permission, Workflow, Task, Collection)
# Tables that no person writes.
MACHINES = {
    "contenttypes",
    "sessions",
    "search",
    "wagtailsearch",
    "clock",
    "wagtail_localize",
    "django_tasks_database",
}
# Names, and words that all languages write so.
KNOWN = {
    "API", "CC", "CSV", "English", "DOI", "Enter", "GIF", "HTML", "ID", "ISBN", "ISO", "JPEG", "JPG", "JSON", "JavaScript", "PDF", "PNG",
    "PO", "SVG", "URL", "SQLite", "TSV", "UTC", "WEBP", "XLSX", "YouTube", "Vimeo", "Wagtail", "vCard",
}  # fmt: skip
# Examples, addresses, names of files, and of models as reports write them: looked for first, as parts of them are
# names of something, too.
WRITTEN_SO = re.compile(r"«[a-z-]+»|https?://\S+|\S+@\S+|\S+\.(?:pdf|png)\b|\b[a-z]+\.[a-z]+\b")
NO_WORDS = re.compile(r"/[\w./-]*|%\(\w+\)s|%s|\{\w*\}|CC BY[-\w ]*[\d.]*|KZ-\w\w|[\w-]*\d[\w-]*|<[^>]*>")
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def world(taken_back) -> tuple[World, list[str]]:
    """One world for both languages, and the names of what is in it; what is done there is taken back."""
    made = texts_of(MADE)
    world = make_world()
    for user in User.objects.all():  # They are called like roles, and so are their persons.
        user.first_name = "Айгүл"
        user.save()
    Page.objects.filter(pk=world.rows["draftpage"].pk).update(
        locked=True, locked_by=world.users["editor"], locked_at=timezone.now()
    )
    return world, names(made)


def names(made: set[str]) -> list[str]:
    """What people have called things: the texts of all rows but of those that come with the installation."""
    written = [
        model
        for model in apps.get_models()
        if model._meta.app_label not in MACHINES or model in (Promotion, SynonymGroup)
    ]
    found = {*texts_of(written), *available_timezones()} - made
    pieces = {piece.strip() for text in found if "\n" in text for piece in text.splitlines()}
    return sorted(found | pieces - {""}, key=len, reverse=True)


def texts_of(written: Iterable[type[models.Model]]) -> set[str]:
    """Every text of their rows in Latin letters."""
    found: set[str] = set()
    for model in written:
        fields = [field.name for field in model._meta.concrete_fields if is_written(field)]
        if fields:
            for values in model._base_manager.values_list(*fields):
                found |= {value for value in values if value and WORD.search(value)}
    return found


def is_written(field: models.Field) -> bool:
    """True for a text that people write themselves."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def foreign_words(line: str, named: list[str]) -> list[str]:
    """The Latin words of a line that are no names; the longest names come first."""
    if not WORD.search(line):
        return []
    line = WRITTEN_SO.sub(" ", line)
    for name in named:
        if name in line:
            line = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", line)
    return [word for word in WORD.findall(NO_WORDS.sub(" ", line)) if word not in KNOWN]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_screen_has_a_word_in_latin_letters(world, language):
    world, named = world
    user = world.users["superuser"]
    User.objects.filter(pk=user.pk).update(preferred_language=language)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client = world.clients["superuser"]
    found: dict[str, str] = {}
    read: set[str] = set()
    screens = [
        name for name in TABLE if name.startswith("admin/") and TABLE[name].lets_pass("superuser", "read")
    ]
    asked = [address for name in sample(screens, "WORDS") for address in addresses(name, world)]
    asked += [f"/admin/pages/{world.rows[name].pk}/edit/" for name in IN_OTHER_STATES]
    for address in asked:
        if any(part in address for part in AGAIN):
            continue
        with transaction.atomic():
            lines = lines_of(client.get(address, headers={"accept-language": language})) - read
            transaction.set_rollback(True)
        read |= lines
        found |= {line: address for line in lines if foreign_words(line, named)}
    assert found == {}


@pytest.mark.parametrize(
    ("line", "foreign"),
    [
        ("Бет scheduled for publishing", ["scheduled", "for", "publishing"]),
        ("Қазақша to Русский translation", ["to", "translation"]),
        ("CSV жүктеп алу: example@example.org, Abai Region", []),
    ],
)
def test_half_a_sentence_of_english_is_found(line, foreign):
    assert foreign_words(line, ["Abai Region"]) == foreign


def test_words_for_screen_readers_and_scripts_are_read():
    page = """<html lang="kk"><nav aria-label="Actions"><a title="More">Көру</a></nav><p lang="en">Abroad</p>
        <div data-block='{"label": "Port"}'></div>
        <script type="application/json">{"name": "no-words", "text": "Change page"}</script></html>"""
    found = lines_of(HttpResponse(page, content_type="text/html; charset=utf-8"))
    assert found == {"Actions", "More", "Көру", "Port", "Change page"}
