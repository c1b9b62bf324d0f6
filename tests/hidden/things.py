"""Every kind of thing, made public, with a word of its own in title, text and file name, and where it must be found.

`{l}` in an address stands for each language. `BAIT` stands in all of them: who searches for it finds all that is
public.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, product
from string import ascii_lowercase

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Collection

from federation.directory.models import Organisation, OrganisationDescription, OrganisationName
from federation.news.models import NewsAuthor, NewsIndexPage, NewsPage
from federation.workshops.models import (
    Hosting,
    Project,
    ProjectDescription,
    Workshop,
    WorkshopDescription,
    WorkshopTrainer,
)
from home.models import ContactPage, HomePage, StandardPage
from portal.blocks.written import written
from portal.language import LANGUAGES
from portal.media.models import PortalDocument
from portal.navigation.enums import Place
from portal.navigation.models import Menu, MenuEntry, Notice
from resources.models import Material, MaterialCreator, MaterialDescription, MaterialFile
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.news.factories import NewsPageFactory, PictureFactory
from tests.federation.workshops.factories import (
    WorkshopDescriptionFactory,
    WorkshopFactory,
    WorkshopTrainerFactory,
)
from tests.resources.factories import PDF, DescriptionFactory, FileFactory, MaterialFactory

BAIT = "qarmaqsoz"
INSIDE = (
    "ishinde"  # Follows the word inside a file, so that a file's name in an address is told from its content.
)
SEARCH = f"/{{l}}/search/?q={BAIT}"
_letters = product(ascii_lowercase, repeat=3)
_numbers = count(1)


def new_word() -> str:
    """A word that stands nowhere else."""
    return f"qupiya{''.join(next(_letters))}"


@dataclass
class Thing:
    """A thing with its word: the rows that hold it, its own addresses, and the places where it must be found."""

    word: str
    rows: list[Model]  # What is hidden.
    own: list[str] = field(default_factory=list)  # What answers 404 when it is hidden.
    found: list[str] = field(default_factory=list)  # Where the word stands while it is public.
    for_signed_in: bool = False  # True once everybody who is signed in may read it.

    @property
    def addresses(self) -> list[str]:
        return [*in_languages(self.own), *in_languages(self.found)]


def in_languages(addresses: list[str]) -> Iterator[str]:
    """Each address in each language that it stands for."""
    for address in addresses:
        yield from dict.fromkeys(address.replace("{l}", language) for language in LANGUAGES)


def _slug() -> str:
    return f"thing-{next(_numbers)}"


def _names(word: str) -> dict[str, str]:
    return {f"name_{language}": f"{BAIT} {word}" for language in LANGUAGES}


def organisation(word: str) -> Thing:
    row = OrganisationFactory(
        slug=_slug(), remark_kk=word, type="special_library", region_id="KZ-55", **_names(word)
    )
    OrganisationName.objects.create(organisation=row, text=f"former {word}", language="ru")
    own = f"/{{l}}/directory/{row.slug}/"
    lists = [
        f"/{{l}}/directory/?q={BAIT}",
        "/{l}/directory/?type=special_library",
        "/{l}/directory/?region=KZ-55",
    ]
    return Thing(word, [row], [own], [own, SEARCH, *lists])


def organisation_description(word: str) -> Thing:
    record = OrganisationFactory(slug=_slug())
    intro = f"<p>{BAIT} {word}</p>"
    rows = [OrganisationDescriptionFactory(record=record, language=code, intro=intro) for code in LANGUAGES]
    return Thing(word, rows, [], [f"/{{l}}/directory/{record.slug}/", SEARCH])


def _material(word: str = "") -> Material:
    titles = dict.fromkeys(LANGUAGES, f"{BAIT} {word}") if word else {"kk": "Material"}
    return MaterialFactory(slug=_slug(), published_on=timezone.localdate(), titles=titles)


def material(word: str) -> Thing:
    row = _material(word)
    MaterialCreator.objects.create(material=row, name=word)
    own = f"/{{l}}/library/{row.slug}/"
    found = [
        own,
        SEARCH,
        "/{l}/",
        "/{l}/library/",
        f"/{{l}}/library/?q={BAIT}",
        "/{l}/library/?kind=exercise",
        "/{l}/cascade/",
    ]
    return Thing(word, [row], [own], found)


def material_description(word: str) -> Thing:
    record = MaterialFactory(slug=_slug(), published_on=timezone.localdate())
    rows = [
        DescriptionFactory(record=record, language=code, title=f"{BAIT} {word}", body=f"<p>{word}</p>")
        for code in LANGUAGES
    ]
    return Thing(word, rows, [], [f"/{{l}}/library/{record.slug}/", SEARCH, "/{l}/library/", "/{l}/"])


def material_file(word: str) -> Thing:
    record = _material()
    content = ContentFile(PDF + f"% {word}{INSIDE}".encode(), name=f"{word}.pdf")
    row = FileFactory(material=record, file=content, title=word)
    own = f"/{{l}}/library/{record.slug}/files/{row.pk}/{word}.pdf"
    return Thing(word, [record], [own, f"/media/{row.file.name}"], [own, f"/{{l}}/library/{record.slug}/"])


def workshop(word: str) -> Thing:
    row = WorkshopFactory(slug=_slug(), venue_kk=word, words=LANGUAGES, words__title=f"{BAIT} {word}")
    WorkshopTrainerFactory(workshop=row, name=word)
    own, event = f"/{{l}}/workshops/{row.slug}/", f"/{{l}}/workshops/{row.slug}/calendar.ics"
    month = f"/{{l}}/workshops/?calendar={row.starts_on:%Y-%m}"
    lists = [
        "/{l}/",
        "/{l}/workshops/",
        "/{l}/workshops/calendar.ics",
        "/{l}/workshops/?region=KZ-55",
        month,
        "/{l}/cascade/",
    ]
    host = f"/{{l}}/directory/{row.host.slug}/"
    return Thing(word, [row], [own, event], [own, event, SEARCH, host, *lists])


def workshop_description(word: str) -> Thing:
    record = WorkshopFactory(slug=_slug(), words=())
    rows = [
        WorkshopDescriptionFactory(record=record, language=code, title=f"{BAIT} {word}", programme=word)
        for code in LANGUAGES
    ]
    own = f"/{{l}}/workshops/{record.slug}/"
    return Thing(word, rows, [], [own, f"{own}calendar.ics", SEARCH, "/{l}/workshops/", "/{l}/"])


def past_workshop(word: str) -> Thing:
    day = timezone.localdate() - timedelta(days=90)
    row = WorkshopFactory(slug=_slug(), starts_on=day, words=LANGUAGES, words__title=f"{BAIT} {word}")
    own = f"/{{l}}/workshops/{row.slug}/"
    return Thing(word, [row], [own], [own, SEARCH, "/{l}/workshops/?when=past"])


def project(word: str) -> Thing:
    row = Project.objects.create(slug=_slug(), year=2012, source_updated_on=date(2012, 1, 1))
    fields = "title programme place country goal focal_areas outcomes selection evaluation source"
    texts = dict.fromkeys(fields.split(), f"{BAIT} {word}")
    rows = [ProjectDescription.objects.create(record=row, language=code, **texts) for code in LANGUAGES]
    own = f"/{{l}}/workshops/{row.slug}/"
    return Thing(word, rows, [own], [own, SEARCH])


def news_page(word: str) -> Thing:
    picture = PictureFactory(title=word, alt_kk=word, alt_ru=word, alt_en=word, credit=word)
    slug = _slug()
    rows = [
        NewsPageFactory(
            language=code,
            title=f"{BAIT} {word}",
            slug=slug,
            summary=word,
            author=word,
            image=picture,
            body=written(f"{slug}{code}", [("text", f"<p>{word}</p>")]),
        )
        for code in LANGUAGES
    ]
    lists = ["/{l}/", "/{l}/news/", "/{l}/news/?category=federation", "/{l}/news/feed.atom", "/{l}/about/"]
    return Thing(word, rows, [f"/{{l}}/news/{slug}/"], [f"/{{l}}/news/{slug}/", SEARCH, *lists])


def standard_page(word: str) -> Thing:
    slug, rows = _slug(), []
    for code in LANGUAGES:
        home = HomePage.objects.get(locale__language_code=code)
        body = written(f"{slug}{code}", [("text", f"<p>{word}</p>")])
        page = StandardPage(
            title=f"{BAIT} {word}", slug=slug, locale=home.locale, summary=word, body=body, show_in_menus=True
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        rows.append(page)
    footer = Menu.objects.get(place=Place.FOOTER_2)
    MenuEntry.objects.create(menu=footer, page=rows[0])
    Notice.objects.create(text_kk="а", text_ru="б", text_en="c", page=rows[0])
    return Thing(word, rows, [f"/{{l}}/{slug}/"], [f"/{{l}}/{slug}/", SEARCH, "/{l}/", "/{l}/news/"])


def document(word: str) -> Thing:
    collection = Collection.get_first_root_node().add_child(name=_slug())
    content = ContentFile(PDF + f"% {word}{INSIDE}".encode(), name=f"{word}.pdf")
    row = PortalDocument.objects.create(title=word, file=content, collection=collection)
    return Thing(word, [row], [row.url, f"/media/{row.file.name}"], [row.url])


@dataclass(frozen=True)
class Kind:
    """One kind of thing: how a public one is made, and which models it stands for."""

    make: Callable[[str], Thing]
    models: tuple[type[Model], ...]


KINDS = {
    "organisation": Kind(organisation, (Organisation, OrganisationName)),
    "text about an organisation": Kind(organisation_description, (OrganisationDescription,)),
    "material": Kind(material, (Material, MaterialCreator)),
    "text about a material": Kind(material_description, (MaterialDescription,)),
    "file of a material": Kind(material_file, (MaterialFile,)),
    "workshop": Kind(workshop, (Workshop, WorkshopTrainer, Hosting)),
    "past workshop": Kind(past_workshop, (Workshop,)),
    "text of a workshop": Kind(workshop_description, (WorkshopDescription,)),
    "project": Kind(project, (Project, ProjectDescription)),
    "news item": Kind(news_page, (NewsPage, NewsAuthor)),
    "page of text": Kind(standard_page, (StandardPage,)),
    "document": Kind(document, (PortalDocument,)),
}

# Every installation has them and nobody hides them; that their draft changes do not show is tested with the others'.
ALWAYS_PUBLIC = {ContactPage, HomePage, NewsIndexPage}
