"""Pages of text, and what every installation has."""

import re

import pytest

from home.install import install
from home.models import HomePage, StandardPage
from home.texts import PAGES, SLUGS
from portal.language import LANGUAGES
from portal.translation.translations import outdated_translations

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", SLUGS)
def test_each_page_stands_in_three_languages_and_names_the_others(client, language, slug):
    html = client.get(f"/{language}/{slug}/").content.decode()
    assert re.findall(r"<h1>(.*?)</h1>", html) == [PAGES[language][slug][0]]
    assert re.findall(r'<link rel="alternate" hreflang="(\w\w)"', html) == ["kk", "ru", "en"]


@pytest.mark.parametrize("slug", SLUGS)
def test_texts_have_the_same_structure_in_every_language(slug):
    shapes = {tuple(kind for kind, _note in PAGES[language][slug][2]) for language in LANGUAGES}
    assert len(shapes) == 1


def test_the_page_about_the_federation_is_in_the_menu(client, language):
    sections = client.get(f"/{language}/").context["nav"].sections
    assert [row.url for row in sections][-1] == f"/{language}/about/"


def test_installing_again_changes_nothing():
    page = StandardPage.objects.get(slug="about", locale__language_code="kk")
    page.title = "Өзгертілген"
    page.save_revision().publish()
    before = StandardPage.objects.count()
    install()
    assert (
        StandardPage.objects.count() == before == (len(SLUGS) - 1) * 3
    )  # The contact page is of its own kind.
    assert StandardPage.objects.get(pk=page.pk).title == "Өзгертілген"


def test_a_changed_original_makes_its_translations_outdated():
    assert list(outdated_translations()) == []
    page = StandardPage.objects.get(slug="privacy", locale__language_code="kk")
    page.title = "Басқа тақырып"
    page.save_revision().publish()
    assert {found.locale.language_code for found in outdated_translations()} == {"ru", "en"}


def test_a_page_below_another_is_listed_there(client):
    about = StandardPage.objects.get(slug="about", locale__language_code="kk")
    about.add_child(instance=StandardPage(title="Ұйым тарихы", slug="history", locale=about.locale))
    html = client.get("/kk/about/").content.decode()
    assert html.count('<a href="/kk/about/history/">Ұйым тарихы</a>') == 1


def test_page_of_text_needs_few_queries(client, django_assert_num_queries):
    client.get("/ru/privacy/")
    with django_assert_num_queries(7):
        client.get("/ru/privacy/")


def test_first_pages_are_translations_of_each_other():
    assert HomePage.objects.values("translation_key").distinct().count() == 1
    assert HomePage.objects.exclude(alias_of=None).count() == 0
