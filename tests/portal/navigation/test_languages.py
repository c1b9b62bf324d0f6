"""The language switcher, and what is said of pages that are not in every language."""

import re
from html import unescape

import pytest

from home.models import StandardPage
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.news.factories import NewsPageFactory

pytestmark = pytest.mark.django_db
NOTICE = re.compile(r'<p class="message-title">([^<]*)</p>')


def switcher(client, address: str) -> dict[str, str]:
    """Where the switcher in the header leads, by language."""
    html = client.get(address).content.decode()
    head = html[: html.index("</nav>")]
    found = re.findall(r'<a href="(?:http://testserver)?([^"]*)" lang="(\w\w)"', head)
    return {code: unescape(url) for url, code in found}


def notices(client, address: str) -> list[str]:
    return NOTICE.findall(client.get(address).content.decode())


def test_it_leads_to_the_same_view_of_the_page(client):
    OrganisationFactory(slug="lib")
    view = "directory/?type=city_library&page=1"
    assert switcher(client, f"/kk/{view}") == {"ru": f"/ru/{view}", "en": f"/en/{view}"}


def test_from_a_page_that_is_missing_it_leads_to_the_section_which_says_why(client):
    NewsPageFactory(slug="only", language="ru")
    assert switcher(client, "/ru/news/only/") == {"kk": "/kk/news/?only=ru", "en": "/en/news/?only=ru"}
    assert notices(client, "/kk/news/?only=ru") == ["Бұл бет әзірге орысша ғана"]
    assert notices(client, "/en/news/?only=ru") == ["This page is available only in Russian so far"]


def test_from_a_page_below_another_it_leads_to_the_nearest_page_that_exists(client):
    about = StandardPage.objects.get(slug="about", locale__language_code="ru")
    below = about.add_child(instance=StandardPage(title="История", slug="history", locale=about.locale))
    below.add_child(instance=StandardPage(title="Начало", slug="start", locale=about.locale))
    assert switcher(client, "/ru/about/history/start/")["kk"] == "/kk/about/?only=ru"
    StandardPage.objects.get(slug="about", locale__language_code="en").unpublish()
    assert switcher(client, "/ru/about/history/start/")["en"] == "/en/?only=ru"


def test_page_in_two_languages_names_both(client):
    first = NewsPageFactory(slug="two", language="ru")
    second = NewsPageFactory(slug="two", language="en")
    type(second).objects.filter(pk=second.pk).update(translation_key=first.translation_key)
    assert switcher(client, "/ru/news/two/")["kk"] == "/kk/news/?only=ru.en"
    assert notices(client, "/kk/news/?only=ru.en") == ["Бұл бет әзірге орысша және ағылшынша ғана"]


@pytest.mark.parametrize("asked", ["", "kk", "xx", "<b>", "ru.kk"])
def test_what_is_not_missing_is_not_said_to_be(client, asked):
    assert notices(client, f"/kk/news/?only={asked}") == []


def test_record_with_words_in_another_language_says_so_only_there(client):
    organisation = OrganisationFactory(slug="lib", name_kk="Атау", name_ru="Имя", name_en="Name")
    OrganisationDescriptionFactory(record=organisation, language="ru")
    assert notices(client, "/ru/directory/lib/") == []
    assert notices(client, "/kk/directory/lib/") == ["Бұл беттің мәтіні әзірге орысша ғана"]
    assert notices(client, "/en/directory/lib/") == [
        "The text of this page is available only in Russian so far"
    ]
    OrganisationDescriptionFactory(record=organisation, language="kk")
    assert notices(client, "/kk/directory/lib/") == []


def test_record_without_any_words_says_nothing(client):
    OrganisationFactory(slug="lib")
    assert notices(client, "/ru/directory/lib/") == []
