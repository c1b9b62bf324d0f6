"""Dates and times are written as each language writes them, in the time of Kazakhstan."""

import datetime as dt
from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from portal.language import (
    LANGUAGES,
    format_date,
    format_date_range,
    format_datetime,
    format_day_month,
    format_month,
    format_time,
    month_name,
    weekday_name,
    weekday_short,
)

_ = "\N{NO-BREAK SPACE}"
NINTH = date(2026, 12, 9)
EVENING_IN_LONDON = dt.datetime(2026, 12, 8, 20, 30, tzinfo=dt.UTC)


def in_each(write, *args) -> list[str]:
    return [write(*args, language) for language in LANGUAGES]


def test_a_date_is_written_as_the_art_direction_says():
    assert in_each(format_date, NINTH) == [
        f"2026{_}ж. 9{_}желтоқсан",
        f"9{_}декабря 2026{_}г.",
        f"9{_}December 2026",
    ]


def test_day_and_month_go_without_the_year():
    assert in_each(format_day_month, NINTH) == [f"9{_}желтоқсан", f"9{_}декабря", f"9{_}December"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            NINTH,
            date(2026, 12, 13),
            [f"2026{_}ж. 9–13{_}желтоқсан", f"9–13{_}декабря 2026{_}г.", f"9–13{_}December 2026"],
        ),
        (
            date(2026, 11, 30),
            date(2026, 12, 4),
            [
                f"2026{_}ж. 30{_}қараша{_}— 4{_}желтоқсан",
                f"30{_}ноября{_}— 4{_}декабря 2026{_}г.",
                f"30{_}November – 4{_}December 2026",
            ],
        ),
        (
            date(2025, 12, 30),
            date(2026, 1, 3),
            [
                f"2025{_}ж. 30{_}желтоқсан{_}— 2026{_}ж. 3{_}қаңтар",
                f"30{_}декабря 2025{_}г.{_}— 3{_}января 2026{_}г.",
                f"30{_}December 2025 – 3{_}January 2026",
            ],
        ),
    ],
)
def test_a_range_says_nothing_twice_and_has_spaces_round_its_dash_only_between_words(start, end, expected):
    assert in_each(format_date_range, start, end) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_range_of_one_day_is_one_date(language):
    assert format_date_range(NINTH, NINTH, language) == format_date(NINTH, language)


@given(st.dates(), st.dates(), st.sampled_from(LANGUAGES))
def test_a_range_given_backwards_is_put_right(start, end, language):
    assert format_date_range(start, end, language) == format_date_range(end, start, language)


def test_the_same_days_of_different_years_are_not_one_month():
    assert format_date_range(NINTH, date(2027, 12, 9), "en") == f"9{_}December 2026 – 9{_}December 2027"


def test_a_month_is_a_heading():
    assert in_each(format_month, 2026, 12) == [
        f"2026{_}ж. желтоқсан",
        f"Декабрь 2026{_}г.",
        "December 2026",
    ]


def test_months_and_weekdays_are_those_of_cldr():
    monday = date(2026, 11, 23)
    for language in LANGUAGES:
        cldr = Locale(language)
        for month in range(1, 13):
            assert month_name(month, language).lower() == cldr.months["stand-alone"]["wide"][month].lower()
            after_day = format_day_month(date(2026, month, 1), language).split(_)[1]
            assert after_day == cldr.months["format"]["wide"][month]
        for day in range(7):
            weekday = monday + dt.timedelta(days=day)
            assert weekday_name(weekday, language) == cldr.days["format"]["wide"][day]
            assert weekday_short(weekday, language) == cldr.days["format"]["abbreviated"][day]


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_does_not_exist_is_refused(month):
    with pytest.raises(ValueError, match="No month"):
        month_name(month, "kk")


def test_a_moment_is_told_in_the_time_of_kazakhstan_on_the_24_hour_clock():
    assert in_each(format_datetime, EVENING_IN_LONDON) == [
        f"2026{_}ж. 9{_}желтоқсан, 01:30",
        f"9{_}декабря 2026{_}г., 01:30",
        f"9{_}December 2026, 01:30",
    ]


def test_a_moment_falls_on_its_day_in_kazakhstan():
    assert format_date(EVENING_IN_LONDON, "en") == format_date(NINTH, "en")
    assert weekday_short(EVENING_IN_LONDON, "kk") == "ср"
    assert format_date_range(EVENING_IN_LONDON, NINTH, "en") == format_date(NINTH, "en")


def test_a_moment_without_a_zone_is_local():
    assert format_datetime(dt.datetime(2026, 12, 9, 9, 5), "en") == f"9{_}December 2026, 09:05"


def test_a_time_of_day_has_two_digits_each():
    assert format_time(dt.time(9, 5)) == "09:05"
    assert format_time(EVENING_IN_LONDON) == "01:30"


@pytest.mark.parametrize(
    "write",
    [format_date, format_day_month, weekday_name, weekday_short, lambda day, code: month_name(1, code)],
)
def test_an_unknown_language_is_refused(write):
    with pytest.raises(ValueError, match="Unknown language"):
        write(NINTH, "de")
