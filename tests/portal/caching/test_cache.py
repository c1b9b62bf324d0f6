"""What is worked out from rows is never older than the rows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction

from federation.directory.enums import DIRECTORY_SCOPE
from federation.directory.models import Organisation
from portal.caching import cache
from portal.caching.models import DataVersion
from portal.content.install import on_migrated
from tests.federation.directory.factories import OrganisationFactory

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
    assert [cache.cached("x", counted, depends_on=["room"]) for _ in range(3)] == [1, 1, 1]


def test_a_change_of_the_room_makes_it_be_worked_out_again(counted):
    cache.cached("x", counted, depends_on=["room"])
    cache.invalidate("room")
    assert cache.cached("x", counted, depends_on=["room"]) == 2


def test_a_change_of_another_room_does_not(counted):
    cache.cached("x", counted, depends_on=["room"])
    cache.invalidate("another")
    assert cache.cached("x", counted, depends_on=["room"]) == 1


@pytest.mark.parametrize("room", ["first", "second", "third"])
def test_a_change_of_any_room_that_it_depends_on_makes_it_be_worked_out_again(counted, room):
    rooms = ["first", "second", "third"]
    assert cache.cached("x", counted, depends_on=rooms) == 1
    cache.invalidate(room)
    assert [cache.cached("x", counted, depends_on=rooms) for _time in range(2)] == [2, 2]


def test_parts_are_kept_apart(counted):
    assert (
        cache.cached("x", counted, 1, depends_on=["room"]),
        cache.cached("x", counted, 2, depends_on=["room"]),
    ) == (1, 2)


def test_languages_are_kept_apart(counted):
    shown = []
    for code in ("kk", "ru", "en", "kk", "ru", "en"):
        with override(code):
            shown.append(cache.cached("x", counted, depends_on=["room"]))
    assert shown == [1, 2, 3, 1, 2, 3]


def test_a_row_that_is_saved_or_deleted_makes_it_be_worked_out_again(counted):
    def shown() -> int:
        return cache.cached("x", counted, depends_on=[DIRECTORY_SCOPE])

    organisation = OrganisationFactory()
    assert (shown(), shown()) == (1, 1)
    organisation.save()
    assert (shown(), shown()) == (2, 2)
    organisation.delete()
    assert (shown(), shown()) == (3, 3)
    OrganisationFactory()
    assert (shown(), Organisation.objects.all().delete()[0] > 0, shown(), shown()) == (4, True, 5, 5)


def test_a_public_list_counts_a_row_until_it_is_deleted(client, language):
    def number() -> int:
        return client.get(f"/{language}/directory/").context["listing"].page.paginator.count

    before = number()
    organisation = OrganisationFactory()
    assert number() == before + 1
    organisation.delete()
    assert number() == before


def test_what_was_worked_out_before_a_rollback_is_never_shown_again(counted):
    with pytest.raises(RuntimeError), transaction.atomic():
        cache.invalidate("room")
        cache.cached("x", counted, depends_on=["room"])
        raise RuntimeError
    cache.invalidate("room")
    assert cache.cached("x", counted, depends_on=["room"]) == 2


def test_saving_a_page_makes_new_versions_of_its_room_and_of_all_pages():
    before = cache.current_versions()
    Page.objects.get(slug="directory", locale__language_code="kk").specific.save()
    after = cache.current_versions()
    assert {room for room in after if after[room] != before.get(room)} == {"directory", "pages"}


def test_a_page_that_becomes_private_is_closed_at_once(client):
    page = Page.objects.get(slug="news", locale__language_code="en")
    assert client.get("/en/news/").status_code == 200
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/en/news/").status_code == 302
    restriction.delete()
    assert client.get("/en/news/").status_code == 200


def test_after_a_migration_nothing_of_an_earlier_release_is_shown():
    """A shared cache outlives the release that filled it."""
    rooms = {"directory", "workshops", "resources", "news", "pages"}
    before = cache.current_versions()
    on_migrated(plan=[])
    after = cache.current_versions()
    assert {room for room in after if after[room] != before.get(room)} >= rooms


def test_adding_up_keeps_one_row_a_room_and_every_version(counted):
    cache.cached("x", counted, depends_on=["a", "b"])
    for room in "abaab":
        cache.invalidate(room)
    before = cache.current_versions()
    cache.cached("x", counted, depends_on=["a", "b"])
    cache.compact()
    assert cache.current_versions() == before
    assert cache.cached("x", counted, depends_on=["a", "b"]) == 2
    assert DataVersion.objects.filter(room__in="ab").count() == 2


def test_a_sum_near_the_end_of_its_column_begins_anew():
    DataVersion.objects.create(room="a", number=cache.MOST)
    cache.invalidate("a")
    before = cache.current_versions()["a"]
    cache.compact()
    assert 0 < cache.current_versions()["a"] < 2 ** (cache.CHANGE_BITS + 1) < before


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_transactions_that_change_rooms_in_opposite_order_do_not_wait_for_each_other():
    meet = Barrier(2, timeout=10)

    def change(first: str, second: str) -> None:
        with transaction.atomic():
            cache.invalidate(first)
            meet.wait()
            cache.invalidate(second)
        connection.close()

    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(change, "a", "b"), pool.submit(change, "b", "a")]:
            done.result(timeout=20)
    assert DataVersion.objects.filter(room__in="ab").count() == 4
