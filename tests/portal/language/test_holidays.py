"""Public holidays of Kazakhstan, with the days off that stand for them, in three languages."""

from datetime import date

import pytest

from portal.language import LANGUAGES, holiday_name, holidays_of
from portal.language.holidays import HOLIDAY_NAMES


@pytest.mark.parametrize(
    ("day", "kk", "ru", "en"),
    [
        (date(2026, 12, 16), "Тәуелсіздік күні", "День Независимости", "Independence Day"),
        (
            date(2027, 5, 10),
            "Жеңіс күні (ауыстырылған демалыс күні)",
            "День Победы (перенесённый выходной)",
            "Victory Day (day off moved here)",
        ),
        (date(2031, 4, 2), "Құрбан айт (есеп бойынша)", "Курбан-айт (по расчёту)", "Kurban Ait (expected)"),
        (date(2026, 12, 17), "", "", ""),
    ],
)
def test_a_day_is_named_in_the_language_asked_for(day, kk, ru, en):
    assert [holiday_name(day, language) for language in ("kk", "ru", "en")] == [kk, ru, en]


def test_every_holiday_that_a_workshop_can_meet_has_our_name_in_three_languages():
    known = {words[language] for words in HOLIDAY_NAMES.values() for language in LANGUAGES}
    for year in range(2010, 2040):
        for day in holidays_of(year):
            for language in LANGUAGES:
                for name in holiday_name(day, language).split(", "):
                    bare = name.partition(" (")[0]
                    assert bare in {*known, "демалыс күні", "выходной день", "day off"}, (day, name)


def test_holidays_are_those_of_the_law():
    named = "01-01 01-02 01-07 03-08 03-21 03-22 03-23 05-01 05-07 05-09 07-06 10-25 12-16"
    for year in range(2026, 2034):
        assert {f"{day:%m-%d}" for day in holidays_of(year)} >= set(named.split())


def test_holiday_on_a_weekend_moves_to_the_next_working_day_but_christmas_and_kurban_ait_do_not():
    # 2026: 8 March on a Sunday, 21 and 22 March on a weekend, 9 May on a Saturday, 25 October on a Sunday.
    moved = [date(2026, 3, 9), date(2026, 3, 24), date(2026, 3, 25), date(2026, 5, 11), date(2026, 10, 26)]
    assert holidays_of(2026) >= set(moved)
    assert date(2029, 1, 8) not in holidays_of(2029)  # 7 January 2029 is a Sunday.
    assert date(2027, 5, 17) not in holidays_of(2027)  # Kurban Ait of 2027 is on a Sunday.


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="de"):
        holiday_name(date(2026, 12, 16), "de")
