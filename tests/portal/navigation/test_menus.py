"""Menus and the footer, as editors put them."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from home.models import HomePage, StandardPage
from portal.navigation.enums import Place
from portal.navigation.install import install
from portal.navigation.models import Menu, MenuEntry
from portal.navigation.presenters.menus import in_language
from tests.federation.news.factories import NewsPageFactory

pytestmark = pytest.mark.django_db
SECTIONS = ["directory", "news", "library", "workshops"]


def nav(client, address: str):
    return client.get(address).context["nav"]


def main_menu(client, language: str = "en") -> list[str]:
    return [link.url for link in nav(client, f"/{language}/").sections]


def footer(client, language: str = "en") -> dict[str, list[str]]:
    return {
        column.title: [link.url for link in column.links] for column in nav(client, f"/{language}/").footer
    }


def add(place: Place, **fields) -> MenuEntry:
    menu = Menu.objects.get(place=place)
    return MenuEntry.objects.create(menu=menu, sort_order=menu.entries.count(), **fields)


def page(slug: str, language: str = "kk") -> StandardPage:
    return StandardPage.objects.get(slug=slug, locale__language_code=language)


def test_new_installation_has_the_sections_and_the_pages_about_the_federation(client, language):
    assert main_menu(client, language) == [f"/{language}/{slug}/" for slug in [*SECTIONS, "about"]]
    assert list(footer(client, language).values()) == [
        [f"/{language}/{slug}/" for slug in SECTIONS],
        [
            f"/{language}/{slug}/"
            for slug in ("desk", "desk/workshops/new", "account/signup", "cascade", "join", "selection")
        ],
        [
            f"/{language}/{slug}/"
            for slug in ("about", "project-2010", "contact", "accessibility", "privacy", "terms")
        ],
    ]


def test_installing_again_changes_no_menu(client):
    MenuEntry.objects.filter(menu__place=Place.MAIN).delete()
    install()
    assert main_menu(client) == ["/en/about/"]


def test_entry_for_a_page_leads_each_reader_to_it_in_their_language(client, language):
    add(Place.MAIN, page=page("privacy", "ru"), title_en="Privacy")
    link = nav(client, f"/{language}/").sections[4]
    assert link.url == f"/{language}/privacy/"
    assert link.title == ("Privacy" if language == "en" else page("privacy", language).title)


def test_page_that_has_an_entry_is_not_added_once_more(client):
    add(Place.MAIN, page=page("about"))
    assert main_menu(client).count("/en/about/") == 1


def test_page_not_in_the_language_taken_off_or_private_shows_in_no_menu(client):
    add(Place.MAIN, page=NewsPageFactory(language="ru", slug="only-ru"))
    add(Place.MAIN, page=page("cascade"))
    assert main_menu(client)[4:] == ["/en/cascade/", "/en/about/"]
    page("cascade", "en").unpublish()
    PageViewRestriction.objects.create(page=page("about", "en"), restriction_type="login")
    assert main_menu(client) == [f"/en/{slug}/" for slug in SECTIONS]
    assert main_menu(client, "ru")[4:6] == ["/ru/news/only-ru/", "/ru/cascade/"]


def test_link_shows_only_in_the_languages_that_have_words(client):
    add(Place.FOOTER_2, address="https://example.org/law", title_ru="Закон")
    assert "https://example.org/law" in footer(client, "ru")["Участие"]
    assert "https://example.org/law" not in footer(client, "en")["Taking part"]


def test_column_without_links_is_left_out(client):
    MenuEntry.objects.filter(menu__place=Place.FOOTER_2).delete()
    assert list(footer(client)) == ["Sections", "Information"]


def test_new_pages_stay_out_once_the_menu_does_not_add_them(client):
    menu = Menu.objects.get(place=Place.FOOTER_3)
    menu.adds_pages = False
    menu.save()
    assert "Information" not in footer(client)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/desk/", "/ru/desk/"), ("/kk/news/", "/kk/news/"), ("https://a.kz/", "https://a.kz/"), ("/", "/ru/")],
)
def test_address_inside_the_portal_is_in_the_readers_language(address, expected):
    assert in_language(address, "ru") == expected


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"page"}),
        ({"address": "https://a.kz/"}, {"title_kk"}),
        ({"address": "//a.kz/", "title_kk": "А"}, {"address"}),
        ({"address": "javascript:alert(1)", "title_kk": "А"}, {"address"}),
    ],
)
def test_entry_without_target_words_or_with_a_dangerous_address_is_refused(fields, wrong):
    with pytest.raises(ValidationError) as refused:
        MenuEntry(menu=Menu.objects.get(place=Place.MAIN), **fields).full_clean()
    assert set(refused.value.message_dict) == wrong


@pytest.mark.parametrize("number", [1, 3])
def test_menus_need_no_query_when_warm(client, django_assert_num_queries, number):
    for _number in range(number):
        add(Place.MAIN, address="https://example.org/", title_en="Example")
    client.get("/en/search/")
    with django_assert_num_queries(1):  # The versions.
        client.get("/en/search/")


def test_menu_of_a_home_page_leads_to_the_first_page(client):
    add(Place.MAIN, page=HomePage.objects.get(locale__language_code="kk"))
    assert main_menu(client, "ru")[4] == "/ru/"
