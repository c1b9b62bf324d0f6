"""What is asked is counted by week, without who."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from search.models import AskedQuery
from search.models.asked_query import Totals
from search.query import query_log
from search.query.query_log import TALLY, count, flush, forget_old, words_to_keep
from tests.search.queries import add, this_week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


def rows():
    return list(
        AskedQuery.objects.order_by("text", "language").values_list("text", "language", "times", "failures")
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Қызылорда  кітапханасы", "кызылорда китапханасы"),
        ("«каскад»?", "каскад"),
        ("бөлім 1.2.13", "болим 1.2.13"),
        ("жоба 2010-2016", "жоба 2010-2016"),
        ("ISSN 1234-5678", "issn 1234-5678"),
        ("aigerim@example.org", ""),
        ("900101350123", ""),
        ("иин 900101 350123", ""),
        ("+7 701 123 45 67", ""),
        ("87011234567", ""),
        ("тел 27-12-34", ""),
        ("https://example.org/a", ""),
        ("сөз " * 9, ""),
        ("ұ" * 31, ""),
        ("сөздер " * 8 + "тағы бірнеше сөз", ""),
        ("\ud800каскад", "каскад"),
    ],
)
def test_words_are_kept_folded_and_what_may_be_personal_is_not(text, kept):
    assert words_to_keep(text) == kept


def test_no_column_says_who_asked_or_at_what_hour():
    assert {field.name for field in AskedQuery._meta.get_fields()} == {
        "id", "text", "language", "week", "times", "failures",
    }  # fmt: skip
    assert this_week().weekday() == 0


def test_a_search_of_the_public_page_is_counted_with_what_it_found(client, document):
    document("Каскад")
    for text in ("каскад", "КАСКАД", "жоқ нәрсе"):
        client.get("/kk/search/", {"q": text})
    client.get("/ru/search/", {"q": "каскад"})

    flush(even_early=True)

    assert rows() == [("жок нарсе", "kk", 1, 1), ("каскад", "kk", 2, 0), ("каскад", "ru", 1, 0)]


@pytest.mark.parametrize(
    "parameters", [{"q": "каскад", "page": "2"}, {"q": "каскад", "kind": "page"}, {"q": "!!!"}, {"q": ""}, {}]
)
def test_turning_pages_and_asking_nothing_is_not_counted(client, parameters):
    client.get("/kk/search/", parameters)

    flush(even_early=True)

    assert rows() == []


def test_a_look_by_machine_at_the_head_alone_is_not_counted(client):
    client.head("/kk/search/", {"q": "каскад"})

    flush(even_early=True)

    assert rows() == []


def test_the_page_itself_writes_nothing(client, document):
    document("Каскад")
    client.get("/kk/search/", {"q": "каскад"})  # A search server that the suite may run on catches up.
    with CaptureQueriesContext(connection) as queries:
        client.get("/kk/search/", {"q": "каскад"})

    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))] == []


def test_counts_are_written_when_a_request_ends_and_they_are_due(client, monkeypatch):
    count("каскад", "kk", was_found=True)
    client.get("/robots.txt")
    assert rows() == []

    monkeypatch.setattr(query_log, "FLUSH_SECONDS", 0)
    client.get("/robots.txt")
    assert rows() == [("каскад", "kk", 1, 0)]

    client.get("/robots.txt")
    assert rows() == [("каскад", "kk", 1, 0)]


def test_many_different_questions_are_due_at_once(monkeypatch):
    monkeypatch.setattr(query_log, "FLUSH_AT", 3)
    for text in ("бір", "екі", "үш"):
        count(text, "kk", was_found=True)

    flush()

    assert len(rows()) == 3


def test_processes_add_up():
    add("каскад", 2, failures=1)
    add("каскад", 3)

    assert rows() == [("каскад", "kk", 5, 1)]


def test_what_cannot_be_written_is_lost_and_nobody_notices(monkeypatch, caplog):
    def broken(taken):
        raise DatabaseError("disk is full")

    monkeypatch.setattr(query_log, "write", broken)
    count("каскад", "kk", was_found=True)

    flush(even_early=True)

    assert "disk is full" in caplog.text
    assert TALLY.take(even_early=True) == Counter()


def test_memory_and_table_are_bounded(monkeypatch):
    monkeypatch.setattr(query_log, "MOST_IN_MEMORY", 2)
    for text in ("бір", "екі", "үш", "төрт"):
        count(text, "kk", was_found=True)
    flush(even_early=True)
    assert rows() == [("", "kk", 2, 0), ("бир", "kk", 1, 0), ("еки", "kk", 1, 0)]

    monkeypatch.setattr(query_log, "MOST_A_WEEK", 3)
    add("бес", 1)
    assert rows()[0] == ("", "kk", 3, 0)


def test_old_weeks_go_and_rare_words_go_on_being_counted_without_their_words():
    today = date(2026, 11, 25)
    add("ескі", 9, week=date(2025, 11, 17))
    add("сирек", 2, week=date(2026, 10, 19), failures=1)
    add("сирек", 2, week=date(2026, 10, 19), language="ru")
    add("жиі", 3, week=date(2026, 10, 19))
    add("жаңа", 1, week=date(2026, 11, 23))

    forget_old(today)
    forget_old(today)

    assert rows() == [("", "kk", 2, 1), ("", "ru", 2, 0), ("жаңа", "kk", 1, 0), ("жиі", "kk", 3, 0)]


def test_a_question_has_the_sums_of_its_weeks():
    add("каскад", 2, failures=1)
    add("каскад", 3, week=this_week() - timedelta(weeks=1))
    add("", 4)

    (found,) = AskedQuery.objects.by_words()

    assert (found["text"], found["asked"], found["missed"], found["last_week"]) == (
        "каскад",
        5,
        1,
        this_week(),
    )
    assert AskedQuery.objects.totals() == Totals(asked=9, missed=1)
