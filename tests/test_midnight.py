"""A run goes on past midnight, and a process for months: nothing asks what day it is while it is imported."""

import ast
from collections.abc import Iterator

import pytest

from tests import rooms

SAYS_NOW = {"now", "utcnow", "today", "localdate", "localtime", "time_ns"}
# The day whose part of a table of tests is asked: one for a whole run, by intention.
FOR_A_RUN = {"tests/sampling.py"}


def run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs as soon as a module is imported: of functions, their decorators and defaults alone."""
    yield tree
    if isinstance(tree, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        parts = [
            *tree.args.defaults,
            *filter(None, tree.args.kw_defaults),
            *getattr(tree, "decorator_list", []),
        ]
    else:
        parts = list(ast.iter_child_nodes(tree))
    for part in parts:
        yield from run_at_import(part)


def asks_the_time(source: str) -> list[int]:
    """The lines where a module asks for the time or the day when it is imported."""
    return [
        node.lineno
        for node in run_at_import(ast.parse(source))
        if isinstance(node, ast.Call)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""))
        in SAYS_NOW
    ]


@pytest.mark.parametrize(
    "source",
    [
        "TODAY = timezone.localdate()",
        "WEEK = since_weeks(1, localdate())",
        "DAYS = [now() - DAY]",
        "class Old:\n    since = datetime.now(UTC)",
        "def add(day=date.today()): ...",
        "def add(*, day=date.today()): ...",
        "later = lambda day=date.today(): day",
        "@parametrize('day', [timezone.now()])\ndef test_it(day): ...",
    ],
)
def test_such_a_module_is_found(source):
    assert asks_the_time(source)


@pytest.mark.parametrize(
    "source",
    [
        "def day():\n    return localdate()",
        "def add(f=lambda: now()): ...",
        "default = timezone.now",
        "now = 5",
    ],
)
def test_what_asks_when_it_is_called_is_not(source):
    assert asks_the_time(source) == []


def test_nothing_asks_for_the_time_when_it_is_imported():
    tests = sorted((rooms.ROOT / "tests").rglob("*.py"))
    found = {
        f"{path.relative_to(rooms.ROOT)}:{line}"
        for path in (*rooms.files("*.py"), *tests)
        for line in asks_the_time(path.read_text())
    }
    assert {place for place in found if place.split(":")[0] not in FOR_A_RUN} == set()
