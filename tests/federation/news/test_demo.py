"""The demo news: in the languages it names, with pictures, and of fictional bodies alone."""

import json
import re

import pytest
from django.utils.html import strip_tags

from federation.directory.actions import INSTITUTIONS
from federation.news.demo import load
from federation.news.demo.items import ITEMS
from federation.news.demo.pictures import PICTURES, picture
from federation.news.demo.texts import TEXTS
from federation.news.install import CATEGORIES
from federation.news.models import NewsAuthor, NewsPage
from federation.people.demo import CONSENTS
from federation.people.enums import Purpose
from federation.workshops.demo.plan import PLANS
from portal.demo.registry import Demo
from portal.language import LANGUAGE_PATTERN, LANGUAGES
from tests import services
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory

ACCOUNTS_CREDITED = {
    author.removeprefix("person:")
    for item in ITEMS
    for author in item.authors
    if author.startswith("person:")
}
WRITTEN = [(item, language) for item in ITEMS for language in item.languages]
FICTIONAL = {"kk": r"\bҮлгі |ойдан шығарылған", "ru": r"Вымышленн|вымышленн", "en": r"\bExample |fictional"}
OF_THE_PORTAL = r"(?i)портал|\bportal|ИФЛА|IFLA"


def words(item, language) -> str:
    """All that an item says, without tags."""
    return strip_tags(json.dumps(TEXTS[language][item.key], ensure_ascii=False))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_each_item_is_written_in_the_languages_it_names_with_the_same_structure(item):
    assert {language for language in LANGUAGES if item.key in TEXTS[language]} == set(item.languages)
    shapes = {
        tuple(
            (kind, len(note) if isinstance(note, list) else 1) for kind, note in TEXTS[language][item.key][2]
        )
        for language in item.languages
    }
    assert len(shapes) == 1


@pytest.mark.parametrize(("item", "language"), WRITTEN, ids=lambda part: getattr(part, "key", part))
def test_each_item_tells_of_fictional_bodies_and_not_of_the_portal_or_of_anybody_real(item, language):
    told = words(item, language)
    assert re.search(FICTIONAL[language], told)
    assert not re.search(OF_THE_PORTAL, told)
    real = json.loads(INSTITUTIONS.read_text())
    names = re.findall(
        rf'"(?:{LANGUAGE_PATTERN}|kk_Latn)": "([^"]{{8,}})"', json.dumps(real, ensure_ascii=False)
    )
    assert len(names) > 50
    assert [name for name in names if name in told] == []


@pytest.mark.parametrize(("item", "language"), WRITTEN, ids=lambda part: getattr(part, "key", part))
def test_who_is_quoted_is_said_to_be_invented(item, language):
    quotes = [note for kind, note in TEXTS[language][item.key][2] if kind == "quote"]
    assert all(re.search({**FICTIONAL, "en": "fictional"}[language], author) for _text, author in quotes)


def test_there_are_enough_items_of_every_category_and_every_picture_is_used():
    assert len([item for item in ITEMS if item.days <= 0 and not item.is_draft]) >= 6
    assert {item.category for item in ITEMS} == {slug for slug, *_names in CATEGORIES}
    assert {item.picture for item in ITEMS} == set(PICTURES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_has_the_figures_of_its_workshop(language):
    (plan,) = [plan for plan in PLANS if plan.slug == "demo-school-past"]
    facts = dict(next(note for kind, note in TEXTS[language]["school-librarians-plan"][2] if kind == "facts"))
    assert str(plan.taken) in " ".join(facts.values())
    (item,) = [item for item in ITEMS if item.key == "school-librarians-plan"]
    assert plan.starts + plan.days < item.days


@services.asked_once
def test_pictures_are_described_in_three_languages_and_drawn_once(db):
    for name in PICTURES:
        image = picture(name)
        assert picture(name) == image
        assert "" not in (image.alt_kk, image.alt_ru, image.alt_en)
        assert (image.width, image.height, image.get_file_size() < 150_000) == (1600, 900, True)


def test_who_signs_has_agreed_but_for_one_who_has_not_answered_yet():
    agreed = {account for account, (screen, _paper, _withdrawn) in CONSENTS.items() if Purpose.NEWS in screen}
    assert ACCOUNTS_CREDITED - agreed == {"contributor"}
    (item,) = [item for item in ITEMS if "person:contributor" in item.authors]
    assert "association" in item.authors  # A byline that stays.


@services.asked_once
def test_demo_loads_twice_into_the_same_items(db):
    hosts = [OrganisationFactory(is_demo=True) for _number in range(5)]
    people = {f"person:{account}": PersonFactory() for account in ACCOUNTS_CREDITED}
    demo = Demo(password="", made={"association": hosts[0], "hosts": hosts[1:], **people})
    load(demo)
    first = set(NewsPage.objects.values_list("pk", flat=True))
    load(demo)
    assert set(NewsPage.objects.values_list("pk", flat=True)) == first
    assert len(first) == sum(len(item.languages) for item in ITEMS)
    hidden = NewsPage.objects.exclude(pk__in=NewsPage.objects.for_everybody()).values_list("slug", flat=True)
    assert set(hidden) == {"exhibition-travels", "half-year-survey"}
    assert NewsPage.objects.get(slug="youth-reading-room").about_organisations.get().organisation == hosts[1]
    assert NewsPage.objects.get(slug="one-calendar", locale__language_code="kk").original.language == "ru"
    assert not NewsPage.objects.filter(image=None).exists()
    kinds = {
        "person" if author.person_id else "organisation" if author.organisation_id else "typed"
        for author in NewsAuthor.objects.all()
    }
    assert kinds == {"person", "organisation", "typed"}
