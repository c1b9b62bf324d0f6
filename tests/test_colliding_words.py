"""One plain msgid, one meaning: gettext gives a library's "Name" (of a page) our translation of "Name" (of a person).

A plain msgid of ours that is also a library's means the same in Russian and in Kazakh, or is listed here with the
reason why it may differ, or has a context in our code: `pgettext("of a person", "Name")`.
"""

from collections.abc import Iterator
from pathlib import Path

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings

LOCALE, LIBRARY_LOCALE = (Path(settings.BASE_DIR) / "portal" / name for name in ("locale", "library_locale"))
# The same meaning: ours is the better word for it, or the library's stands where nobody of the portal comes.
SAME_MEANING = {
    "Change": "a button",
    "Choose": "a button that opens a dialog",
    "Choose another": "ours has no gender: what is chosen may be any thing",
    "Comment": "a moderator's; the library has a noun and a verb for it",
    "Create": "a button",
    "Edit": "a button; the library has three words for it",
    "English": "a language: in Kazakh an adverb, which ours is",
    "Forgot your password?": "ours is shorter",
    "Go back": "a button",
    "Import": "a button",
    "Next": "the next page of a list",
    "Note": "a remark",
    "Password": "the glossary: құпиясөз",
    "Recovery codes": "the glossary's words",
    "Remove": "of a filter; the library's stands in pages that ours replace",
    "Russian": "a language, as English",
    "Search term": "what somebody looks for",
    "Title": "the glossary: атауы, название",
    "account": "the glossary: тіркелгі, учётная запись",
    "finished at": "the library's has a gender",
    "preferred language": "a field of the same person",
    "started at": "the library's has a gender",
    "title": "the glossary: атауы, название",
    "users": "the glossary: пайдаланушы",
}


def catalogue(folder: Path, language: str) -> dict[str, str]:
    """The plain msgids of a catalogue of ours, with their translations."""
    entries = polib.pofile(str(folder / language / "LC_MESSAGES" / "django.po"))
    return {
        entry.msgid: entry.msgstr for entry in entries if entry.msgctxt is None and not entry.msgid_plural
    }


def catalogues_of_libraries(language: str) -> Iterator[Path]:
    """Those of Django and of every installed application that is not ours."""
    own = Path(settings.BASE_DIR)
    folders = [Path(django.__file__).parent / "conf"]
    folders += [
        Path(config.path)
        for config in apps.get_app_configs()
        if own not in Path(config.path).parents or ".venv" in Path(config.path).parts
    ]
    for folder in folders:
        yield from (folder / "locale" / language / "LC_MESSAGES").glob("django.po")


def words_of_libraries(language: str) -> dict[str, set[str]]:
    """The plain msgids of all libraries, with what they are in a language: ours for them where we have one."""
    found: dict[str, set[str]] = {}
    for file in catalogues_of_libraries("en"):
        for entry in polib.pofile(str(file)):
            if entry.msgctxt is None and not entry.obsolete:
                found.setdefault(entry.msgid, set())
    for file in catalogues_of_libraries(language):
        for entry in polib.pofile(str(file)):
            if entry.msgctxt is None and entry.msgstr and entry.msgid in found:
                found[entry.msgid].add(entry.msgstr)
    ours = catalogue(LIBRARY_LOCALE, language)
    return {msgid: {ours[msgid]} if msgid in ours else words for msgid, words in found.items()}


def collisions(own: dict[str, str], theirs: dict[str, set[str]]) -> list[str]:
    """The msgids that mean one thing here and another there."""
    return [
        f"{msgid}: {text} – {', '.join(sorted(theirs[msgid]))}"
        for msgid, text in own.items()
        if any(text.casefold() != word.casefold() for word in theirs.get(msgid, ()))
        and msgid not in SAME_MEANING
    ]


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_plain_msgid_of_ours_means_another_thing_in_a_library(language):
    assert collisions(catalogue(LOCALE, language), words_of_libraries(language)) == []


def test_a_collision_is_found():
    """As it was: the person's name stood in the list of pages."""
    found = collisions({"Name": "Аты-жөні", "Save": "Сақтау"}, words_of_libraries("kk"))
    assert [line.partition(":")[0] for line in found] == ["Name"]


def test_every_word_that_is_excused_is_a_librarys():
    assert set(SAME_MEANING) - set(words_of_libraries("ru")) == set()
