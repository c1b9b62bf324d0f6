"""What is worked out from rows is never older than the rows."""

import pytest
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from portal.content import versions

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """A function that says how often it was called."""
    calls = []

    def call() -> int:
        calls.append(1)
        return len(calls)

    return call


def test_a_result_is_kept_while_the_room_does_not_change(counted):
    assert [versions.kept("x", ["room"], counted) for _ in range(3)] == [1, 1, 1]


def test_a_change_of_the_room_makes_it_be_worked_out_again(counted):
    versions.kept("x", ["room"], counted)
    versions.bump("room")
    assert versions.kept("x", ["room"], counted) == 2


def test_a_change_of_another_room_does_not(counted):
    versions.kept("x", ["room"], counted)
    versions.bump("another")
    assert versions.kept("x", ["room"], counted) == 1


def test_parts_are_kept_apart(counted):
    assert (versions.kept("x", ["room"], counted, 1), versions.kept("x", ["room"], counted, 2)) == (1, 2)


def test_what_was_worked_out_before_a_rollback_is_never_shown_again(counted):
    with pytest.raises(RuntimeError), transaction.atomic():
        versions.bump("room")
        versions.kept("x", ["room"], counted)
        raise RuntimeError
    versions.bump("room")
    assert versions.kept("x", ["room"], counted) == 2


def test_saving_a_page_makes_new_versions_of_its_room_and_of_all_pages():
    before = versions.numbers()
    Page.objects.get(slug="directory", locale__language_code="kk").specific.save()
    after = versions.numbers()
    assert {room for room in after if after[room] != before.get(room)} == {"directory", "pages"}


def test_a_page_that_becomes_private_is_closed_at_once(client):
    page = Page.objects.get(slug="news", locale__language_code="en")
    assert client.get("/en/news/").status_code == 200
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/en/news/").status_code == 302
    restriction.delete()
    assert client.get("/en/news/").status_code == 200
