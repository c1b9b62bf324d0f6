"""Plainly synthetic materials, for measuring lists at size."""

import random
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from portal.caching.cache import invalidate
from portal.content.searchable import search_changed
from portal.demo.registry import Demo
from portal.language import LANGUAGES
from portal.web.files import private_storage
from resources.enums import Audience, Licence, MaterialKind, MaterialState
from resources.models.material import Material
from resources.models.material_creator import MaterialCreator
from resources.models.material_description import MaterialDescription
from resources.models.material_file import MaterialFile
from resources.models.topic import Topic

from ..enums import RESOURCES_SCOPE

PREFIX = "synthetic-material-"
IN_THREE_LANGUAGES = 300
BATCH = 500
SHARED_FILE = "materials/synthetic/synthetic.txt"
SHARED_TEXT = b"A synthetic file, made for measuring.\n"
TITLES = {
    "kk": "Синтетикалық материал {number}: {subject}",
    "ru": "Синтетический материал {number}: {subject}",
    "en": "Synthetic material {number}: {subject}",
}
SUBJECTS = {
    "kk": ("жоспар", "жарғы", "бюджет", "мүшелік", "адвокация", "серіктестік", "есеп", "семинар"),
    "ru": ("план", "устав", "бюджет", "членство", "адвокация", "партнёрство", "отчёт", "семинар"),
    "en": ("plan", "charter", "budget", "membership", "advocacy", "partnership", "report", "workshop"),
}
CREATORS = {
    "kk": "Сынақ тобы {number}",
    "ru": "Пробная группа {number}",
    "en": "Test group {number}",
}
SUMMARIES = {
    "kk": "Өлшеуге арналған ойдан шығарылған жазба.",
    "ru": "Вымышленная запись для измерений.",
    "en": "An invented entry, made for measuring.",
}


def scale_library(demo: Demo, count: int) -> None:
    """Adds what is missing of `count` synthetic materials, each with one text and one file, 300 with three texts."""
    known = set(Material.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True))
    slugs = [f"{PREFIX}{number:06}" for number in range(1, count + 1)]
    missing = [(number, slug) for number, slug in enumerate(slugs, start=1) if slug not in known]
    if not missing:
        return
    chance = demo.random("resources.scale")
    topics = list(Topic.objects.select_related("module"))
    _store_shared_file()
    for start in range(0, len(missing), BATCH):
        _add(missing[start : start + BATCH], topics, chance, demo)
    invalidate(RESOURCES_SCOPE)
    search_changed.send(sender=Material, rows=Material.objects.filter(slug__startswith=PREFIX))


def _store_shared_file() -> None:
    storage = private_storage()
    if not storage.exists(SHARED_FILE):
        storage.save(SHARED_FILE, ContentFile(SHARED_TEXT))


def _add(numbered: list[tuple[int, str]], topics: list[Topic], chance: random.Random, demo: Demo) -> None:
    materials: list[Material] = []
    chosen: list[Topic] = []
    descriptions: list[MaterialDescription] = []
    files: list[MaterialFile] = []
    for number, slug in numbered:
        topic = chance.choice(topics)
        material = _material(slug, topic, chance, demo)
        texts = _descriptions(material, number, chance)
        material.fill_words(texts)
        materials.append(material)
        chosen.append(topic)
        descriptions.extend(texts)
        files.extend(_file(material, text.language) for text in texts)
    Material.objects.bulk_create(materials)
    MaterialDescription.objects.bulk_create(descriptions)
    MaterialFile.objects.bulk_create(files)
    MaterialCreator.objects.bulk_create(
        _creator(material, number) for material, (number, _slug) in zip(materials, numbered, strict=True)
    )
    Material.topics.through.objects.bulk_create(
        Material.topics.through(material=material, topic=topic)
        for material, topic in zip(materials, chosen, strict=True)
    )
    Material.within.through.objects.bulk_create(
        Material.within.through(material=material, module=topic.module)
        for material, topic in zip(materials, chosen, strict=True)
    )


def _material(slug: str, topic: Topic, chance: random.Random, demo: Demo) -> Material:
    return Material(
        slug=slug,
        kind=chance.choice(MaterialKind.values),
        audience=chance.choice(Audience.values),
        licence=chance.choice(Licence.values),
        version="1",
        published_on=demo.today - timedelta(days=chance.randrange(1, 3650)),
        state=MaterialState.PUBLIC,
        is_demo=True,
        codes=f" {topic.code.lower()} ",
    )


def _descriptions(material: Material, number: int, chance: random.Random) -> list[MaterialDescription]:
    languages = LANGUAGES if number <= IN_THREE_LANGUAGES else (chance.choice(LANGUAGES),)
    subject = chance.randrange(len(SUBJECTS["en"]))
    now = timezone.now()
    return [
        MaterialDescription(
            record=material,
            language=language,
            title=TITLES[language].format(number=number, subject=SUBJECTS[language][subject]),
            summary=SUMMARIES[language],
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
        for language in languages
    ]


def _creator(material: Material, number: int) -> MaterialCreator:
    language = LANGUAGES[number % len(LANGUAGES)]
    return MaterialCreator(
        material=material, name=CREATORS[language].format(number=number), language=language, sort_order=0
    )


def _file(material: Material, language: str) -> MaterialFile:
    return MaterialFile(
        material=material,
        language=language,
        file=SHARED_FILE,
        name="synthetic.txt",
        format="txt",
        size=len(SHARED_TEXT),
    )
