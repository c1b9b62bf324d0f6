"""Demonstration: a page with the blocks that no other text has, so that editors see what readers would see.

It stands below the page about the federation, so that no menu and no footer leads visitors to it.
"""

from django.core.files.base import ContentFile

from federation.directory.enums import OrganisationType
from federation.news.demo.pictures import picture
from federation.workshops.models import WorkshopsPage
from portal.blocks.written import Part, written
from portal.content.pages import FIRST_LEVEL
from portal.demo.registry import Demo
from portal.language import LANGUAGES
from portal.media.models import PortalDocument
from portal.translation.translations import record_translation
from resources.models import MaterialFile

from ..pages import HomePage, StandardPage
from .texts import NAMES, WORDS

SLUG, ABOVE = "page-example", "about"
PICTURES = ("news-arcade", "news-shelf", "news-map")


def load(_demo: Demo) -> None:
    """Makes the page in three languages, unless one of them is there; what editors changed stays."""
    if StandardPage.objects.filter(slug=SLUG).exists():
        return
    shared = {"document": _document(), "workshops": WorkshopsPage.objects.get(locale__language_code="kk").pk}
    parents = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    above = StandardPage.objects.filter(slug=ABOVE, depth=FIRST_LEVEL).select_related("locale")
    parents |= {page.locale.language_code: page for page in above}
    made: list[StandardPage] = []
    for language in LANGUAGES:
        words = WORDS[language]
        page = StandardPage(
            title=words.title,
            slug=SLUG,
            summary=words.summary,
            body=written(f"home:{SLUG}", _parts(language, **shared)),
            locale=parents[language].locale,
            **({"translation_key": made[0].translation_key} if made else {}),
        )
        parents[language].add_child(instance=page)
        page.save_revision().publish()
        made.append(page)
    record_translation(made[0], made[1:])


def _parts(language: str, document: int | None, workshops: int) -> list[Part]:
    """The page; without the library of materials it has no file."""
    words = WORDS[language]
    drawn = [picture(name).pk for name in PICTURES]
    title, text, button = words.call
    link = {"text": button, "page": workshops, "address": ""}
    people = [(name, *about, None) for name, about in zip(NAMES[language], words.people, strict=True)]
    parts: list[Part] = [
        ("text", words.text),
        ("figure", {"image": drawn[0], "caption": words.figure, "credit": ""}),
        ("heading", words.pictures),
        ("gallery", (words.gallery, list(zip(drawn, words.captions, strict=True)))),
        ("heading", words.people_heading),
        ("people", people),
        (
            "organisations",
            {"heading": words.libraries, "type": OrganisationType.NATIONAL_LIBRARY, "number": 3},
        ),
        ("heading", words.next_heading),
        ("call_to_action", {"title": title, "text": text, "link": link}),
    ]
    return [*parts, ("file", {"document": document, "title": words.file})] if document else parts


def _document() -> int | None:
    """The Kazakh checklist of the demo library as a document of its own."""
    source = (
        MaterialFile.objects.filter(material__slug="workshop-checklist", language="kk").order_by("pk").first()
    )
    if source is None:
        return None
    title = WORDS["kk"].file
    found = PortalDocument.objects.filter(title=title).first()
    if found is None:
        with source.file.open("rb") as content:
            file = ContentFile(content.read(), name=str(source.file.name).rsplit("/", 1)[-1])
        found = PortalDocument.objects.create(title=title, file=file)
    return found.pk
