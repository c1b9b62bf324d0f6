"""Public holidays of Kazakhstan and the days off that follow from them, by the library `holidays`, in our words."""

import datetime as dt
from functools import cache
from typing import Final

from holidays.countries.kazakhstan import Kazakhstan

from portal.language.names import check_language

# By the library's English names: its Kazakh ones are partly translated by machine, and it has no Russian ones.
HOLIDAY_NAMES: Final = {
    "New Year's Day": {"kk": "Жаңа жыл", "ru": "Новый год", "en": "New Year"},
    "Orthodox Christmas": {
        "kk": "Православиелік Рождество",
        "ru": "Православное Рождество",
        "en": "Orthodox Christmas",
    },
    "International Women's Day": {
        "kk": "Халықаралық әйелдер күні",
        "ru": "Международный женский день",
        "en": "International Women’s Day",
    },
    "Constitution Day": {"kk": "Конституция күні", "ru": "День Конституции", "en": "Constitution Day"},
    "Nowruz Holiday": {"kk": "Наурыз мейрамы", "ru": "Наурыз мейрамы", "en": "Nauryz"},
    "Kazakhstan's People Solidarity Holiday": {
        "kk": "Қазақстан халқының бірлігі мерекесі",
        "ru": "Праздник единства народа Казахстана",
        "en": "Unity Day of the People of Kazakhstan",
    },
    "Defender of the Fatherland Day": {
        "kk": "Отан қорғаушы күні",
        "ru": "День защитника Отечества",
        "en": "Defender of the Fatherland Day",
    },
    "Victory Day": {"kk": "Жеңіс күні", "ru": "День Победы", "en": "Victory Day"},
    "Eid al-Adha": {"kk": "Құрбан айт", "ru": "Курбан-айт", "en": "Kurban Ait"},
    "Capital Day": {"kk": "Астана күні", "ru": "День столицы", "en": "Capital City Day"},
    "Republic Day": {"kk": "Республика күні", "ru": "День Республики", "en": "Republic Day"},
    "First President Day": {
        "kk": "Тұңғыш Президент күні",
        "ru": "День Первого Президента",
        "en": "First President Day",
    },
    "Independence Day": {"kk": "Тәуелсіздік күні", "ru": "День Независимости", "en": "Independence Day"},
}
# Said of a holiday that has moved to another day, and of one that follows the moon, whose day is announced each year.
MOVED: Final = {
    "kk": "{name} (ауыстырылған демалыс күні)",
    "ru": "{name} (перенесённый выходной)",
    "en": "{name} (day off moved here)",
}
RECKONED: Final = {
    "kk": "{name} (есеп бойынша)",
    "ru": "{name} (по расчёту)",
    "en": "{name} (expected)",
}
DAY_OFF: Final = {"kk": "демалыс күні", "ru": "выходной день", "en": "day off"}  # In exchange for a Saturday.


def holidays_of(year: int) -> frozenset[dt.date]:
    """The public holidays of a year and the days off that stand for those on a weekend (Labour Code, article 85)."""
    return frozenset(_named(year))


def holiday_name(day: dt.date, language: str) -> str:
    """The name of a public holiday, or of what a day is off for: "Тәуелсіздік күні"; empty on any other day.

    Raises ValueError for an unknown language.
    """
    check_language(language)
    names = _named(day.year).get(day, "")
    return ", ".join(_in_words(name, language) for name in names.split("; ") if name)


@cache
def _named(year: int) -> dict[dt.date, str]:
    return dict(Kazakhstan(years=year, language="en_US").items())


def _in_words(name: str, language: str) -> str:
    known, _space, remark = name.partition(" (")
    words = HOLIDAY_NAMES.get(known, {}).get(language, known)
    if remark.startswith("substituted"):
        return DAY_OFF[language]
    if remark.startswith("observed"):
        return MOVED[language].format(name=words)
    return RECKONED[language].format(name=words) if remark.startswith("estimated") else words
