"""Kazakh and Russian texts keep to docs/glossary.md, and no word mixes alphabets."""

import re
from functools import cache
from typing import NamedTuple

import pytest

from portal.language.stemming import stems

from . import rooms, written
from .written import LANGUAGES, PLACEHOLDER, Text

COLUMNS = {"kk": 3, "ru": 4}
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|—")
# Words that are two alphabets on purpose: a name with a Cyrillic ending has a hyphen and is two words.
MIXED = re.compile(r"\w*(?:[A-Za-z][А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]|[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі][A-Za-z])\w*")
# What people said before the glossary, as they said it: the glossary must find each.
SAID = [
    ("kk", "Аккаунтыңызды ашыңыз"),
    ("kk", "Материал жүктелсе, саны артады"),
    ("kk", "Ақша көздері"),
    ("kk", "Кітапханалар мен бірлестіктер ашық дереккөздерден жиналды"),
    ("kk", "Мүдделер қайшылығы туындаса"),
    ("kk", "Айгүл — жаттықтырушы"),
    ("ru", "Ваши личные данные"),
    ("ru", "Вы встаёте в лист ожидания"),
    ("ru", "Для рецензентов"),
    ("ru", "Укажите источник денег"),
    ("ru", "Образцовая районная библиотека"),
    ("ru", "библиотечных объединений Казахстана"),
]
RIGHT = [
    ("kk", "Файлды жүктеп алыңыз немесе жүктеп салыңыз"),
    ("kk", "Әр әдістемелік бірлестіктен бір өкіл"),
    ("ru", "Один человек от каждого методического объединения"),
    ("ru", "Записаться в лист ожидания"),
]


class Phrase(NamedTuple):
    """Words that stand side by side, each a word in any of its forms, or with `*` the beginning of one."""

    parts: tuple[str, ...]
    language: str

    @classmethod
    def read(cls, text: str, language: str) -> "Phrase":
        return cls(tuple(text.lower().split()), language)

    def stands_at(self, words: list[str], place: int) -> bool:
        here = words[place : place + len(self.parts)]
        return len(here) == len(self.parts) and all(
            is_form(part, word, self.language) for part, word in zip(self.parts, here, strict=True)
        )


class Rule(NamedTuple):
    """A phrase that the glossary rules out, and those in which it is right."""

    phrase: Phrase
    exceptions: tuple[Phrase, ...]

    def is_broken_by(self, words: list[str]) -> bool:
        right: set[int] = set()
        for exception in self.exceptions:
            for place in range(len(words)):
                if exception.stands_at(words, place):
                    right.update(range(place, place + len(exception.parts)))
        return any(place not in right and self.phrase.stands_at(words, place) for place in range(len(words)))


@cache
def is_form(part: str, word: str, language: str) -> bool:
    """Whether a word of a text is a form of a word of the glossary."""
    if part.endswith("*"):
        return word.startswith(part[:-1])
    return word == part or bool(word_stems(part, language) & word_stems(word, language))


@cache
def word_stems(word: str, language: str) -> frozenset[str]:
    return frozenset(stems(word, language)) if re.fullmatch(r"[^\W\d_]{3,}", word) else frozenset([word])


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """What the glossary rules out in a language."""
    found = []
    for line in (rooms.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 6 and not cells[0].startswith(("kk", "---")):
            for ruled_out in filter(None, (part.strip() for part in cells[COLUMNS[language]].split(","))):
                phrase, _except, right = ruled_out.partition(" except ")
                exceptions = tuple(Phrase.read(text, language) for text in right.split(";") if text.strip())
                found.append(Rule(Phrase.read(phrase, language), exceptions))
    return tuple(found)


def words_of(text: str) -> list[str]:
    return WORD.findall(plain(text).lower())


def plain(text: str) -> str:
    """The words without placeholders, tags and line ends."""
    return PLACEHOLDER.sub(" ", text).replace("\\n", " ")


def catalogues(language: str) -> list[Text]:
    """Every translation in our own catalogues."""
    return [text for text in written.texts(language) if text.place.startswith("portal/l")]


def broken(language: str, texts: list[Text]) -> list[str]:
    """Where a text uses a word that is ruled out, one line each."""
    found = []
    for text in texts:
        words = words_of(text.words)
        for rule in rules(language):
            if rule.is_broken_by(words):
                found.append(f"{text.place}: {' '.join(rule.phrase.parts)}: {text.words}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_uses_a_word_that_the_glossary_rules_out(language):
    assert len(rules(language)) > 15
    assert broken(language, written.texts(language)) == []


@pytest.mark.parametrize(("language", "words"), SAID)
def test_a_word_that_is_ruled_out_is_found_in_each_form(language, words):
    assert broken(language, [Text(language, words, "here")]) != []


@pytest.mark.parametrize(("language", "words"), RIGHT)
def test_a_word_is_right_where_the_glossary_says_so(language, words):
    assert broken(language, [Text(language, words, "here")]) == []


def test_no_text_mixes_alphabets_in_a_word():
    texts = [text for text in written.own_texts() if MIXED.search(plain(text.words))]
    assert [(text.place, MIXED.search(plain(text.words)).group()) for text in texts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotes_are_typographic(language):
    assert [text for text in catalogues(language) if '"' in plain(text.words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_addressed_formally(language):
    informal = {"kk": r"\b(сен|сенің|саған|сені)\b", "ru": r"\b(ты|тебя|тебе|твой|твоя|твоё|твои)\b"}[
        language
    ]
    interface = [
        text for text in written.texts(language) if text.place.startswith(("portal/locale", "home/texts"))
    ]
    assert len(interface) > 1000
    assert [text for text in interface if re.search(informal, text.words, re.IGNORECASE)] == []


def test_no_ending_hangs_on_a_placeholder_in_kazakh():
    hanging = re.compile(r"%\(\w+\)[sd]-?(?:д[еа]н?|т[еа]н?|н[іы]ң|[дтн][іы]|[гқк][еа]|л[еа]р|м[еа]н)\b")
    assert [text for text in catalogues("kk") if hanging.search(text.words)] == []


def test_a_file_of_a_new_kind_is_read_too(tmp_path, monkeypatch):
    monkeypatch.setattr(rooms, "ROOT", tmp_path)
    for place, words in {
        "home/letters/ru.toml": "title = 'Ваш аккаунт'",
        "home/pages.py": '"""Docstring: аккаунт."""\nTITLES = {"kk": ["Аккаунт"], "ru": ("Аккаунт",)}\nHINT = "Аккаунтыңыз"',
        "search/data/words.json": '{"title_ru": "Аккаунт"}',
        "federation/news/templates/news.html": "<p>Аккаунтыңызды ашыңыз</p>",
    }.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(words, encoding="utf-8")
    found = sorted((text.place, text.language) for text in written.own_texts.__wrapped__())
    assert found == [
        ("federation/news/templates/news.html", "kk"),
        ("home/letters/ru.toml", "ru"),
        ("home/pages.py", "kk"),
        ("home/pages.py", "kk"),
        ("home/pages.py", "ru"),
        ("search/data/words.json", "ru"),
    ]
