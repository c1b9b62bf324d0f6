"""The tools that check the face are the same everywhere."""

import json
import re
from pathlib import Path

FOLDER = Path(__file__).parent


def test_tools_are_pinned_exactly():
    pins = json.loads((FOLDER / "package.json").read_text())["dependencies"]
    assert [version for version in pins.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_lock_file_names_no_registry_so_that_each_installation_uses_its_own():
    packages = json.loads((FOLDER / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
