"""Kazakh formats, which Django lacks: "2026 ж. 9 желтоқсан", 09.12.2026, 14:30, 1 234 567,50."""

# E is the month after a day; the portal's own catalogue gives it in lower case.
DATE_FORMAT = "Y\N{NO-BREAK SPACE}ж. j\N{NO-BREAK SPACE}E"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y\N{NO-BREAK SPACE}ж. j\N{NO-BREAK SPACE}E, H:i"
YEAR_MONTH_FORMAT = "Y\N{NO-BREAK SPACE}ж. E"
MONTH_DAY_FORMAT = "j\N{NO-BREAK SPACE}E"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1  # Monday

DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d.%m.%y"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%y %H:%M"]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
NUMBER_GROUPING = 3
