"""What the code imports is installed because requirements.txt names it, not because something else brings it."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

from django.conf import settings

ROOMS = ("portal", "home", "federation", "resources", "search")
# These are parts of Wagtail that it brings itself, in the release that it needs.
BROUGHT_BY_WAGTAIL = {"modelcluster", "modelsearch", "taggit"}


def _imported() -> set[str]:
    """The first names of all modules that the rooms import."""
    names = set()
    for room in ROOMS:
        for file in (settings.BASE_DIR / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module)
    return {name.partition(".")[0] for name in names}


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def test_every_package_that_is_imported_is_required_and_pinned():
    lines = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in wanted if "==" not in line] == []
    required = {_plain(re.split(r"[=\[]", line)[0]) for line in wanted}
    packages = packages_distributions()
    foreign = _imported() - set(sys.stdlib_module_names) - set(ROOMS) - BROUGHT_BY_WAGTAIL
    # django-tasks comes by django-tasks-db[compat], which fits it to its own release.
    missing = {
        name
        for name in foreign - {"django_tasks"}
        if not required & {_plain(package) for package in packages.get(name, [])}
    }
    assert missing == set()
