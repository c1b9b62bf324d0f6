"""Log of the visitors' queries, without who: how often in a week, and how often nothing was found.

Counted in memory and added to the table when a request ends, at most twice a minute, so that no page waits for it.
Several processes add up; what a process has not yet written when it dies is lost. docs/search-for-staff.md says what
is kept.
"""

import logging
import re
import threading
import time
from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from portal.clock.batches import in_batches
from portal.language import fold

from ..models.asked_query import LONGEST, AskedQuery

logger = logging.getLogger("portal.search")

FLUSH_SECONDS = 30
FLUSH_AT = 200  # Different questions in memory.
MOST_IN_MEMORY = 1_000  # While the database cannot be written to.
MOST_A_WEEK = 20_000  # Different questions of one week; others are counted without their words.
SHOWN_FROM = 3  # Times: words asked less often are shown to nobody, they may be somebody's own.
RARE_FOR = timedelta(weeks=4)  # How long their words wait for being asked again;
KEPT_FOR = timedelta(days=365)  # and all others are kept.
MOST_WORDS = 8
LONGEST_WORD = 30

# What looks like somebody's own data. A question of words has few digits; an IIN has twelve, a phone ten or eleven,
# or six in pairs.
_PERSONAL = re.compile(r"@|\d{6}|\d{2,3}[ -]\d\d[ -]\d\d(?!\d)|://|www\.")
_MOST_DIGITS = 8  # Two years, or an ISSN.


Counted = tuple[str, str, date]


class Tally:
    """Counts in the memory of one process; safe with several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[Counted, bool]] = Counter()
        self._since = 0.0

    def add(self, counted: Counted, was_found: bool) -> None:
        """One more search."""
        with self._lock:
            if not self._counts:
                self._since = time.monotonic()
            if len(self._counts) >= MOST_IN_MEMORY:
                counted = ("", *counted[1:])
            self._counts[counted, was_found] += 1

    def take(self, even_early: bool = False) -> Counter[tuple[Counted, bool]]:
        """Returns what was counted, which is then forgotten; nothing while it is too early."""
        with self._lock:
            is_due = len(self._counts) >= FLUSH_AT or time.monotonic() - self._since >= FLUSH_SECONDS
            if not self._counts or not (is_due or even_early):
                return Counter()
            taken, self._counts = self._counts, Counter()
            return taken


TALLY = Tally()


def since_weeks(weeks: int, today: date) -> date:
    """The Monday with which so many weeks begin whose last is the running one."""
    return today - timedelta(days=today.weekday(), weeks=weeks - 1)


def count(text: str, language: str, was_found: bool) -> None:
    """Notes in memory that somebody asked the public page."""
    TALLY.add((words_to_keep(text), language, since_weeks(1, timezone.localdate())), was_found)


def words_to_keep(text: str) -> str:
    """The words of a question, folded; empty for what may be somebody's own data or is too long for a question."""
    folded = fold(text.encode("utf-8", "ignore").decode()).strip("\"'.,;:!?()[]* ")
    words = folded.split()
    is_long = len(folded) > LONGEST or len(words) > MOST_WORDS or any(len(w) > LONGEST_WORD for w in words)
    is_personal = _PERSONAL.search(folded) or sum(sign.isdigit() for sign in folded) > _MOST_DIGITS
    return "" if is_long or is_personal else folded


def flush(even_early: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a request has ended. Adds what is due to the table; what cannot be written is lost."""
    taken = TALLY.take(even_early)
    if not taken:
        return
    try:
        write(taken)
    except DatabaseError as problem:
        logger.warning("search queries were not counted: %s", problem)


def write(taken: Counter[tuple[Counted, bool]]) -> None:
    """Adds counts to those that other processes have written."""
    table = AskedQuery._meta.db_table
    sums: dict[Counted, list[int]] = {}
    full: dict[date, bool] = {}
    for ((text, language, week), was_found), times in taken.items():
        if week not in full:
            full[week] = AskedQuery.objects.filter(week=week).count() >= MOST_A_WEEK
        known = sums.setdefault(("" if full[week] else text, language, week), [0, 0])
        known[0] += times
        known[1] += 0 if was_found else times
    # In one order, so that two processes never wait for each other in a ring.
    rows: list[tuple[Any, ...]] = [(*counted, *numbers) for counted, numbers in sorted(sums.items())]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (text, language, week, times, failures) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608 Our table.
            f" ON CONFLICT (week, language, text) DO UPDATE SET"
            f" times = {table}.times + EXCLUDED.times, failures = {table}.failures + EXCLUDED.failures",
            rows,
        )


def forget_old(today: date | None = None) -> int:
    """Lets go of old weeks, and of words that were asked once or twice and then no more; returns how many rows went.

    Rare words go on being counted without being kept.
    """
    today = today or timezone.localdate()
    old = AskedQuery.objects.filter(week__lt=today - KEPT_FOR)
    gone = in_batches(old, lambda rows: rows.delete()[0])
    rare = (
        AskedQuery.objects.by_words()
        .filter(asked__lt=SHOWN_FROM, last_week__lt=today - RARE_FOR)
        .order_by()
        .values_list("text", "language")[: MOST_A_WEEK // 10]
    )
    for text, language in list(rare):
        with transaction.atomic():
            asked = AskedQuery.objects.filter(Q(text=text, language=language))
            rows = list(asked.select_for_update().order_by("pk"))
            write(_without_words(rows))
            AskedQuery.objects.filter(pk__in=[row.pk for row in rows]).delete()
            gone += len(rows)
    return gone


def _without_words(rows: list[AskedQuery]) -> Counter[tuple[Counted, bool]]:
    counts: Counter[tuple[Counted, bool]] = Counter()
    for row in rows:
        counts[("", row.language, row.week), False] += row.failures
        counts[("", row.language, row.week), True] += row.times - row.failures
    return counts
