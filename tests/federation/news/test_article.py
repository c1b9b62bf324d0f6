"""A news item's own page."""

import re

import pytest
from wagtail.models import PageViewRestriction

from federation.news.models import NewsOrganisation
from portal.translation.translations import record_translation
from tests.federation.directory.factories import OrganisationFactory

from .factories import NewsPageFactory, PictureFactory

pytestmark = pytest.mark.django_db
HREFLANG = re.compile(r'<link rel="alternate" hreflang="(\w\w)"')


def test_item_shows_its_title_lead_text_and_category(client):
    page = NewsPageFactory(title="Портал ашылды", summary="Бір сөйлем ғана.", slug="portal")
    html = client.get("/kk/news/portal/").content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", html) == ["Портал ашылды"]
    assert html.count("Бір сөйлем ғана.") == 4  # Lead and description, and the same for programs.
    assert html.count("<p>Мәтін осында.</p>") == 1
    assert page.read_minutes == 1


@pytest.mark.parametrize("kind", ["draft", "scheduled", "expired"])
def test_what_is_not_live_is_not_found(client, hidden, kind):
    assert client.get(f"/kk/news/{hidden[kind].slug}/").status_code == 404


def test_a_private_item_sends_visitors_to_sign_in(client, hidden):
    response = client.get(f"/kk/news/{hidden['private'].slug}/")
    assert (response.status_code, response.url.split("?")[0]) == (302, "/kk/account/login/")


def test_other_languages_are_named_only_where_they_exist(client):
    page = NewsPageFactory(slug="two")
    NewsPageFactory(slug="two", language="ru", translation_key=page.translation_key)
    NewsPageFactory(slug="two", language="en", translation_key=page.translation_key, live=False)
    assert HREFLANG.findall(client.get("/kk/news/two/").content.decode()) == ["kk", "ru"]


def test_an_alias_counts_as_missing_for_hreflang(client, hidden):
    original = hidden["alias"].alias_of
    html = client.get(f"/ru/news/{original.slug}/").content.decode()
    assert HREFLANG.findall(html) == ["ru"]


def test_a_translation_names_its_original_and_the_original_none(client):
    page = NewsPageFactory(slug="both")
    other = NewsPageFactory(slug="both", language="ru", translation_key=page.translation_key)
    record_translation(page, [other])
    assert other.original[:3] == ("kk", page.title, "/kk/news/both/")
    assert page.original is None
    assert client.get("/ru/news/both/").content.decode().count('<a href="/kk/news/both/" hreflang="kk">') == 1


def test_a_translation_older_than_its_original_says_so(client):
    page = NewsPageFactory(slug="both")
    other = NewsPageFactory(slug="both", language="ru", translation_key=page.translation_key)
    record_translation(page, [other])
    assert other.original.is_newer is False
    page.save_revision().publish()
    assert other.original.is_newer is False  # It says the same as before.
    page.title = "Жаңа тақырып"
    page.save_revision().publish()
    assert other.original.is_newer is True
    assert client.get("/ru/news/both/").content.decode().count('class="message message-info"') == 1


def test_what_an_item_is_about_shows_only_while_it_is_public(client):
    page = NewsPageFactory(slug="about")
    organisation = OrganisationFactory(name_kk="Облыстық кітапхана")
    page.about_organisations.add(NewsOrganisation(organisation=organisation))
    page.save_revision().publish()
    link = f'<a href="/kk/directory/{organisation.slug}/">'
    assert client.get("/kk/news/about/").content.decode().count(link) == 1
    organisation.state = "draft"
    organisation.save()
    assert client.get("/kk/news/about/").content.decode().count(link) == 0


def test_picture_is_described_in_the_readers_language(client):
    for language in ("kk", "ru", "en"):
        NewsPageFactory(slug="picture", language=language, image=PictureFactory())
    words = {
        language: re.findall(
            r'<img[^>]*alt="([^"]+)"', client.get(f"/{language}/news/picture/").content.decode()
        )
        for language in ("kk", "ru", "en")
    }
    assert words == {"kk": ["Сурет"], "ru": ["Рисунок"], "en": ["Drawing"]}


def test_item_needs_few_queries(client, django_assert_num_queries):
    page = NewsPageFactory(slug="cheap", language="ru", image=PictureFactory())
    page.about_organisations.add(NewsOrganisation(organisation=OrganisationFactory()))
    page.save_revision().publish()
    client.get("/ru/news/cheap/")
    with django_assert_num_queries(8):
        client.get("/ru/news/cheap/")


def test_restriction_on_the_index_hides_its_items(client):
    page = NewsPageFactory(slug="below")
    client.get("/kk/news/below/")
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/kk/news/below/").status_code == 302


def test_what_was_invented_is_marked_among_more_news(client):
    real = NewsPageFactory(slug="real")
    NewsPageFactory(title="Ойдан", is_demo=True)
    beside = client.get(f"/kk/news/{real.slug}/").text.partition("story-links")[2]
    assert (beside.count("Ойдан"), beside.count("badge-demo")) == (1, 1)
