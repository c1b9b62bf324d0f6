"""A researcher's remarks are for the staff: no page, card, file or line for machines tells one.

The marks below are words that a researcher writes to a colleague ("own-site page", "active?", a title that breaks off).
Readers get facts, plain words for what is not sure, and citations.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from lxml import html

import portal
from federation.directory.actions import load_directory
from federation.directory.models import Organisation
from federation.workshops.install import install as install_project
from portal.language import LANGUAGES
from resources.models import Module, Topic, Unit
from search.models import SearchDocument
from tests import services

pytestmark = services.asked_once  # What is told is the same words on either database.

ROOT = Path(portal.__path__[0]).parent
DATA_FILES = [
    *ROOT.glob("*/data/*.json"),
    *(
        path for path in ROOT.glob("*/*/data/*.json") if path.name != "kazakhstan.json"
    ),  # Only outlines of a map.
]
NOT_PUBLIC = {"_meta", "internal_note", "note", "topics_note"}
REMARK = re.compile(
    r"own[- ]site|\bmirror\b|\bstored\b|staging copy|\bactive\?|not (?:verified|confirmed|seen|found|stated|given)\b"
    r"|unknown today|presumably|unclear|tradition\b|\bTODO\b|\bexcerpt\b|\(wikipedia\)|\(unesco page\)"
    r"|\w(?:…|\.\.\.)(?!\w)",
    re.IGNORECASE,
)
FACTS_WITHOUT_QUESTIONS = ("names", "city", "address", "remark", "founded", "status", "other_names")
GLUED_INITIALS = re.compile(r"\b[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
FACTS = "//main//dl[contains(@class, 'facts')]//dd | //main//p[contains(@class, 'lead')] | //main//*[@id='sources']/..//li"


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every public text of a data file with the names that lead to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_PUBLIC:
                yield from texts_of(part, f"{path}.{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from texts_of(part, f"{path}[{number}]")
    elif isinstance(value, str):
        yield path, value


def institutions() -> list[dict]:
    path = ROOT / "federation" / "directory" / "data" / "institutions.json"
    return json.loads(path.read_text(encoding="utf-8"))["institutions"]


# --- The files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DATA_FILES, ids=lambda path: path.name)
def test_data_file_holds_no_remark_among_its_public_texts(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    told = [
        (place, text) for place, text in texts_of(content) if not text.startswith(("http://", "https://"))
    ]
    assert told
    assert [(place, text) for place, text in told if REMARK.search(text)] == []


def test_facts_of_real_organisations_ask_no_question_and_part_initials():
    wrong = [
        (row["id"], text)
        for row in institutions()
        for name in FACTS_WITHOUT_QUESTIONS
        for _place, text in texts_of(row[name])
        if "?" in text or GLUED_INITIALS.search(text)
    ]
    assert wrong == []


def test_words_for_readers_stand_in_all_three_languages():
    for row in institutions():
        for words in (row["remark"], row["address"]):
            assert words is None or all(words.get(language) for language in LANGUAGES), row["id"]


@pytest.mark.parametrize(
    "remark",
    [
        "own-site pages", "active?", "mirror of ru.wikipedia (perceptiosv.com)", "FINANC... (title cut in the stored page)",
        "FINANC…", "1899 tradition (125 years celebrated)", "Seat not verified.", "Dostyk 11 (UNESCO page)", "unknown today",
    ],
)  # fmt: skip
def test_remarks_that_were_public_once_are_known_as_such(remark):
    assert REMARK.search(remark)


# --- What leaves -----------------------------------------------------------------------------------------------------


@pytest.fixture
def real(db) -> list[Organisation]:
    """All real organisations, and the project that the federation grew out of."""
    load_directory()
    install_project()
    return list(Organisation.objects.order_by("pk"))


def body(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    content = response.getvalue() if response.streaming else response.content
    return content.decode("utf-8-sig").replace("\r\n ", "")


def addresses_of(organisation: Organisation) -> list[str]:
    return [
        f"/{language}/directory/{organisation.slug}/{end}"
        for language in LANGUAGES
        for end in ("", "card.vcf")
    ]


FILES = [
    f"/{language}/directory/{name}"
    for language in LANGUAGES
    for name in ("data.csv", "data.json", "data.csv-metadata.json", "data/", "")
]
TOLD = [
    f"/{language}/{page}"
    for language in LANGUAGES
    for page in ("library/curriculum/", "workshops/project-2010/")
]


def internal_fields() -> list[tuple[type[models.Model], str]]:
    """The columns that are for the staff only: their name says so."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.startswith("internal_")
    ]


def test_what_is_internal_leaves_nowhere(client, real):
    canary = "qkanarya"
    fields = internal_fields()
    assert (Organisation, "internal_note") in fields
    for model, name in fields:
        for row in model.objects.all():
            setattr(row, name, f"{canary} own-site page, active?")
            row.save()
    addresses = [*FILES, *TOLD, *(address for row in real for address in addresses_of(row))]
    addresses += [f"/{language}/search/?q={canary}x" for language in LANGUAGES]
    assert [
        address for address in addresses if canary in body(client, address).replace(f"{canary}x", "")
    ] == []
    stored = [str(list(row.values())) for row in SearchDocument.objects.values()]
    assert stored and not any(canary in row for row in stored)


def test_pages_and_cards_of_real_organisations_hold_no_remark(client, real):
    wrong = {}
    for address in [*(address for row in real for address in addresses_of(row)), *TOLD]:
        text = body(client, address)
        if not address.endswith(".vcf"):
            page = html.fromstring(text)
            data = " ".join(page.xpath("//script[@type='application/ld+json']/text()"))
            text = f"{' '.join(page.xpath('//main')[0].itertext())} {data}"
        if found := REMARK.search(re.sub(r"https?://\S+", "", text)):
            wrong[address] = found.group()
    assert wrong == {}


def test_open_data_of_real_organisations_holds_no_remark(client, real):
    for language in LANGUAGES:
        rows = json.loads(body(client, f"/{language}/directory/data.json"))["organisations"]
        cells = [str(value) for row in rows for value in row.values()]
        assert len(rows) == len(real)
        assert [cell for cell in cells if REMARK.search(re.sub(r"https?://\S+", "", cell))] == []


@pytest.mark.parametrize("reader", ["kk", "ru"])
def test_latin_words_among_the_facts_say_which_language_they_are_in(client, real, reader):
    """A screen reader would speak English with Kazakh letters. Names of sites are read as they are."""
    wrong = {}
    for organisation in real:
        page = html.fromstring(body(client, f"/{reader}/directory/{organisation.slug}/"))
        links = [re.sub(r"^https?://(www\.)?", "", link) for link in page.xpath("//a/@href")]
        facts = page.xpath(FACTS)
        assert facts
        unmarked = [
            text
            for fact in facts
            for text in fact.xpath(".//text()[not(ancestor::*[@lang][not(self::html)])]")
            if LATIN_WORD.search(text) and not any(link.startswith(text.strip()) for link in links)
        ]
        if unmarked:
            wrong[organisation.slug] = unmarked
    assert wrong == {}


def test_addresses_and_anchors_hold_no_remark(client, real):
    signs = {row.slug for row in real}
    signs |= {row.code for model in (Module, Topic, Unit) for row in model.objects.all()}
    pages = [html.fromstring(body(client, address)) for address in TOLD]
    signs |= {str(sign) for page in pages for sign in page.xpath("//main//@id")}
    assert [
        sign for sign in signs if re.search(r"financ|unverified|mirror|unknown|own-site|active", sign)
    ] == []


def test_curriculum_names_only_topics_whose_title_is_known(client, db):
    titles = [
        title for model in (Module, Topic, Unit) for title in model.objects.values_list("title_en", flat=True)
    ]
    assert [title for title in titles if REMARK.search(title) or title.isupper()] == []
    assert not Topic.objects.filter(code="3.3").exists()
