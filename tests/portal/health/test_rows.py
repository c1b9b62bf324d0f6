"""One bad row spoils no feed, table or sitemap: it is left out, logged and counted."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import DatabaseError

from federation.directory.models import Organisation
from federation.news.models import NewsPage
from federation.workshops.models import Workshop
from portal.health.registry import CHECKS, POOR, Finding
from portal.health.rows import KEY, each
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory

pytestmark = pytest.mark.django_db
LAST_DAY = date(9999, 12, 31)


@pytest.fixture(autouse=True)
def _nothing_left_out(db):
    caches["default"].delete(KEY)


def half(number: int) -> int:
    return 100 // number


def test_bad_row_is_left_out_logged_and_counted_once(caplog):
    for _time in range(2):
        assert list(each([1, 0, 4], half, "numbers")) == [100, 25]
    assert [record.getMessage() for record in caplog.records] == ["a row was left out of numbers: int"] * 2
    assert CHECKS["rows"].ask() == Finding(POOR, {"left_out": 1})


def test_database_that_fails_is_no_fault_of_a_row():
    def fails(row):
        raise DatabaseError

    with pytest.raises(DatabaseError):
        list(each([1], fails, "numbers"))


def spoil_workshop() -> None:
    WorkshopFactory(slug="good")
    WorkshopFactory(slug="bad")
    Workshop.objects.filter(slug="bad").update(starts_on=LAST_DAY, ends_on=LAST_DAY)


def spoil_news() -> None:
    NewsPageFactory(slug="good")
    page = NewsPageFactory(slug="bad")
    NewsPage.objects.filter(pk=page.pk).update(last_published_at=None)


def spoil_organisation() -> None:
    OrganisationFactory(slug="good")
    OrganisationFactory(slug="bad")


@pytest.mark.parametrize(
    ("spoil", "address"),
    [
        (spoil_workshop, "/kk/workshops/calendar.ics"),
        (spoil_workshop, "/kk/workshops/"),
        (spoil_workshop, "/kk/"),
        (spoil_workshop, "/sitemap-workshop-1.xml"),
        (spoil_news, "/kk/news/feed.atom"),
        (spoil_news, "/sitemap-page-1.xml"),
    ],
)
def test_what_is_well_comes_beside_what_is_not(client, spoil, address):
    spoil()
    response = client.get(address)
    assert response.status_code == 200
    assert "/good/" in response.getvalue().decode() or address == "/kk/"


@pytest.mark.parametrize("address", ["data.csv", "data.json"])
def test_table_of_the_directory_goes_on_after_a_bad_row(client, monkeypatch, address):
    spoil_organisation()
    own = Organisation.url_in

    def url_in(self, language):
        if self.slug == "bad":
            raise OverflowError
        return own(self, language)

    monkeypatch.setattr(Organisation, "url_in", url_in)
    text = client.get(f"/kk/directory/{address}").getvalue().decode()
    assert ("good" in text, "bad" in text) == (True, False)


def test_calendar_without_its_bad_row_is_kept_and_told_of(client):
    spoil_workshop()
    for _time in range(2):
        content = client.get("/kk/workshops/calendar.ics").content.decode()
        assert (content.count("BEGIN:VEVENT"), "/workshops/good/" in content) == (1, True)
    assert CHECKS["rows"].ask().numbers == {"left_out": 1}
