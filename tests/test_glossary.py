"""Kazakh and Russian texts keep to docs/glossary.md, and no word mixes alphabets."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest

from federation.news.demo.texts import TEXTS as NEWS
from federation.workshops import demo_texts, founding
from home.texts import PAGES, TEXTS

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("kk", "ru")
COLUMNS = {"kk": 3, "ru": 4}
# Words that are two alphabets on purpose: a name with a Cyrillic ending has a hyphen and is two words.
MIXED = re.compile(r"\w*(?:[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]|[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z])\w*")
FILES = [
    *ROOT.glob("*/texts/**/*.py"),
    *ROOT.glob("*/*demo*/**/*.md"),
    *ROOT.glob("*/*demo*/**/*.yaml"),
    *ROOT.glob("*/*/demo/**/*.py"),
    *ROOT.glob("*/*/demo_texts.py"),
    *ROOT.glob("*/*/founding.py"),
    *ROOT.glob("*/*/terms/*.md"),
    *ROOT.glob("*/data/*.json"),
    *ROOT.glob("*/*/data/*.json"),
    *ROOT.glob("portal/templates/*.html"),
]


@cache
def catalogue(language: str) -> list[str]:
    """Every translation of the interface in a language."""
    found = []
    for folder in ("locale", "library_locale"):
        for entry in polib.pofile(str(ROOT / "portal" / folder / language / "LC_MESSAGES" / "django.po")):
            found += entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return found


def strings(value) -> list[str]:
    """All texts that lie in lists, tuples and dictionaries."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, (dict, list, tuple)):
        return []
    parts = value.values() if isinstance(value, dict) else value
    return [text for part in parts for text in strings(part)]


@cache
def texts(language: str) -> list[str]:
    """Every text of the interface, of the first pages and of the demonstration that is certainly in a language."""
    front = TEXTS[language]
    found = [
        *catalogue(language),
        front.PROMISE,
        front.LEAD,
        *strings(front.STEPS),
        *strings(PAGES[language]),
    ]
    found += strings(NEWS[language])
    for words in (*vars(demo_texts).values(), founding.PROJECT_WORDS, founding.WORKSHOP_WORDS):
        if isinstance(words, dict) and isinstance(words.get(language), dict):
            found += strings(words[language])
    for file in (ROOT / "resources" / "demo" / "materials").glob(f"*/{language}.md"):
        found += file.read_text(encoding="utf-8").splitlines()
    return found


def forbidden(language: str) -> list[tuple[str, re.Pattern[str]]]:
    """The words of the glossary that must not be used, each with the pattern that finds it."""
    found = []
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 6 and not cells[0].startswith(("kk", "---")):
            for word in filter(None, (word.strip() for word in cells[COLUMNS[language]].split(","))):
                pattern = r"\s".join(re.escape(part) for part in word.split()).replace(r"\*", r"\w*")
                found.append((word, re.compile(rf"\b{pattern}\b", re.IGNORECASE)))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_that_the_glossary_rules_out(language):
    rules = forbidden(language)
    assert len(rules) > 15
    assert [(word, text) for word, pattern in rules for text in texts(language) if pattern.search(text)] == []


@pytest.mark.parametrize(("language", "text"), [("kk", "Аккаунтыңызды ашыңыз"), ("ru", "Ваши личные данные")])
def test_a_word_that_is_ruled_out_is_found(language, text):
    assert any(pattern.search(text) for _word, pattern in forbidden(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_mixes_alphabets_in_a_word(language):
    known = re.compile(r"%\(\w+\)[sdr]|\{\w*\}|%[sd]|</?\w+[^>]*>|\\n")
    assert [
        found.group() for text in catalogue(language) if (found := MIXED.search(known.sub(" ", text)))
    ] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_written_text_mixes_alphabets_in_a_word(file):
    text = file.read_text(encoding="utf-8").replace("\\n", " ")
    assert [found.group() for found in MIXED.finditer(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_typographic(language):
    attributes = re.compile(r"<[^>]+>")
    assert [text for text in catalogue(language) if '"' in attributes.sub("", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_addressed_formally(language):
    informal = {"kk": r"\b(сен|сенің|саған|сені)\b", "ru": r"\b(ты|тебя|тебе|твой|твоя|твоё|твои)\b"}[
        language
    ]
    interface = [*catalogue(language), *strings(PAGES[language])]
    assert [text for text in interface if re.search(informal, text, re.IGNORECASE)] == []


def test_no_ending_hangs_on_a_placeholder_in_kazakh():
    hanging = re.compile(r"%\(\w+\)[sd]-?(?:д[еа]н?|т[еа]н?|н[іы]ң|[дтн][іы]|[гқк][еа]|л[еа]р|м[еа]н)\b")
    assert [text for text in catalogue("kk") if hanging.search(text)] == []
