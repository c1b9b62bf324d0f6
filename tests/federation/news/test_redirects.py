"""Old addresses of news lead to the new ones."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from home.models import StandardPage
from tests.hidden.hiding import only_for_editors, taken_off
from tests.hidden.things import Thing

from .factories import NewsPageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_an_old_address_leads_to_the_new_one(client, code, django_capture_on_commit_callbacks):
    page = NewsPageFactory(slug="before", language=code)
    page.slug = "after"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    response = client.get(f"/{code}/news/before/")
    assert (response.status_code, response.get("Location")) == (301, f"/{code}/news/after/")


def test_renaming_a_translation_leaves_the_others_where_they_are(client, django_capture_on_commit_callbacks):
    page = NewsPageFactory(slug="before")
    other = NewsPageFactory(slug="before", language="ru", translation_key=page.translation_key)
    other.slug = "posle"
    with django_capture_on_commit_callbacks(execute=True):
        other.save_revision().publish()
    assert client.get("/kk/news/before/").status_code == 200
    assert client.get("/ru/news/before/").url == "/ru/news/posle/"


def rename(page, slug: str) -> None:
    page.slug = slug
    page.save()


def test_renaming_a_draft_leaves_no_redirect(client, django_capture_on_commit_callbacks):
    page = NewsPageFactory(slug="before", live=False)
    with django_capture_on_commit_callbacks(execute=True):
        rename(page, "secret")
        page.move(StandardPage.objects.filter(locale=page.locale).first(), "last-child")
    assert Redirect.objects.count() == 0
    assert client.get("/kk/news/before/").status_code == 404


@pytest.mark.parametrize("hide", [taken_off, only_for_editors])
def test_redirect_does_not_tell_the_new_address_of_what_is_hidden_now(
    client, django_capture_on_commit_callbacks, hide
):
    page = NewsPageFactory(slug="before")
    with django_capture_on_commit_callbacks(execute=True):
        hide(Thing("", [page]))
        rename(page, "secret")
    assert client.get("/kk/news/before/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        page.view_restrictions.all().delete()
        page.save_revision().publish()
    assert client.get("/kk/news/before/").url == "/kk/news/secret/"


@pytest.mark.parametrize(
    ("title", "slug", "expected"),
    [
        ("Үлгі әңгіме", "", "ulgi-anggime"),
        ("Жаңалық", "сынақ-жаңалық", "synaq-zhangalyq"),
        ("News", "my-news", "my-news"),
    ],
)
def test_addresses_are_in_ascii_whatever_the_editor_types(title, slug, expected):
    assert NewsPageFactory(title=title, slug=slug).slug == expected
