"""Who wrote a news item is personal data."""

import json

import pytest
from wagtail_localize.models import TranslationSource

from federation.news.models import NewsAuthor, NewsPage
from federation.people.models import Person
from portal.accounts.registry import erase_for, export_for, subject_of
from portal.caching.cache import current_versions
from search.models import SearchDocument
from tests.federation.people.credits import agree
from tests.portal.accounts.factories import UserFactory

from .factories import NewsPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db):
    user = UserFactory(first_name="Үлгі", last_name="Жазушы")
    Person.objects.filter(user=user).update(latin_name="Ulgi Zhazushy")
    agree(user.person)
    return user


def test_items_that_somebody_wrote_or_that_name_them_are_handed_over(writer):
    NewsPageFactory(title="Өз", owner=writer, live=False)
    NewsPageFactory(title="Named", author="Ulgi Zhazushy", language="en")
    NewsPageFactory(title="Басқа", author="Басқа Адам")
    NewsPageFactory(title="Қол қойған", authors=[{"person": writer.person}])
    found = export_for(subject_of(writer))["news"]
    assert [(row["title"], row["authors"], row["is_public"]) for row in found] == [
        ("Өз", [], False),
        ("Named", ["Ulgi Zhazushy"], True),
        ("Қол қойған", ["Үлгі Жазушы"], True),
    ]


def test_erased_author_is_named_neither_on_the_page_nor_in_earlier_versions(client, writer):
    page = NewsPageFactory(author="Үлгі Жазушы", authors=[{"person": writer.person}, {"name": "Басқа Адам"}])
    former = NewsPageFactory(authors=[{"person": writer.person}])
    former.authors = []
    former.save_revision().publish()
    erase_for(subject_of(writer))
    assert [str(author) for author in NewsPage.objects.get(pk=page.pk).authors.all()] == ["Басқа Адам"]
    kept = [
        row
        for thing in (page, former)
        for version in thing.revisions.all()
        for row in version.content["authors"]
    ]
    assert [(row["name"], row["person"]) for row in kept] == [("Басқа Адам", None)]
    assert "Жазушы" not in client.get(page.url).text


def test_author_of_many_items_is_erased_without_saving_each(writer, monkeypatch):
    """Each save costs 60 ms, and an erasure is one transaction."""
    for name in ("Үлгі Жазушы", "Ulgi Zhazushy"):
        NewsPageFactory(author=name)
    NewsPageFactory(authors=[{"person": writer.person}])
    version, found = current_versions()["news"], SearchDocument.objects.filter(model="news.newspage")
    assert found.exclude(names=[]).count() == 3
    monkeypatch.setattr(NewsPage, "save", None)
    erase_for(subject_of(writer))
    assert not NewsAuthor.objects.exists()
    assert not found.exclude(names=[]).exists()
    assert current_versions()["news"] != version


def test_erased_author_is_in_no_original_of_translations(writer):
    page = NewsPageFactory(
        author="Ulgi Zhazushy", authors=[{"person": writer.person}, {"name": "Басқа Адам"}]
    )
    source, _is_new = TranslationSource.update_or_create_from_instance(page)
    erase_for(subject_of(writer))
    source.refresh_from_db()
    assert [row["name"] for row in json.loads(source.content_json)["authors"]] == ["Басқа Адам"]
