"""Puts the demo news in; run again, it leaves alone what is there."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from federation.directory.models import Organisation
from federation.workshops.models import Workshop
from portal.blocks.written import written
from portal.demo.registry import Demo
from portal.translation.translations import record_translation
from resources.models import Material

from ..models.author import NewsAuthor
from ..models.category import NewsCategory
from ..models.news_page import NewsPage
from ..models.subject import NewsMaterial, NewsOrganisation, NewsWorkshop
from ..pages import NewsIndexPage
from .items import ITEMS, Item
from .pictures import picture
from .texts import TEXTS

HOUR = time(9)  # In Asia/Almaty.

Subjects = Iterable[models.Model]


def load(demo: Demo) -> None:
    """Makes every demo item that is missing."""
    indexes = {page.locale.language_code: page for page in NewsIndexPage.objects.select_related("locale")}
    for item in ITEMS:
        if not NewsPage.objects.filter(slug=item.key).exists():
            _load_item(item, indexes, demo)


def _load_item(item: Item, indexes: dict[str, NewsIndexPage], demo: Demo) -> None:
    made: list[NewsPage] = []
    for language in item.languages:
        page = _page(item, language, indexes[language], demo)
        if made:
            page.translation_key = made[0].translation_key
        _attach(page, SUBJECTS[item.about](demo) if item.about else [])
        page.authors = list(_authors(item, demo))
        indexes[language].refresh_from_db()
        indexes[language].add_child(instance=page)
        _publish(page, item)
        made.append(page)
    if len(made) > 1:
        record_translation(made[0], made[1:])


def _page(item: Item, language: str, index: NewsIndexPage, demo: Demo) -> NewsPage:
    title, summary, parts = TEXTS[language][item.key]
    return NewsPage(
        title=title,
        slug=item.key,
        summary=summary,
        body=written(f"news:{item.key}", parts),
        date=demo.today + timedelta(days=item.days),
        category=NewsCategory.objects.get(slug=item.category),
        image=picture(item.picture),
        locale=index.locale,
        live=False,
        is_demo=True,
    )


def _authors(item: Item, demo: Demo) -> Iterator[NewsAuthor]:
    """Authors: an organisation, people, or names as they were typed, the same in every language of the item."""
    for place, author in enumerate(item.authors):
        if author.startswith("person:"):
            yield NewsAuthor(person=demo.made[author], sort_order=place)
        elif author == "association":
            yield NewsAuthor(organisation=demo.made[author], sort_order=place)
        else:
            yield NewsAuthor(name=author, language=item.languages[0], sort_order=place)


def _publish(page: NewsPage, item: Item) -> None:
    """Publishes as on its day; what lies ahead is scheduled, and a draft stays one."""
    moment = timezone.make_aware(datetime.combine(page.date, HOUR))
    if item.is_draft:
        page.save_revision()
        return
    if item.days > 0:
        page.go_live_at = moment
        page.save_revision(approved_go_live_at=moment).publish()
        return
    page.save_revision().publish()
    # As if it had been published on its day, for the order of lists and for feeds.
    moment = min(moment, timezone.now().astimezone(UTC))
    NewsPage.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)


def _attach(page: NewsPage, subjects: Subjects) -> None:
    for place, subject in enumerate(subjects):
        if isinstance(subject, Organisation):
            page.about_organisations.add(NewsOrganisation(organisation=subject, sort_order=place))
        elif isinstance(subject, Workshop):
            page.about_workshops.add(NewsWorkshop(workshop=subject, sort_order=place))
        elif isinstance(subject, Material):
            page.about_materials.add(NewsMaterial(material=subject, sort_order=place))


def _host(number: int, demo: Demo) -> Subjects:
    return demo.made["hosts"][number : number + 1]


def _workshop(slug: str, demo: Demo) -> Subjects:
    """The workshop and the association that organises it."""
    return [demo.made["association"], *Workshop.objects.public().filter(slug=slug)]


SUBJECTS: dict[str, Callable[[Demo], Subjects]] = {
    "association": lambda demo: [demo.made["association"]],
    "members": lambda demo: [demo.made["association"], *demo.made["hosts"][:2]],
    "regional library": lambda demo: _host(0, demo),
    "city library": lambda demo: _host(1, demo),
    "district": lambda demo: [*_host(3, demo), demo.made["association"]],
    "exercise": lambda _demo: Material.objects.public().filter(slug="charter-exercise"),
    "open workshop": lambda demo: _workshop("demo-management-open", demo),
    "past workshop": lambda demo: _workshop("demo-school-past", demo),
    "old workshop": lambda demo: _workshop("demo-management-past", demo),
}
