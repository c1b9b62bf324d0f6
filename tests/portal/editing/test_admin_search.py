"""Whatever is typed into the search of the admin's lists, choosers and interfaces for programs is answered."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from home.models import HomePage, StandardPage
from portal.accounts.enums import Role
from portal.media.models import PortalImage
from tests.federation.news.factories import NewsPageFactory, PictureFactory
from tests.portal.accounts.factories import UserFactory
from tests.sampling import sample

pytestmark = pytest.mark.django_db
ODD = [
    '"', '"a', 'a"b', '"a" "', "' OR 1=1 --", "\x00", " ", "*", "-", "(", ")", "a:b", "^", "%", "\\", "NEAR(a b)",
    "title:a", "a AND", "NOT", "\u2028", "😀", "﷽", "a" * 3000, "'", "{", "%s",
]  # fmt: skip


def lists() -> list[str]:
    home = HomePage.objects.get(locale__language_code="kk")
    names = [
        "wagtailimages:index", "wagtailimages:index_results", "wagtaildocs:index", "wagtailusers_users:index",
        "wagtailadmin_pages:search", "wagtailadmin_choose_page_search", "wagtailimages_chooser:choose",
        "wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose", "wagtailredirects:index",
    ]  # fmt: skip
    snippets = [reverse(model.snippet_viewset.get_url_name("list")) for model in get_snippet_models()]
    programs = [f"/admin/api/main/{kind}/" for kind in ("pages", "images", "documents")]
    return [*map(reverse, names), reverse("wagtailadmin_explore", args=[home.pk]), *snippets, *programs]


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, is_superuser=True))
    client.raise_request_exception = False
    return client


def test_any_words_are_answered(admin):
    PictureFactory()
    broken = {
        (address, words[:20]): status
        for address in sample(lists(), "DOORS")
        for words in ODD
        if (status := admin.get(address, {"q": words, "search": words}).status_code) >= 500
    }
    assert broken == {}


def test_quotation_marks_do_not_hide_what_has_the_words(admin):
    NewsPageFactory(title="Қыран")
    PictureFactory(title="Қыран")
    for words in ('"Қыран', '"Қыран"', 'Қыран "', "Қыран"):
        assert "Қыран" in admin.get(reverse("wagtailadmin_pages:search"), {"q": words}).text
        found = admin.get(reverse("wagtailimages:index"), {"q": words}).context["images"]
        assert [image.title for image in found] == ["Қыран"]
    assert PortalImage.objects.count() == 1


def test_a_page_is_not_moved_below_itself(admin):
    page = StandardPage.objects.get(slug="about", locale__language_code="kk")
    moved = admin.post(f"/admin/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": page.pk})
    assert moved.status_code == 400
