"""What the code imports is installed because requirements.txt names it, not because something else brings it; all of
it is pinned.
"""

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires, version

from django.conf import settings
from packaging.requirements import Requirement

from tests import rooms

# These are parts of Wagtail that it brings itself, in the release that it needs.
BROUGHT_BY_WAGTAIL = {"modelcluster", "modelsearch", "taggit", "treebeard"}


def _imported() -> set[str]:
    """The first names of all modules that the rooms import when they run, not for the type checker alone."""
    names = set()
    for file in rooms.files("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for_types = {
            inner
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if node in for_types:
                continue
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return {name.partition(".")[0] for name in names}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.lower())


def _lines(name: str) -> list[str]:
    """The packages that a file names."""
    lines = (settings.BASE_DIR / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def _brought(wanted: list[Requirement]) -> set[str]:
    """The names of all packages that these need, here and with these extras, and of themselves."""
    found: set[tuple[str, str]] = set()
    coming = [(one.name, extra) for one in wanted for extra in ("", *one.extras)]
    while coming:
        name, extra = coming.pop()
        if (_plain(name), extra) in found:
            continue
        found.add((_plain(name), extra))
        needed = map(Requirement, requires(name) or [])
        coming += [
            (one.name, more)
            for one in needed
            if one.marker is None or one.marker.evaluate({"extra": extra})
            for more in ("", *one.extras)
        ]
    return {name for name, _extra in found}


def test_all_that_is_installed_is_pinned():
    files = ("requirements.txt", "requirements-dev.txt")
    wanted = [Requirement(line) for name in files for line in _lines(name)]
    pinned = {_plain(one.name): str(one.specifier) for one in wanted}
    pinned |= {_plain(one.name): str(one.specifier) for one in map(Requirement, _lines("constraints.txt"))}

    brought = _brought(wanted)

    assert {name: f"=={version(name)}" for name in brought} == {name: pinned.get(name) for name in brought}
    assert set(pinned) == brought, "constraints.txt pins what nothing needs"


def test_every_package_that_is_imported_is_required_and_pinned():
    wanted = _lines("requirements.txt")
    assert [line for line in wanted if "==" not in line] == []
    required = {_plain(re.split(r"[=\[]", line)[0]) for line in wanted}
    packages = packages_distributions()
    foreign = _imported() - set(sys.stdlib_module_names) - set(rooms.ROOMS) - BROUGHT_BY_WAGTAIL
    # django-tasks comes by django-tasks-db[compat], which fits it to its own release.
    missing = {
        name
        for name in foreign - {"django_tasks"}
        if not required & {_plain(package) for package in packages.get(name, [])}
    }
    assert missing == set()
