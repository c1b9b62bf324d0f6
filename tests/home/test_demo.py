"""The demo page: every kind of block stands somewhere in what the portal comes with."""

import pytest
from django.utils.html import strip_tags

from federation.news.demo.texts import TEXTS as NEWS
from home.blocks import PageBodyBlock
from home.demo import loading
from home.models import StandardPage
from home.texts import PAGES
from portal.demo.registry import Demo, rooms_with_demo
from portal.language import LANGUAGES
from resources.models import MaterialFile
from tests import services
from tests.resources.factories import FileFactory, MaterialFactory

pytestmark = [pytest.mark.django_db, services.asked_once]

# A film of another host would be somebody's own; the style guide shows the block.
ONLY_BY_EDITORS = {"video"}


@pytest.fixture
def pages() -> dict[str, StandardPage]:
    FileFactory(material=MaterialFactory(slug="workshop-checklist"), language="kk")
    loading.load(Demo(password=""))
    found = StandardPage.objects.filter(slug=loading.SLUG).select_related("locale")
    return {page.locale.language_code: page for page in found}


def test_every_block_is_shown_by_some_page(pages):
    kinds = {block.block_type for block in pages["kk"].body}
    for texts in (PAGES["kk"], NEWS["kk"]):
        kinds |= {kind for _title, _summary, parts in texts.values() for kind, _note in parts}
    assert set(PageBodyBlock().child_blocks) - kinds == ONLY_BY_EDITORS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_sees_the_blocks_in_the_language_and_that_the_people_are_invented(client, pages, language):
    html = client.get(f"/{language}/about/{loading.SLUG}/").text
    words = loading.WORDS[language]
    assert [word for word in (words.text, words.gallery, words.file, words.call[2]) if word not in html] == []
    assert [role for role, _line in words.people if role not in html] == []
    assert html.count("<img") == len([words.figure, *words.captions])
    assert pages[language].alternates == {code: f"/{code}/about/{loading.SLUG}/" for code in LANGUAGES}


def test_demo_loads_twice_into_the_same_pages_and_leaves_alone_what_is_there(pages):
    loading.load(Demo(password=""))
    assert set(StandardPage.objects.filter(slug=loading.SLUG)) == set(pages.values())


def test_without_the_library_the_page_has_no_file(db):
    MaterialFile.objects.all().delete()
    loading.load(Demo(password=""))
    page = StandardPage.objects.get(slug=loading.SLUG, locale__language_code="kk")
    assert "file" not in {block.block_type for block in page.body}


def test_no_menu_and_no_footer_leads_to_the_demonstration_and_each_link_to_a_page_that_says_something(client):
    before = {language: links(client, language) for language in LANGUAGES}
    made = Demo(password="demo password 1")
    for module in rooms_with_demo():
        module.load(made)
    for language, addresses in before.items():
        assert links(client, language) == addresses
        for address in addresses:
            answer = client.get(address, follow=True)
            main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
            assert (address, answer.status_code) == (address, 200)
            assert len(strip_tags(main).split()) > 20, address


def links(client, language: str) -> list[str]:
    """Where the main menu and the footer lead."""
    nav = client.get(f"/{language}/").context["nav"]
    return [link.url for part in (nav.sections, *(column.links for column in nav.footer)) for link in part]
