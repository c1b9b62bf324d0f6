"""The first page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from federation.directory.models import Organisation, Region
from federation.workshops.actions import take_place
from home.models import HomePage
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory, PictureFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def page(client, language: str = "kk"):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    return response


def test_a_new_installation_promises_and_acts_in_every_language(client, language):
    response = page(client, language)
    home = HomePage.objects.get(locale__language_code=language)
    html = response.content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == [home.promise]
    assert [link.url for link in response.context["links"]] == [
        f"/{language}/workshops/",
        f"/{language}/directory/",
    ]
    assert len(response.context["steps"]) == 4
    assert html.count(f'href="/{language}/cascade/"') > 0


def test_figures_are_counted_from_the_database(client):
    before = page(client).context["front"].figures
    assert before.organisations == Organisation.objects.public().count()
    empty = Region.objects.exclude(pk__in=Organisation.objects.exclude(region=None).values("region")).first()
    OrganisationFactory(region=empty)
    after = page(client).context["front"].figures
    assert (after.organisations, after.regions) == (before.organisations + 1, before.regions + 1)
    assert after.all_regions == 20


def test_free_places_of_the_next_workshop_follow_each_place_taken(client, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr("home.presenters.front.timezone.now", lambda: now)
    workshop = WorkshopFactory(capacity=2, city="павлодар")
    assert page(client).context["front"].call.places_left == 2
    take_place(workshop, UserFactory())
    assert page(client).context["front"].call.places_left == 1


def test_place_of_a_workshop_is_named_as_the_reader_knows_it(client):
    WorkshopFactory(city="павлодар")
    assert page(client, "en").context["front"].call.place == ("Pavlodar", "en")


def test_map_leads_from_each_region_to_its_part_of_the_directory(client):
    region = Region.objects.get(pk="KZ-55")
    OrganisationFactory(region=region)
    point = next(point for point in page(client, "ru").context["front"].points if point.code == "KZ-55")
    assert (point.label, point.href) == (region.name_ru, "/ru/directory/?region=KZ-55")
    assert point.number == Organisation.objects.public().filter(region=region).count()


def test_where_something_is_real_nothing_invented_stands_beside_it(client):
    NewsPageFactory(title="Ойдан", is_demo=True, date=timezone.localdate())
    assert [story.title for story in page(client).context["front"].news] == ["Ойдан"]
    NewsPageFactory(title="Шын", date=timezone.localdate() - timedelta(days=9))
    assert [story.title for story in page(client).context["front"].news] == ["Шын"]


def test_latest_news_of_the_language_are_shown(client):
    for number in range(6):
        NewsPageFactory(title=f"Жаңалық {number}", date=timezone.localdate() - timedelta(days=number))
    NewsPageFactory(title="Новость", language="ru")
    assert [story.title for story in page(client).context["front"].news] == [
        f"Жаңалық {number}" for number in range(5)
    ]
    assert [story.title for story in page(client, "ru").context["front"].news] == ["Новость"]


def test_hidden_news_are_not_shown(client):
    NewsPageFactory(title="Жоба", live=False)
    assert page(client).context["front"].news == ()


def test_words_that_an_editor_changes_show_at_once(client):
    page(client)
    home = HomePage.objects.get(locale__language_code="kk")
    home.promise = "Жаңа сөз"
    home.save_revision().publish()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", page(client).content.decode()) == ["Жаңа сөз"]


def test_first_page_sets_no_cookie(client):
    response = page(client)
    assert (response.cookies, response["Cache-Control"]) == ({}, "public, max-age=20")


@pytest.mark.parametrize("rows", [1, 3])
def test_first_page_needs_few_queries(client, monkeypatch, django_assert_num_queries, rows):
    now = timezone.now()
    monkeypatch.setattr("home.presenters.front.timezone.now", lambda: now)
    for _number in range(rows):
        NewsPageFactory(language="ru", image=PictureFactory())
        OrganisationFactory()
    page(client, "ru")
    with django_assert_num_queries(6):
        page(client, "ru")


def test_search_finds_the_first_page():
    home = HomePage.objects.get(locale__language_code="ru")
    (entry,) = home.search_entries()
    assert (entry.language, entry.url) == ("ru", "/ru/")
    assert entry.body.count(home.promise) == 1
