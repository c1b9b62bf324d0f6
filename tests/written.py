"""Every text of the portal in Kazakh and Russian, found in its folders: no list of files that somebody must keep up.

The language of a text is what its place says (the folder of a catalogue, `ru.md`, the key "kk"); where the place says
nothing, its letters: a letter that only Kazakh has makes it Kazakh, other Cyrillic ones Russian.
"""

import ast
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import django
import polib
import yaml
from django.apps import apps
from django.conf import settings

from tests import rooms

LANGUAGES = ("kk", "ru")
ALL_LANGUAGES = (*LANGUAGES, "en")
CYRILLIC = re.compile("[А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
KAZAKH = re.compile("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]")
NOT_SHOWN = {
    "portal/language": "words as search takes them apart, not words that it says",
    "search/staff/starting_synonyms.py": "words that readers type, the wrong ones among them",
    "portal/look/fonts": "letters, not words",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|\{\w*\}|%[sd]|<[^>]+>")


class Text(NamedTuple):
    """What stands in one place, in one language."""

    language: str
    words: str
    place: str


@cache
def texts(language: str) -> list[Text]:
    """All texts of a language: those of our files and, as shown, those of the libraries."""
    return [text for text in (*own_texts(), *library_texts(language)) if text.language == language]


@cache
def own_texts() -> tuple[Text, ...]:
    """The texts of all our files that hold Cyrillic letters; English ones are among them."""
    found = []
    for file in files():
        place = str(file.relative_to(rooms.ROOT))
        reader = READERS.get(file.suffix, read_lines)
        found += [Text(language, words, place) for language, words in reader(file)]
    return tuple(found)


def files() -> Iterator[Path]:
    """Every file of ours that holds words; whatever is no text at all is passed over."""
    for file in rooms.files("*"):
        place = file.relative_to(rooms.ROOT).as_posix()
        is_other = "/migrations/" in place or "__pycache__" in place or place.startswith(tuple(NOT_SHOWN))
        if file.is_file() and not is_other and is_written(file):
            yield file


def is_written(file: Path) -> bool:
    """Whether a file holds Cyrillic letters in UTF-8."""
    try:
        return CYRILLIC.search(file.read_text(encoding="utf-8")) is not None
    except UnicodeDecodeError:
        return False


def language_of(words: str) -> str:
    """The language that most letters tell: kk, ru, or none."""
    if len(CYRILLIC.findall(words)) <= len(re.findall("[A-Za-z]", PLACEHOLDER.sub("", words))):
        return ""
    return "kk" if KAZAKH.search(words) else "ru"


def language_named(name: str) -> str:
    """The language that a name tells: "kk", "title_kk", "privacy-1.kk"; or none."""
    return next((code for code in ALL_LANGUAGES if re.search(rf"(^|[._-]){code}$", name)), "")


Found = Iterator[tuple[str, str]]  # A language and words in it.


def read_catalogue(file: Path) -> Found:
    for entry in polib.pofile(str(file)):
        if not entry.obsolete:
            for words in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
                yield file.parts[-3], words


def read_lines(file: Path) -> Found:
    told = language_named(file.stem)
    for line in file.read_text(encoding="utf-8").splitlines():
        yield told or language_of(line), line


def read_json(file: Path) -> Found:
    return walk(json.loads(file.read_text(encoding="utf-8")), "")


def read_yaml(file: Path) -> Found:
    return walk(yaml.safe_load(file.read_text(encoding="utf-8")), "")


def walk(value: Any, told: str) -> Found:
    """The texts in lists and dictionaries, whose keys may name a language."""
    if isinstance(value, str):
        yield told or language_of(value), value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from walk(part, language_named(str(key)) or told)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part, told)


def read_python(file: Path) -> Found:
    return strings(ast.parse(file.read_text(encoding="utf-8")), language_named(file.stem))


def strings(node: ast.AST, told: str) -> Found:
    """The string constants of code, not docstrings and patterns; a key or an argument may name their language."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
            return
        case ast.Constant(value=str(words)):
            yield told or language_of(words), words
        case ast.JoinedStr(values=parts):
            words = "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
            yield told or language_of(words), words
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                name = key.value if isinstance(key, ast.Constant) else ""
                yield from strings(value, language_named(str(name)) or told)
        case ast.keyword(arg=name, value=value):
            yield from strings(value, language_named(name or "") or told)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from strings(child, told)


READERS: dict[str, Callable[[Path], Found]] = {
    ".po": read_catalogue,
    ".json": read_json,
    ".yaml": read_yaml,
    ".py": read_python,
}


@cache
def library_texts(language: str) -> tuple[Text, ...]:
    """What Django, Wagtail and the other installed libraries say in a language where we do not say it for them."""
    ours = tuple(rooms.ROOT / folder for folder in rooms.ROOMS)
    roots = [Path(config.path) for config in apps.get_app_configs()]
    roots = [root for root in roots if not any(root.is_relative_to(folder) for folder in ours)]
    roots.append(Path(django.__path__[0]) / "conf")
    found = []
    for root in dict.fromkeys(roots):
        for file in sorted((root / "locale" / language / "LC_MESSAGES").glob("*.mo")):
            said = overridden(language, file.stem)
            for entry in polib.mofile(str(file)):
                if (entry.msgctxt, entry.msgid) not in said:
                    words = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
                    found += [Text(language, text, f"{root.name}: {entry.msgid}") for text in words]
    return tuple(found)


@cache
def overridden(language: str, domain: str) -> set[tuple[str | None, str]]:
    """The texts for which our own catalogues have a translation."""
    catalogues = [Path(path) / language / "LC_MESSAGES" / f"{domain}.po" for path in settings.LOCALE_PATHS]
    return {
        (entry.msgctxt, entry.msgid)
        for file in catalogues
        if file.exists()
        for entry in polib.pofile(str(file))
        if not entry.obsolete
    }
