"""Who locks several rows locks them in one order; else two who want the same wait for each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.content.models import Description
from tests import rooms
from tests.admin.rows import make

ONE_ROW = {"get", "first", "exists"}  # first() takes the order of the key where none is named.
LOCK = "select_for_update"


def statements() -> Iterator[ast.stmt]:
    """The innermost statements of the portal that lock rows, with where they stand."""
    for path in rooms.files("*.py"):
        text = path.read_text()
        if LOCK in text:
            yield from _locking(ast.parse(text), path.relative_to(rooms.ROOT))


def _locking(tree: ast.Module, path: Path) -> Iterator[ast.stmt]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and LOCK in _names(node)]
    for node in found:
        if not any(inner in found for inner in ast.walk(node) if inner is not node):
            yield pytest.param(node, id=f"{path}:{node.lineno}")


def _names(node: ast.AST) -> set[str]:
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


@pytest.mark.parametrize("statement", list(statements()))
def test_rows_are_locked_one_at_a_time_or_in_the_order_of_their_keys(statement):
    assert _names(statement) & {*ONE_ROW, "order_by"}, ast.unparse(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("model", Description.__subclasses__(), ids=lambda model: model._meta.label)
def test_words_hold_their_record_before_search(model):
    """As saving the record does: its row, then its rows in search. The other way round both would wait."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    row = make(model)
    with CaptureQueriesContext(connection) as queries:
        row.save()
    asked = [query["sql"] for query in queries]
    search = next(number for number, sql in enumerate(asked) if "advisory" in sql)
    record = f'"{row.record._meta.db_table}"'
    changed = [sql for sql in asked[search:] if sql.startswith(f"UPDATE {record}")]
    held = [sql for sql in asked[:search] if record in sql and (" FOR " in sql or sql.startswith("UPDATE"))]
    assert held or not changed, changed
