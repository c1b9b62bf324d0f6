"""Days of a workshop on which people do not work: named in the reader's language, and never in the way."""

from datetime import date

import pytest
import time_machine
from django.utils import translation

from federation.workshops.models import Workshop
from federation.workshops.presenters.days_off import days_off
from tests import services
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import NEW, everything
from tests.markup import plain

pytestmark = [pytest.mark.django_db, services.asked_once]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", ["2026 ж. 16 желтоқсан: Тәуелсіздік күні", "2026 ж. 19 желтоқсан: сенбі"]),
        ("ru", ["16 декабря 2026 г.: День Независимости", "19 декабря 2026 г.: суббота"]),
        ("en", ["16 December 2026: Independence Day", "19 December 2026: Saturday"]),
    ],
)
def test_weekends_and_holidays_are_named_in_the_readers_language(language, expected):
    with translation.override(language):
        found = [
            str(link.title).replace("\xa0", " ") for link in days_off(date(2026, 12, 15), date(2026, 12, 19))
        ]
    assert found == expected


def test_working_days_are_not_spoken_of():
    assert days_off(date(2026, 12, 14), date(2026, 12, 15)) == []


@pytest.mark.parametrize("action", ["save", "submit"])
def test_organiser_is_warned_and_goes_on_all_the_same(client, manager, association, action):
    client.force_login(manager)
    with time_machine.travel("2026-11-20 12:00+05:00", tick=False):
        typed = {
            **everything(association),
            "starts_on": "2026-12-18",
            "ends_on": "2026-12-19",
            "action": action,
        }
        page = client.post(NEW, {**typed, "applications_close_at": "2026-12-10 18:00"}, follow=True)
    workshop = Workshop.objects.get(is_historic=False)
    assert workshop.state == {"save": "draft", "submit": "submitted"}[action]
    assert "19 декабря 2026 г.: суббота" in plain(page.text).replace("\xa0", " ")


def test_form_that_comes_back_with_errors_speaks_of_the_days_that_were_typed(client, manager, association):
    client.force_login(manager)
    typed = {**everything(association), "starts_on": "2027-03-06", "ends_on": "2027-03-08", "city": "я" * 101}
    page = client.post(NEW, {**typed, "action": "save"})
    assert [str(day.title).partition(": ")[2] for day in page.context["days_off"]] == [
        "суббота", "воскресенье", "Международный женский день",
    ]  # fmt: skip


def test_secretariat_reads_it_before_it_decides(client, secretary, association):
    with time_machine.travel("2026-11-20 12:00+05:00", tick=False):
        workshop = WorkshopFactory(
            organiser=association, state="submitted", starts_on=date(2026, 12, 19), ends_on=date(2026, 12, 19)
        )
        client.force_login(secretary)
        page = client.get(f"/en/desk/workshops/review/{workshop.slug}/")
        assert "19 December 2026: Saturday" in page.text.replace("\xa0", " ")
