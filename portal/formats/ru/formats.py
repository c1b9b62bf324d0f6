"""Russian formats: Django's, with no-break spaces, two-digit hours and the month alone as a heading."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}E Y\N{NO-BREAK SPACE}г."
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}E Y\N{NO-BREAK SPACE}г., H:i"
YEAR_MONTH_FORMAT = "F Y\N{NO-BREAK SPACE}г."
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
