"""What all pages of ours share: addresses and the way to them."""

import pytest
from wagtail.models import Page

from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Page:
    return HomePage.objects.get(locale__language_code="kk")


def test_second_page_of_the_same_title_gets_an_address_of_its_own(home):
    pages = [
        home.add_child(instance=StandardPage(title="Ғылым ордасы", locale=home.locale)) for _ in range(2)
    ]
    assert [page.slug for page in pages] == ["ghylym-ordasy", "ghylym-ordasy-2"]


def test_page_below_a_draft_does_not_tell_its_title(home):
    draft = home.add_child(instance=StandardPage(title="Draft", locale=home.locale, live=False))
    page = draft.add_child(instance=StandardPage(title="Public", locale=home.locale))
    assert [step.title for step in page.trail] == ["Public"]
