"""Queries as the portal counts them, for tests of what staff see of them."""

from collections import Counter
from datetime import date

from django.utils import timezone

from search.query.query_log import since_weeks, write


def this_week() -> date:
    """The Monday of the week in which the portal counts what is asked now."""
    return since_weeks(1, timezone.localdate())


def add(text: str, times: int, failures: int = 0, language: str = "kk", week: date | None = None) -> None:
    """Counts a query as asked so many times in a week, this one if none is given; `failures`
    times nothing was found.
    """
    asked = (text, language, week or this_week())
    write(Counter({(asked, True): times - failures, (asked, False): failures}))
