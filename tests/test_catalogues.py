"""No translation stands in the place of another: none occurs twice for different sources, none has another length.

Labels of a word or two are left alone: «Қосу» is both *Add* and *Switch on*, and whoever sees it beside its button knows which.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from portal.language.stemming import english_stem

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("kk", "ru")
WORD = re.compile(r"[^\W_]+")
LABEL = 2  # Words at most.
SMALL_WORDS = frozenset(
    {"a", "an", "and", "by", "for", "is", "it", "of", "on", "the", "this", "to", "was", "were", "you", "your"}
)
SENTENCE = 60  # Letters from which the length of a source foretells that of its translation.
SHORTEST, LONGEST = 0.55, 1.5  # Of the source; what is right lies between 0.56 and 1.4.

# What two different English texts are in one language, and why.
ONE_IN = {
    "kk": {
        "Жаңа құпиясөз (тағы бір рет)": "allauth's label and ours",
        "Осы құрылғыда есте сақтау": "allauth's label and ours",
        "Бүтін сан енгізіңіз.": "an integer is a whole number",
        "Бұл тіркелгі жабық.": "a closed account is inactive",
        "Бұл өріс бос болмауы керек.": "blank and null are both empty",
        "«%(title)s» бетінің төменгі беттері": "Explore and View lead to the same list",
        "Негізгі мазмұнға өту": "Wagtail's link and ours",
        "Сайт мекенжайының дереккөзі.": "a fact's name in the form, on the page and among the columns",
        "(барлығы %(total)s)": "the whole number, after a part and before the rest",
        "Күндерді өзгерту мақұлданды": "a state and the subject of the letter that tells it",
        "Күндерді өзгерту қабылданбады": "a state and the subject of the letter that tells it",
        "Сіз іздеген нәрсе": "the same question before and after the search",
    },
    "ru": {
        "Новый пароль (ещё раз)": "allauth's label and ours",
        "Запомнить на этом устройстве": "allauth's label and ours",
        "Учётной записи с этим адресом нет.": "allauth's words and ours",
        "Переключить боковую панель": "the same panel",
        "Вымышлено для демонстрации": "a name for machines and one for people",
        "Источник адреса сайта.": "a fact's name in the form, on the page and among the columns",
        "статус в источнике": "a fact's name in the form and on the page",
        "название на казахском": "name and title are one word",
        "название на русском": "name and title are one word",
        "название на английском": "name and title are one word",
        "Отказаться от места": "a button and the question that it asks",
        "Перенос дат одобрен": "a state and the subject of the letter that tells it",
        "Перенос дат отклонён": "a state and the subject of the letter that tells it",
        "Напишите своё имя.": "the name, whole or the first alone",
        "Отправить в секретариат": "Send and Submit are one word",
        "То, что вы ищете": "the same question before and after the search",
    },
}


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
    return WORD.findall(text.lower().replace("e-mail", "email"))


def sense(text: str) -> frozenset[str]:
    """What is left of an English text without its small words, endings and marks."""
    kept = [word for word in words(text) if word not in SMALL_WORDS]
    return frozenset(english_stem(word) for word in kept or words(text))


def said_twice(language: str, of: list[polib.POEntry]) -> list[str]:
    """The translations of more than two words that several sources of different senses share."""
    sources = defaultdict(list)
    for entry in of:
        sources["".join(words(translation(entry)))].append(entry)
    known = {"".join(words(text)) for text in ONE_IN[language]}
    return [
        f"{translation(same[0])}: {[source(entry) for entry in same]}"
        for letters, same in sources.items()
        if letters not in known
        and len(words(translation(same[0]))) > LABEL
        and len({sense(source(entry)) for entry in same}) > 1
    ]


def of_another_length(of: list[polib.POEntry]) -> list[str]:
    """The translations of sentences that are far shorter or longer than what they translate."""
    found = []
    for entry in of:
        length = len(source(entry))
        share = len(translation(entry)) / length
        if length >= SENTENCE and not SHORTEST <= share <= LONGEST:
            found.append(f"{share:.2f}: {source(entry)} → {translation(entry)}")
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_said_twice_still_is(language):
    said = {"".join(words(translation(entry))) for entry in entries(language)}
    assert [text for text in ONE_IN[language] if "".join(words(text)) not in said] == []


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
