"""Notices above the pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import StandardPage
from portal.accounts.enums import Role
from portal.navigation.models import Notice
from portal.navigation.presenters.notices import section_of
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def notice(**fields) -> Notice:
    fields = {"starts_at": timezone.now() - HOUR, **fields}
    return Notice.objects.create(text_kk="Хабар", text_ru="Новость", text_en="News for all", **fields)


def shown(client, address: str) -> list[str]:
    return [row.text for row in client.get(address).context["nav"].notices]


def test_notice_stands_on_every_page_in_the_readers_language(client):
    notice()
    assert shown(client, "/kk/") == ["Хабар"]
    assert shown(client, "/ru/news/") == ["Новость"]
    html = client.get("/en/privacy/").content.decode()
    assert html.count("News for all") == 1
    assert html.index("</header>") < html.index("News for all") < html.index("<main")


def test_notice_shows_from_its_hour_to_its_hour(client):
    notice(starts_at=timezone.now() + HOUR)
    notice(ends_at=timezone.now() - timedelta(seconds=1))
    assert shown(client, "/en/") == []
    notice(ends_at=timezone.now() + HOUR)
    assert shown(client, "/en/") == ["News for all"]


def test_notice_that_was_kept_before_its_hour_shows_when_it_comes(client, monkeypatch):
    notice(starts_at=timezone.now() + HOUR, ends_at=timezone.now() + 2 * HOUR)
    assert shown(client, "/en/") == []
    now = timezone.now()
    monkeypatch.setattr(
        "portal.navigation.presenters.notices.timezone.now", lambda: now + HOUR + timedelta(minutes=1)
    )
    assert shown(client, "/en/") == ["News for all"]
    monkeypatch.setattr("portal.navigation.presenters.notices.timezone.now", lambda: now + 2 * HOUR)
    assert shown(client, "/en/") == []


def test_notice_is_over_in_the_moment_that_it_names(client, time_machine):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    notice(starts_at=timezone.now(), ends_at=timezone.now() + HOUR)
    found = []
    for moment in ("11:59:59", "12:00:00", "12:59:59", "13:00:00"):
        time_machine.move_to(f"2026-03-10 {moment}+05:00", tick=False)
        found.append(len(shown(client, "/en/")))
    assert found == [0, 1, 1, 0]


def test_notice_of_chosen_sections_shows_there_alone(client):
    notice(sections=["news", "first"])
    assert shown(client, "/en/") == shown(client, "/en/news/") == ["News for all"]
    assert shown(client, "/en/directory/") == shown(client, "/en/privacy/") == []


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/kk/", "first"),
        ("/kk/news/a/", "news"),
        ("/kk/search/", "search"),
        ("/kk/about/", "pages"),
        ("/kk/desk/", ""),
    ],
)
def test_addresses_belong_to_sections(path, section):
    assert section_of(path) == section


def test_warnings_come_first(client):
    notice()
    Notice.objects.create(kind="warning", text_kk="а", text_ru="б", text_en="Down on Sunday")
    assert shown(client, "/en/") == ["Down on Sunday", "News for all"]


def test_link_to_a_page_that_is_not_public_is_left_out(client):
    page = StandardPage.objects.get(slug="about", locale__language_code="en")
    notice(page=page)
    assert client.get("/en/").context["nav"].notices[0].link.url == "/en/about/"
    page.unpublish()
    assert client.get("/en/").context["nav"].notices[0].link.url == ""


def test_notice_costs_no_query_when_warm(client, django_assert_num_queries):
    notice()
    client.get("/en/search/")
    with django_assert_num_queries(1):
        client.get("/en/search/")


def test_end_before_the_beginning_is_refused():
    with pytest.raises(ValidationError) as refused:
        Notice(
            text_kk="а", text_ru="б", text_en="c", starts_at=timezone.now(), ends_at=timezone.now() - HOUR
        ).full_clean()
    assert set(refused.value.message_dict) == {"ends_at"}


def test_editor_writes_a_notice_in_the_admin(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    sent = {
        "kind": "warning", "text_kk": "а", "text_ru": "б", "text_en": "c", "starts_at": "01.01.2026 10:00",
        "ends_at": "", "sections": ["news"], "page": "", "address": "", "title_kk": "", "title_ru": "", "title_en": "",
    }  # fmt: skip
    response = client.post(
        "/admin/snippets/navigation/notice/add/", sent, headers={"sec-fetch-site": "same-origin"}
    )
    assert response.status_code == 302, response.context["form"].errors
    assert Notice.objects.get().sections == ["news"]
