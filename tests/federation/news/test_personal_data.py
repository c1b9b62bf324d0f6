"""Who wrote a news item is personal data."""

import pytest

from federation.news.models import NewsPage
from federation.people.models import Person
from portal.accounts.registry import erase_for, export_for
from portal.caching.cache import current_versions
from search.models import SearchDocument
from tests.portal.accounts.factories import UserFactory

from .factories import NewsPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db):
    user = UserFactory(first_name="Үлгі", last_name="Жазушы")
    Person.objects.filter(user=user).update(latin_name="Ulgi Zhazushy")
    return user


def test_items_that_somebody_wrote_or_that_name_them_are_handed_over(writer):
    NewsPageFactory(title="Өз", owner=writer, live=False)
    NewsPageFactory(title="Named", author="Ulgi Zhazushy", language="en")
    NewsPageFactory(title="Басқа", author="Басқа Адам")
    found = export_for(writer)["news"]
    assert [(row["title"], row["author"], row["is_public"]) for row in found] == [
        ("Өз", "", False),
        ("Named", "Ulgi Zhazushy", True),
    ]


def test_erased_author_is_named_neither_on_the_page_nor_in_earlier_versions(client, writer):
    page = NewsPageFactory(author="Үлгі Жазушы")
    other = NewsPageFactory(author="Басқа Адам")
    erase_for(writer)
    page.refresh_from_db()
    assert page.author == ""
    assert {revision.content["author"] for revision in page.revisions.all()} == {""}
    assert "Жазушы" not in client.get(page.url).text
    assert NewsPage.objects.get(pk=other.pk).author == "Басқа Адам"


def test_author_of_many_items_is_erased_without_saving_each(writer, monkeypatch):
    """Each save costs 60 ms, and an erasure is one transaction."""
    for name in ("Үлгі Жазушы", "Ulgi Zhazushy"):
        NewsPageFactory(author=name)
    version, found = current_versions()["news"], SearchDocument.objects.filter(model="news.newspage")
    assert found.exclude(names=[]).count() == 2
    monkeypatch.setattr(NewsPage, "save", None)
    erase_for(writer)
    assert not NewsPage.objects.exclude(author="").exists()
    assert not found.exclude(names=[]).exists()
    assert current_versions()["news"] != version
