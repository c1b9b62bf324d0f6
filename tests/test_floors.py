"""What `lint-imports` cannot see: templates, too, look only down."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests import rooms

ROOT = Path(settings.BASE_DIR)
ROOMS = [name for name in settings.INSTALLED_APPS if name.split(".")[0] in rooms.ROOMS]
FLOOR = {room: number for number, room in enumerate(ROOMS)}
LOAD = re.compile(r"{%\s*load\s+(.+?)\s*%}")


def own_libraries() -> dict[str, str]:
    """Template tag library → the room it belongs to."""
    return {
        file.stem: room
        for room in ROOMS
        for file in (ROOT / room.replace(".", "/") / "templatetags").glob("*.py")
        if file.stem != "__init__"
    }


def templates() -> list[tuple[str, Path]]:
    """Every template of a room. Those of the frame, portal/templates, stand on the floor of the navigation."""
    found = [("portal.navigation", path) for path in (ROOT / "portal" / "templates").rglob("*.*")]
    for room in ROOMS:
        found += [(room, path) for path in (ROOT / room.replace(".", "/") / "templates").rglob("*.*")]
    return found


@pytest.mark.parametrize(("room", "path"), templates(), ids=lambda value: getattr(value, "name", value))
def test_templates_load_tags_from_their_own_floor_or_below(room, path):
    owner = own_libraries()
    loaded = {name for line in LOAD.findall(path.read_text()) for name in line.split(" from ")[-1].split()}
    above = {name for name in loaded if name in owner and FLOOR[owner[name]] > FLOOR[room]}
    assert above == set()
