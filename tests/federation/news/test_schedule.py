"""News that appears and leaves by the clock."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from search.models import SearchDocument

from .factories import NewsPageFactory
from .test_feed import entry_titles
from .test_list import titles

pytestmark = pytest.mark.django_db


def found(title: str) -> int:
    return SearchDocument.objects.filter(kind="news", title=title).count()


def everywhere(client, page) -> tuple[bool, bool, int, int]:
    """Whether an item is in list and feed, its rows in search, and the status of its own address."""
    return (
        page.title in titles(client.get("/kk/news/")),
        page.title in entry_titles(client, "kk"),
        found(page.title),
        client.get(f"/kk/news/{page.slug}/").status_code,
    )


def schedule(page, **times) -> None:
    """Saves as the editor's form does."""
    for name, moment in times.items():
        setattr(page, name, moment)
    page.save_revision(approved_go_live_at=times.get("go_live_at")).publish()


def test_scheduled_item_appears_everywhere_with_the_tick_after_its_hour(client, monkeypatch):
    page = NewsPageFactory(live=False)
    now = timezone.now()
    schedule(page, go_live_at=now + timedelta(minutes=5))
    call_command("tick")
    assert everywhere(client, page) == (False, False, 0, 404)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=6))
    call_command("tick")
    assert everywhere(client, page) == (True, True, 1, 200)


def test_expired_item_leaves_everywhere_with_the_tick_after_its_hour(client):
    page = NewsPageFactory()
    assert everywhere(client, page) == (True, True, 1, 200)
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("tick")
    assert everywhere(client, page) == (False, False, 0, 404)


def test_search_knows_day_words_and_category_of_an_item():
    page = NewsPageFactory(title="Портал ашылды")
    (entry,) = page.search_entries()
    assert (entry.language, entry.title, entry.url) == ("kk", "Портал ашылды", f"/kk/news/{page.slug}/")
    assert (entry.day, entry.summary, entry.body) == (page.date, "Бір сөйлем.", "Мәтін осында.")
    assert entry.keywords == ("Федерация", "Федерация", "Federation")


def test_search_knows_nothing_of_hidden_items_but_of_a_private_one_who_may_open_it(hidden):
    private = hidden.pop("private")
    assert {kind: list(page.search_entries()) for kind, page in hidden.items()} == dict.fromkeys(hidden, [])
    (entry,) = private.search_entries()
    assert entry.access.startswith("group:")


def test_items_can_be_filtered_by_year_and_by_the_category_as_it_is_called_now():
    page = NewsPageFactory(date=date(2025, 3, 2))
    rows = SearchDocument.objects.filter(model="news.newspage", key=page.pk)
    named = page.category.name_kk
    assert rows.get().facets == {"category": [["federation", named]], "year": [["2025", "2025"]]}

    page.category.name_kk = "Жаңа айдар"
    page.category.save()

    assert rows.get().facets["category"] == [["federation", "Жаңа айдар"]]
    assert "Жаңа айдар" in rows.get().keywords


def test_a_version_from_before_news_were_marked_stays_that_of_an_invented_item():
    page = NewsPageFactory(is_demo=True)
    version = page.save_revision()
    del version.content["is_demo"]
    version.save()
    version.publish()
    page.refresh_from_db()
    assert page.is_demo
