"""No translation stands in the place of another: none occurs twice for different sources, none has another length.

Labels of a word or two are left alone: «Қосу» is both *Add* and *Switch on*, and whoever sees it beside its button
knows which.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import polib
import pytest

from portal.language.stemming import english_stem

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("kk", "ru")
WORD = re.compile(r"[^\W_]+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|\{\w*\}|%[sd]|<[^>]+>")
LABEL = 2  # Words at most.
SMALL_WORDS = frozenset(
    WORD.findall(
        "a an and are as at be been by during for from had has have here in into is it its of on so that the there "
        "this to was were with you your"
    )
)
NOT = frozenset({"no", "not", "nothing", "never", "without"})
# English words that are one word in Kazakh and in Russian.
ALIKE = {
    "blank": "null",
    "explore": "view",
    "first": "home",
    "forgotten": "forgot",
    "image": "picture",
    "inactive": "closed",
    "invented": "fictional",
    "send": "submit",
    "snippet": "item",
    "snippets": "item",
    "subpages": "child",
    "title": "name",
    "toggle": "panel",
}
SENTENCE = 60  # Letters from which the length of a source foretells that of its translation.
SHORTEST, LONGEST = 0.55, 1.5  # Of the source; what is right lies between 0.56 and 1.4.

# What two different English texts are in one language, and why.
ONE_IN = {
    "kk": {
        "Жаңа құпиясөз (тағы бір рет)": "allauth's label and ours",
        "Бүтін сан енгізіңіз.": "an integer is a whole number",
        "Сайт мекенжайының дереккөзі.": "a fact's name in the form, on the page and among the columns",
        "«…» бойынша ештеңе табылмады": "Wagtail's words and ours",
        "«…» нұсқасы жоспардан алынды.": "a revision and a version, with and without its time",
    },
    "ru": {
        "Новый пароль (ещё раз)": "allauth's label and ours",
        "Учётной записи с этим адресом нет.": "allauth's words and ours",
        "Адрес электронной почты удалён": "removed and taken off",
        "Переключить боковую панель": "the same panel",
        "Источник адреса сайта.": "a fact's name in the form, on the page and among the columns",
        "статус в источнике": "a fact's name in the form and on the page",
        "По запросу «…» ничего не найдено": "Wagtail's words and ours",
        "Сейчас на этапе …, процесс … (…).": "awaiting and currently at",
        "Пока ничего нет (…). Добавить.": "two ways in which Wagtail says it",
    },
}
# Sources of many words for what one says shortly.
WORDY = frozenset(
    {
        "The email address and/or password you specified are not correct.",
        "Receive notification when comments have been created, resolved, or deleted on a page that you have subscribed "
        "to receive comment notifications on",
    }
)


def entries(language: str) -> Iterator[polib.POEntry]:
    """The entries of all our catalogues: pages and scripts, our own texts and those that we say for libraries."""
    for file in sorted((ROOT / "portal").glob(f"*locale/{language}/LC_MESSAGES/*.po")):
        yield from (entry for entry in polib.pofile(str(file)) if not entry.obsolete)


def source(entry: polib.POEntry) -> str:
    return entry.msgid_plural or entry.msgid


def translation(entry: polib.POEntry) -> str:
    """What a reader gets, of many where the number matters."""
    return entry.msgstr_plural[max(entry.msgstr_plural)] if entry.msgid_plural else entry.msgstr


def words(text: str) -> list[str]:
    """The words of a text without its placeholders."""
    return WORD.findall(PLACEHOLDER.sub(" ", text).lower().replace("e-mail", "email"))


def sense(text: str) -> frozenset[str]:
    """What is left of an English text without its small words, endings and marks."""
    kept = [word for word in words(text) if word not in SMALL_WORDS]
    return frozenset(english_stem(ALIKE.get(word, word)) for word in kept)


def are_one(first: str, second: str) -> bool:
    """Whether two English texts say the same, one of them perhaps in more words."""
    one, other = sense(first), sense(second)
    return bool(one & NOT) == bool(other & NOT) and (one - NOT <= other or other - NOT <= one)


def said_twice(language: str, of: list[polib.POEntry]) -> list[str]:
    """The translations of more than two words that sources of different senses share."""
    sources = defaultdict(list)
    for entry in of:
        sources["".join(words(translation(entry)))].append(entry)
    known = {"".join(words(text)) for text in ONE_IN[language]}
    return [
        f"{translation(same[0])}: {[source(entry) for entry in same]}"
        for letters, same in sources.items()
        if letters not in known
        and len(words(translation(same[0]))) > LABEL
        and not all(are_one(source(one), source(other)) for one, other in combinations(same, 2))
    ]


def of_another_length(of: list[polib.POEntry]) -> list[str]:
    """The translations of sentences that are far shorter or longer than what they translate, be it one or many."""
    found = []
    for entry in of:
        shares = [len(translation(entry)) / len(text) for text in (entry.msgid, entry.msgid_plural) if text]
        is_sentence = len(source(entry)) >= SENTENCE and source(entry) not in WORDY
        if is_sentence and not any(SHORTEST <= share <= LONGEST for share in shares):
            found.append(f"{shares[-1]:.2f}: {source(entry)} → {translation(entry)}")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_stands_for_two_different_texts(language):
    assert said_twice(language, list(entries(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_of_a_sentence_is_far_from_its_length(language):
    assert of_another_length(list(entries(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_is_read(language):
    names = {file.relative_to(ROOT).parts[1] for file in ROOT.glob(f"portal/*/{language}/*/*.po")}
    assert names == {"locale", "library_locale"}
    assert len(list(entries(language))) > 1500


def test_a_translation_in_the_wrong_entry_is_found_by_both():
    unknown = "Официальное название на этом языке неизвестно."
    wrong = [
        polib.POEntry(msgid="No official name in this language is known.", msgstr=unknown),
        polib.POEntry(
            msgid="There is no text about this organisation yet. What the sources say is shown on this page.",
            msgstr=unknown,
        ),
    ]
    assert len(said_twice("ru", wrong)) == len(of_another_length(wrong)) == 1
