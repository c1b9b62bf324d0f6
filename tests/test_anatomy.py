"""A newcomer guesses where a thing stands: modules have the names of docs/architecture.md, and no others."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.conf import settings

from portal.language import LANGUAGES
from tests import rooms

ARCHITECTURE = (rooms.ROOT / "docs" / "architecture.md").read_text()
MOST_OWN = 3  # Names of a room's own subject.
# No rooms: what Django loads by these names.
LOADED = {"portal.settings", "portal.formats", "portal.urls", "portal.wsgi"}
LISTED = re.compile(r"^- (.+?): ", re.MULTILINE)


def block(name: str) -> str:
    """A fenced block of the page about the architecture."""
    found = re.search(rf"^```{name}\n(.*?)^```", ARCHITECTURE, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


ANATOMY = set(block("anatomy").split())


def own_names() -> dict[str, list[str]]:
    """Room → the names of its own subject."""
    found = {}
    for line in block("own").splitlines():
        room, _colon, names = line.partition(": ")
        found[room] = re.sub(r"\([^)]*\)", "", names).replace(",", " ").split()
    return found


OWN = own_names()


def children(folder: Path) -> Iterator[str]:
    """The modules and folders of code in a folder, by name."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".py" and path.stem != "__init__":
            yield path.stem
        elif path.is_dir() and any(path.rglob("*.py")):
            yield path.name


@cache
def all_rooms() -> dict[str, Path]:
    """Every room by its dotted name."""
    found = {name: rooms.ROOT / name for name in ("home", "resources", "search")}
    for root in ("portal", "federation"):
        found |= {
            f"{root}.{path.name}": path
            for path in sorted((rooms.ROOT / root).iterdir())
            if (path / "__init__.py").exists()
        }
    return {name: path for name, path in found.items() if name not in LOADED}


def lists_its_own(room: str) -> bool:
    """True for packages whose files are named in their docstring."""
    return room.startswith("portal.") and room != "portal.navigation"


def docstring(folder: Path) -> str:
    """What a package says of itself."""
    return ast.get_docstring(ast.parse((folder / "__init__.py").read_text())) or ""


def listed(folder: Path) -> set[str]:
    """The modules that a package's docstring lists."""
    return {name for line in LISTED.findall(docstring(folder)) for name in re.findall(r"`(\w+)`", line)}


@pytest.mark.parametrize("room", [room for room in all_rooms() if not lists_its_own(room)])
def test_a_room_has_modules_of_the_anatomy_and_at_most_three_of_its_own(room):
    own = OWN.get(room, [])
    assert set(children(all_rooms()[room])) - ANATOMY - set(own) == set()
    assert set(own) <= set(children(all_rooms()[room])), "The page names what is not there."
    assert len(own) <= MOST_OWN or room == "search"


def test_models_stand_one_noun_a_file():
    files = Counter(model.__module__ for model in apps.get_models() if rooms.is_ours(model))
    several = {file for file, models in files.items() if models > 1 and not file.endswith(".pages")}
    # A picture and its sizes, and what news may be about, are one noun each.
    assert several == {"portal.media.models.image", "federation.news.models.subject"}


@pytest.mark.parametrize(
    "folder",
    [
        *(path for room, path in all_rooms().items() if lists_its_own(room)),
        *(rooms.ROOT / "search" / name for name in ("engines", "index", "page", "query", "staff")),
    ],
    ids=lambda path: path.relative_to(rooms.ROOT).as_posix(),
)
def test_a_package_lists_the_modules_that_the_anatomy_does_not_know(folder):
    assert set(children(folder)) - ANATOMY - listed(folder) == set()
    assert listed(folder) <= set(children(folder)), "It lists what is not there."


def indexes() -> dict[str, set[str]]:
    """Room → the names in its index of models."""
    found = {}
    for room, path in all_rooms().items():
        index = path / "models" / "__init__.py"
        if index.exists():
            tree = ast.parse(index.read_text())
            found[room] = {
                name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names
            }
    return found


def room_of(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[: 2 if parts[0] in ("portal", "federation") else 1])


def imports(file: Path) -> Iterator[tuple[str, list[str]]]:
    """What a file imports: dotted module and names."""
    module = (
        file.relative_to(rooms.ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    )
    package = module if file.stem == "__init__" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            yield (
                ".".join([*base, *([node.module] if node.module else [])]),
                [name.name for name in node.names],
            )


def test_rooms_import_models_from_the_index_of_another_and_by_noun_inside():
    found = indexes()
    wrong = []
    for file in rooms.files("*.py"):
        if "migrations" in file.parts or file.match("models/__init__.py"):
            continue
        module = file.relative_to(rooms.ROOT).with_suffix("").as_posix().replace("/", ".")
        for source, names in imports(file):
            room = room_of(source)
            if room not in found or not f"{source}.".startswith(f"{room}.models."):
                continue
            is_inside, is_index = room_of(module) == room, source == f"{room}.models"
            if is_inside == is_index and (is_index or found[room] & set(names)):
                wrong.append(f"{module}: from {source} import {', '.join(names)}")
    assert wrong == []


def test_there_is_no_circle_of_imports():
    """Type-only imports left out."""
    graph = grimp.build_graph(*rooms.ROOMS, exclude_type_checking_imports=True)
    below = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while free := {module for module, others in below.items() if not others}:
        below = {module: others - free for module, others in below.items() if module not in free}
    while free := set(below) - {other for others in below.values() for other in others}:
        below = {module: others for module, others in below.items() if module not in free}
    assert sorted(below) == []


def contracts() -> list[dict]:
    config = tomllib.loads((rooms.ROOT / "pyproject.toml").read_text())
    return config["tool"]["importlinter"]["contracts"]


def test_every_package_stands_in_a_layer_and_has_an_order_inside():
    layered = {name for layer in contracts()[0]["layers"] for name in layer.split(" | ")}
    assert layered - LOADED == set(all_rooms())
    ordered = {container for contract in contracts()[1:] for container in contract["containers"]}
    graph = grimp.build_graph(*rooms.ROOMS, exclude_type_checking_imports=True)
    without = {
        room
        for room in set(all_rooms()) - ordered
        for module in graph.find_descendants(room)
        if any(other.startswith(f"{room}.") for other in graph.find_modules_directly_imported_by(module))
    }
    assert without <= {"portal.language", "portal.demo", "portal.discovery"}


def test_apps_are_installed_from_the_ground_up():
    layers = [set(layer.split(" | ")) for layer in reversed(contracts()[0]["layers"])]
    place = {room: number for number, layer in enumerate(layers) for room in layer}
    installed = [name for name in settings.INSTALLED_APPS if name in place]
    assert installed == sorted(installed, key=lambda room: place[room])
    # These have nothing that Django would look for.
    assert set(installed) == set(all_rooms()) - {"portal.language", "portal.blocks", "portal.printing"}


def lists_languages(text: str) -> bool:
    """True for a pattern with the codes of all languages as alternatives, in any order."""
    return any("|".join(codes) in text for codes in permutations(LANGUAGES))


def test_no_pattern_lists_the_languages_by_hand():
    """They come from `portal.language.LANGUAGE_PATTERN`; migrations keep what they once were."""
    code = [*rooms.files("*.py"), *(rooms.ROOT / "tests").rglob("*.py")]
    assert [
        f"{file.relative_to(rooms.ROOT)}:{number}"
        for file in code
        if "migrations" not in file.parts
        for number, line in enumerate(file.read_text().splitlines(), start=1)
        if lists_languages(line)
    ] == []
    assert lists_languages(rf"^/({'|'.join(reversed(LANGUAGES))})/")


def test_a_name_that_the_anatomy_does_not_know_is_found(tmp_path):
    (tmp_path / "helpers.py").touch()
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "noun.py").touch()
    assert set(children(tmp_path)) - ANATOMY == {"helpers"}
