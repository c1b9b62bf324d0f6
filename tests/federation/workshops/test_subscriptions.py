"""Calendars to subscribe to, read by two parsers."""

from datetime import timedelta

import icalendar
import pytest
import vobject
from django.utils import timezone
from lxml import etree

from federation.directory.models import Region
from federation.workshops.models import Workshop
from federation.workshops.views import calendars
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_pages import events

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(db):
    """Workshops in two regions and two languages, one online, one cancelled."""
    WorkshopFactory(slug="pvl", region_id="KZ-55", working_language="kk")
    WorkshopFactory(slug="pvl-ru", region_id="KZ-55", working_language="ru", state="cancelled")
    WorkshopFactory(slug="aqt", region_id="KZ-15", working_language="kk")
    WorkshopFactory(slug="online", region=None, attendance_mode="online", working_language="ru")


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"pvl", "pvl-ru", "aqt", "online"}),
        ("region=KZ-55", {"pvl", "pvl-ru"}),
        ("region=KZ-55&region=KZ-15&language=kk", {"pvl", "aqt"}),
        ("language=ru", {"pvl-ru", "online"}),
        ("region=unknown", {"online"}),
        ("region=nowhere&language=de&month=202601", {"pvl", "pvl-ru", "aqt", "online"}),
    ],
)
def test_one_subscribes_to_regions_and_languages(client, mixed, query, slugs):
    found = events(client.get(f"/kk/workshops/calendar.ics?{query}"))
    assert {str(event["URL"]).split("/")[-2] for event in found} == slugs


def test_list_offers_the_calendar_of_what_is_chosen_in_it_to_calendar_programs(client, mixed, language):
    html = etree.HTML(client.get(f"/{language}/workshops/?region=KZ-55&language=ru").text)
    every = f"/{language}/workshops/calendar.ics"
    chosen = f"{every}?region=KZ-55&language=ru"
    assert html.xpath("//link[@type='text/calendar']/@href") == [every, chosen]
    assert html.xpath("//a[starts-with(@href, 'webcal:')]/@href") == [f"webcal://testserver{chosen}"]
    calendar = icalendar.Calendar.from_ical(client.get(chosen).content)
    region = getattr(Region.objects.get(pk="KZ-55"), f"name_{language}")
    assert calendar["X-PUBLISHED-TTL"].to_ical() == b"PT6H"
    assert [region in part for part in str(calendar["X-WR-CALNAME"]).split(" · ")] == [False, True, False]


def test_there_is_a_calendar_of_each_region_and_language_also_where_nothing_is_planned(client, language):
    html = etree.HTML(client.get(f"/{language}/workshops/").text)
    every = f"/{language}/workshops/calendar.ics?"
    found = html.xpath(f"//details//a[starts-with(@href, '{every}')]/@href")
    regions = set(Region.objects.values_list("pk", flat=True)) | {"unknown"}
    assert len(found) == len(set(found))
    assert set(found) == {
        *(f"{every}region={code}" for code in regions),
        *(f"{every}language={code}" for code in ("kk", "ru", "en")),
    }


def test_subscription_says_how_often_to_come_back_and_another_parser_reads_the_same(client, mixed):
    content = client.get("/ru/workshops/calendar.ics").content
    calendar = icalendar.Calendar.from_ical(content)
    other = vobject.readOne(content.decode())
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert other.refresh_interval.params == {"VALUE": ["DURATION"]}
    for event, same in zip(calendar.walk("VEVENT"), other.vevent_list, strict=True):
        row = Workshop.objects.get(slug=str(event["URL"]).split("/")[-2])
        last = row.ends_on + timedelta(days=1)
        state = "CANCELLED" if row.state == "cancelled" else "CONFIRMED"
        assert (event["DTSTART"].dt, event["DTEND"].dt, event["STATUS"]) == (row.starts_on, last, state)
        assert (same.dtstart.value, same.dtend.value, same.status.value) == (row.starts_on, last, state)
        assert same.uid.value == str(event["UID"]) == f"workshop-{row.form_token}@workshops.federation"
        assert (same.summary.value, same.sequence.value) == (
            str(event["SUMMARY"]),
            str(row.calendar_sequence),
        )
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Almaty"]


def test_calendar_of_nothing_holds_the_time_zone_still(client):
    content = client.get("/kk/workshops/calendar.ics?region=KZ-10").content
    calendar = icalendar.Calendar.from_ical(content)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]  # RFC 5545, section 3.4.
    (rule,) = calendar.subcomponents[0].subcomponents
    assert (rule.name, rule["TZOFFSETTO"].td) == ("STANDARD", timedelta(hours=5))
    vobject.readOne(content.decode())


def test_workshop_stays_in_the_calendar_for_a_year_after_it(client):
    today = timezone.localdate()
    for slug, days in (("yesterday", 1), ("last-year", 365), ("long-ago", 366), ("tomorrow", -1)):
        day = today - timedelta(days=days)
        WorkshopFactory(slug=slug, starts_on=day, ends_on=day)
    found = events(client.get("/kk/workshops/calendar.ics"))
    assert {str(event["URL"]).split("/")[-2] for event in found} == {"tomorrow", "yesterday", "last-year"}


def test_full_calendar_gives_up_past_workshops_before_coming_ones(client, monkeypatch):
    monkeypatch.setattr(calendars, "MOST_IN_CALENDAR", 1)
    today = timezone.localdate()
    for slug, days in (("yesterday", -1), ("tomorrow", 1)):
        day = today + timedelta(days=days)
        WorkshopFactory(slug=slug, starts_on=day, ends_on=day)
    (event,) = events(client.get("/kk/workshops/calendar.ics"))
    assert "/tomorrow/" in str(event["URL"])


@pytest.mark.parametrize("count", [1, 3])
def test_subscription_needs_as_many_queries_for_one_as_for_three(client, django_assert_num_queries, count):
    for _number in range(count):
        WorkshopFactory(region_id="KZ-55")
    client.get("/kk/workshops/calendar.ics?region=KZ-15")  # What hangs on the site alone.
    with django_assert_num_queries(4):
        client.get("/kk/workshops/calendar.ics?region=KZ-55")


def test_calendar_that_has_not_changed_is_not_sent_again(client, mixed):
    first = client.get("/kk/workshops/calendar.ics")
    again = client.get("/kk/workshops/calendar.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    moved = Workshop.objects.get(slug="pvl")
    moved.venue_kk = "Басқа зал"
    moved.save()
    assert (
        client.get("/kk/workshops/calendar.ics", headers={"if-none-match": first["ETag"]}).status_code == 200
    )
