"""Dates and times as kk, ru and en write them, in the one time zone of Kazakhstan.

The forms are those of the art direction: "2026 ж. 9 желтоқсан", "9 декабря 2026 г.", "9 December 2026".
A no-break space joins a day to its month and a year to its "ж." or "г.". Names of months and days are CLDR's.
"""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from portal.language.names import check_language
from portal.language.typography import dash

TIME_ZONE: Final = ZoneInfo("Asia/Almaty")
"""UTC+5, the only time zone of Kazakhstan since 1 March 2024."""

_NBSP: Final = "\N{NO-BREAK SPACE}"
_TO: Final = "\N{EN DASH}"

_MONTHS: Final = {
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
    "ru": [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_MONTHS_AFTER_DAY: Final = _MONTHS | {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}
_WEEKDAYS: Final = {
    "kk": ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"],
    "ru": ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_WEEKDAYS_SHORT: Final = {
    "kk": ["дс", "сс", "ср", "бс", "жм", "сб", "жс"],
    "ru": ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}


def _local(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is None else moment.astimezone(TIME_ZONE)


def _day(date: dt.date) -> dt.date:
    """The calendar day in Kazakhstan, also of a datetime; one without a zone is taken as local."""
    return _local(date).date() if isinstance(date, dt.datetime) else date


def month_name(month: int, language: str) -> str:
    """Name of the month 1–12 standing alone: "желтоқсан", "декабрь", "December". Raises ValueError."""
    if not 1 <= month <= 12:
        raise ValueError(f"No month has the number {month}.")
    return _MONTHS[check_language(language)][month - 1]


def weekday_name(date: dt.date, language: str) -> str:
    """Name of the day of the week: "дүйсенбі", "понедельник", "Monday". Raises ValueError."""
    return _WEEKDAYS[check_language(language)][_day(date).weekday()]


def weekday_short(date: dt.date, language: str) -> str:
    """The day of the week in two letters (kk дс сс ср бс жм сб жс; ru пн … вс) or three (en Mon …)."""
    return _WEEKDAYS_SHORT[check_language(language)][_day(date).weekday()]


def format_day_month(date: dt.date, language: str) -> str:
    """Day and month without the year: "9 желтоқсан", "9 декабря", "9 December". Raises ValueError."""
    return f"{_day(date).day}{_NBSP}{month_after_day(date, language)}"


def month_after_day(date: dt.date, language: str) -> str:
    """Name of the month as it follows the day: "желтоқсан", "декабря", "December". Raises ValueError."""
    return _MONTHS_AFTER_DAY[check_language(language)][_day(date).month - 1]


def _with_year(words: str, year: int, language: str) -> str:
    if language == "kk":
        return f"{year}{_NBSP}ж. {words}"
    return f"{words} {year}{_NBSP}г." if language == "ru" else f"{words} {year}"


def format_date(date: dt.date, language: str) -> str:
    """The whole date: "2026 ж. 9 желтоқсан", "9 декабря 2026 г.", "9 December 2026".

    An aware datetime is read in Asia/Almaty. Raises ValueError for an unknown language.
    """
    day = _day(date)
    return _with_year(format_day_month(day, language), day.year, language)


def format_date_range(start: dt.date, end: dt.date, language: str) -> str:
    """The days from `start` to `end`, both included, nothing said twice: "2026 ж. 9–13 желтоқсан".

    Numbers have an en dash without spaces, words a dash with spaces: "30 ноября — 4 декабря 2026 г.". One day is
    written as one date; days given the wrong way round are put right. Raises ValueError for an unknown
    language.
    """
    first, last = sorted((_day(start), _day(end)))
    if first == last:
        return format_date(first, language)
    if first.year != last.year:
        return f"{format_date(first, language)}{dash(language)}{format_date(last, language)}"
    if first.month == last.month:
        days = f"{first.day}{_TO}{format_day_month(last, language)}"
    else:
        days = f"{format_day_month(first, language)}{dash(language)}{format_day_month(last, language)}"
    return _with_year(days, last.year, language)


def format_month(year: int, month: int, language: str) -> str:
    """A month as a heading: "2026 ж. желтоқсан", "Декабрь 2026 г.", "December 2026". Raises ValueError."""
    words = _with_year(month_name(month, language), year, language)
    return words[0].upper() + words[1:]


def format_time(moment: dt.datetime | dt.time) -> str:
    """The time of day on the 24-hour clock, "09:05", the same in every language.

    An aware datetime is read in Asia/Almaty; a time, or a datetime without a zone, is taken as local.
    """
    return (_local(moment) if isinstance(moment, dt.datetime) else moment).strftime("%H:%M")


def format_datetime(moment: dt.datetime, language: str) -> str:
    """Date and time in Asia/Almaty: "2026 ж. 9 желтоқсан, 14:30".

    A datetime without a zone is taken as local. Raises ValueError for an unknown language.
    """
    return f"{format_date(moment, language)}, {format_time(moment)}"
