"""Days, numbers, pages and lists that nobody means, wherever an address or a form takes them."""

import json
from datetime import date
from pathlib import Path

import pytest
from lxml import etree
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from federation.news.models import NewsPage
from federation.workshops.models import Workshop
from portal.accounts.enums import Role
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases"
ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = [
    "directory/",
    "news/",
    "workshops/",
    "library/",
    "search/",
    "workshops/calendar.ics",
    "search/suggest/",
]
ODD_QUERIES = [
    "page=" + "9" * 40,
    "page=-1",
    "page=1.5",
    "month=999912",
    "month=000001",
    "month=202613",
    "month=9999-12",
    "year=99999",
    "year=0",
    "when=past&page=" + "9" * 20,
    "region=KZ-10&" * 900,
    "language=kk&" * 900,
    "q=" + "%D3%99" * 5000,
]
REPORTS = ["site-history", "locked", "workflow", "workflow_tasks", "aging-pages"]


@pytest.mark.parametrize("section", LISTS)
@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: query[:24])
def test_lists_answer_whatever_their_address_asks(client, section, query):
    WorkshopFactory()
    OrganisationFactory()
    assert client.get(f"/ru/{section}", QUERY_STRING=query).status_code in (200, 404)


@pytest.mark.parametrize("first", ["0001-01-01", "9999-12-31", "1899-01-01", "x"])
@pytest.mark.parametrize("report", REPORTS)
def test_reports_of_the_admin_answer_whatever_days_are_asked(client, report, first):
    client.force_login(UserFactory(is_superuser=True, role=Role.ADMINISTRATOR))
    names = ("timestamp", "created_at", "started_at", "last_published_at", "latest_revision_created_at")
    query = {f"{name}_{end}": first for name in names for end in ("from", "to", "after", "before")}
    assert client.get(f"/admin/reports/{report}/", query).status_code == 200


@pytest.mark.parametrize("name", ["date", "go_live_at", "expire_at"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_page_with_a_day_that_nobody_means_is_not_saved(client, name, day):
    client.force_login(UserFactory(role=Role.EDITOR))
    page = NewsPageFactory(slug="item")
    data = {
        "title": "Т", "slug": "item", "summary": "С", "date": "2026-11-28", "category": page.category_id, "image": "",
        "body": streamfield([("text", rich_text("<p>М</p>"))]), "action-publish": "1",
        **dict.fromkeys(["authors", "about_organisations", "about_workshops", "about_materials", "comments"], inline_formset([])),
        name: day if name == "date" else f"{day} 10:00",
    }  # fmt: skip
    response = client.post(f"/admin/pages/{page.pk}/edit/", nested_form_data(data))
    assert list(response.context["form"].errors) == [name]
    assert NewsPage.objects.get(pk=page.pk).title == page.title


def test_workshop_saved_before_with_the_last_day_there_is_breaks_no_page(client):
    shop = WorkshopFactory(slug="bad")
    Workshop.objects.filter(pk=shop.pk).update(starts_on=date(9999, 12, 31), ends_on=date(9999, 12, 31))
    for address in (
        "/kk/",
        "/kk/workshops/",
        "/kk/workshops/?month=999912",
        "/kk/workshops/bad/",
        "/kk/search/?q=бас",
    ):
        assert client.get(address).status_code == 200, address


def test_pasted_cases_are_harmless(client):
    title, summary = (
        (CASES / name).read_text() for name in ("news-title-vertical-tab.txt", "news-summary-less-than.txt")
    )
    NewsPageFactory(title=title, summary=summary)
    feed = etree.fromstring(client.get("/kk/news/feed.atom").content)
    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == title.replace("\v", " ").replace("\n", " ")
    assert entry.find(f"{ATOM}summary").get("type") == "text"
    assert entry.findtext(f"{ATOM}summary").strip() == summary.strip()
    place = (CASES / "organisation-address-form-feed.txt").read_text()
    organisation = OrganisationFactory(address_kk=place, slug="org")
    organisation.refresh_from_db()
    assert organisation.address_kk == place.replace("\f", " ").replace("\n", " ")
    rows = json.loads(client.get("/kk/directory/data.json").getvalue())["organisations"]
    assert [row["address_kk"] for row in rows if row["id"] == "org"] == [organisation.address_kk]
