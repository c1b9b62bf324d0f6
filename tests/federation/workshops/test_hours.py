"""Daily hours are times: read as people write them, shown with a remark, carried by calendars."""

from datetime import date, datetime, time
from importlib import import_module
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import translation

from federation.workshops.models import Workshop
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import NEW, everything

read_hours = import_module("federation.workshops.migrations.0013_hours_places_conditions_money").read_hours


def event_of(client, workshop) -> icalendar.Event:
    answer = client.get(workshop.url_in("kk") + "calendar.ics")
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    return event


@pytest.mark.django_db
def test_event_of_several_days_is_one_event_repeated_daily_at_its_hours(client):
    workshop = WorkshopFactory(starts_on=date(2027, 3, 9), begins_at=time(9, 30), ends_at=time(17, 30))
    event = event_of(client, workshop)
    zone = ZoneInfo("Asia/Almaty")
    assert event["DTSTART"].dt == datetime(2027, 3, 9, 9, 30, tzinfo=zone)
    assert event["DTEND"].dt == datetime(2027, 3, 9, 17, 30, tzinfo=zone)
    assert event["DTSTART"].params["TZID"] == "Asia/Almaty"
    assert event["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [3]}


@pytest.mark.django_db
def test_event_of_one_day_is_not_repeated_and_one_without_hours_is_whole_days(client):
    day = date(2027, 3, 9)
    one = event_of(client, WorkshopFactory(starts_on=day, ends_on=day, begins_at=time(10), ends_at=time(12)))
    whole = event_of(client, WorkshopFactory(starts_on=day))
    assert ("RRULE" in one, one["DTEND"].dt.hour) == (False, 12)
    assert ("RRULE" in whole, whole["DTSTART"].params["VALUE"]) == (False, "DATE")


@pytest.mark.django_db
def test_remark_stands_behind_the_times_in_the_working_language(client):
    workshop = WorkshopFactory(begins_at=time(9, 30), ends_at=time(17), hours_note="сенбіде 13:00-ге дейін")
    page = client.get(workshop.url_in("en")).text
    assert '<span lang="kk">09:30–17:00; сенбіде 13:00-ге дейін</span>' in page
    workshop.hours_note = ""
    with translation.override("en"):
        assert tuple(workshop.hours) == ("09:30–17:00", "en")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("begins", "ends", "wrong"),
    [
        ("9:30", "17.30", set()), ("09", "17", set()), ("", "", set()), ("17:30", "9:30", {"ends_at"}),
        ("9:30", "9:30", {"ends_at"}), ("9:30", "", {"ends_at"}), ("", "17:30", {"begins_at"}), ("25:00", "26", {"begins_at", "ends_at"}),
        ("таңертең", "17:30", {"begins_at"}),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(client, manager, association, begins, ends, wrong):
    client.force_login(manager)
    typed = {**everything(association), "begins_at": begins, "ends_at": ends, "action": "save"}
    page = client.post(NEW, typed)
    assert set(page.context["form"].errors if page.status_code == 200 else ()) == wrong
    row = Workshop.objects.filter(is_historic=False).first()
    assert (row is None) is bool(wrong)
    if row and begins:
        assert (row.begins_at.hour, row.ends_at.hour) == (9, 17)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("9:30–17:30", (time(9, 30), time(17, 30), "")),
        ("09.30-17.30", (time(9, 30), time(17, 30), "")),
        ("с 10 до 17", (time(10), time(17), "")),
        ("10:00 — 13:00; в пятницу до 12", (time(10), time(13), "в пятницу до 12")),
        ("9-дан 17-ге дейін", (time(9), time(17), "")),
        ("Сағат 10:00-ден 17:30-ға дейін", (time(10), time(17, 30), "")),
        ("from 10 to 17", (time(10), time(17), "")),
        ("", None), ("10:00", None), ("таңертең", None), ("17:00–9:00", None), ("10–25", None), ("с 10", None),
    ],
)  # fmt: skip
def test_hours_that_were_a_text_are_read_or_kept(text, read):
    assert read_hours(text) == read
