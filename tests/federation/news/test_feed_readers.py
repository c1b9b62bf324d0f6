"""The feed as a reader's own program reads it (feedparser), and how it answers to one that asks again."""

import calendar

import feedparser
import pytest

from .factories import NewsPageFactory

pytestmark = pytest.mark.django_db


def test_readers_program_finds_each_item_as_it_is_stored(client, language):
    pages = [
        NewsPageFactory(language=language, title=f"А & «{n}»", summary="Бір <сөйлем>", author="Хатшылық")
        for n in (1, 2)
    ]
    response = client.get(f"/{language}/news/feed.atom")
    found = feedparser.parse(response.content)
    assert (found.bozo, found.version, found.feed.language) == (False, "atom10", language)
    assert found.feed.links[0].href.endswith(f"/{language}/news/")
    for entry, page in zip(found.entries, reversed(pages), strict=True):
        page.refresh_from_db()
        assert (entry.title, entry.link) == (page.title, f"http://testserver{page.address}")
        assert (entry.author, entry.id.rsplit(":", 1)[1]) == ("Хатшылық", str(page.translation_key))
        assert calendar.timegm(entry.published_parsed) == int(page.first_published_at.timestamp())
        assert calendar.timegm(entry.updated_parsed) == int(page.last_published_at.timestamp())
        assert [tag.term for tag in entry.tags] == [getattr(page.category, f"name_{language}")]


def test_feed_that_has_not_changed_is_not_sent_again(client):
    page = NewsPageFactory()
    first = client.get("/kk/news/feed.atom")
    for headers in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get("/kk/news/feed.atom", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
    page.title = "Басқа"
    page.save_revision().publish()
    assert client.get("/kk/news/feed.atom", headers={"if-none-match": first["ETag"]}).status_code == 200
