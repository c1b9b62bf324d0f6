"""Django writes dates and numbers in templates and forms as the portal's own functions do."""

import datetime as dt

import pytest
from django import forms
from django.utils import formats, translation

from portal.language import (
    LANGUAGES,
    format_date,
    format_datetime,
    format_day_month,
    format_month,
    format_number,
    weekday_short,
)

MOMENT = dt.datetime(2026, 12, 9, 9, 5)

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def test_dates_in_templates_are_those_of_the_portal(language):
    with translation.override(language):
        assert formats.date_format(MOMENT, "DATE_FORMAT") == format_date(MOMENT, language)
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == format_datetime(MOMENT, language)
        assert formats.date_format(MOMENT, "MONTH_DAY_FORMAT") == format_day_month(MOMENT, language)
        assert formats.date_format(MOMENT, "YEAR_MONTH_FORMAT") == format_month(2026, 12, language)
        assert formats.date_format(MOMENT, "SHORT_DATE_FORMAT") == "09.12.2026"


def test_weekdays_in_templates_are_those_of_the_portal(language):
    with translation.override(language):
        assert formats.date_format(MOMENT, "D").lower() == weekday_short(MOMENT, language).lower()


def test_numbers_are_those_of_the_portal(language):
    with translation.override(language):
        assert formats.number_format(1234567.5, 2, force_grouping=True) == format_number(
            1234567.5, language, 2
        )


def test_the_week_starts_on_monday(language):
    assert formats.get_format("FIRST_DAY_OF_WEEK", language) == 1


@pytest.mark.parametrize("typed", ["09.12.2026", "2026-12-09"])
def test_a_form_reads_the_day_before_the_month(language, typed):
    with translation.override(language):
        assert forms.DateField(localize=True).clean(typed) == dt.date(2026, 12, 9)
