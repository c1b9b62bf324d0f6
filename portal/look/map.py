"""The map of Kazakhstan: its outline and where a place lies on it.

Albers equal-area conic, parallels 43° and 53° N, central meridian 67° E (Snyder, *Map Projections: A Working Manual*,
USGS 1395, p. 98), fitted into a box of 900 × 520 units. The outline's source is named in data/NOTICE.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

WIDTH, HEIGHT = 900, 520

_SOUTH, _NORTH, _MERIDIAN = radians(43), radians(53), radians(67)
_CONE = (sin(_SOUTH) + sin(_NORTH)) / 2
_CONSTANT = cos(_SOUTH) ** 2 + 2 * _CONE * sin(_SOUTH)

# Qonayev lies on Almaty, so these two regional centres are drawn a little aside; tables keep the true coordinates.
MOVED = {"KZ-19": (722.0, 372.0), "KZ-33": (727.0, 334.0)}

# On which side of its circle a regional centre's name is clear of its neighbours; on the right when not named here.
LABEL_SIDES = {
    "KZ-10": "below",  # Semey
    "KZ-11": "left",  # Kokshetau
    "KZ-15": "below",  # Aktobe
    "KZ-19": "right",  # Qonayev
    "KZ-23": "below",  # Atyrau
    "KZ-27": "above",  # Oral
    "KZ-31": "above",  # Taraz
    "KZ-33": "right",  # Taldykorgan
    "KZ-35": "right",  # Karaganda
    "KZ-39": "above",  # Kostanay
    "KZ-43": "above",  # Kyzylorda
    "KZ-47": "below",  # Aktau
    "KZ-55": "above",  # Pavlodar
    "KZ-59": "right",  # Petropavl
    "KZ-61": "left",  # Turkistan
    "KZ-62": "above",  # Zhezkazgan
    "KZ-63": "above",  # Oskemen
    "KZ-71": "left",  # Astana
    "KZ-75": "right",  # Almaty
    "KZ-79": "below",  # Shymkent
}

# Ten names fit on a phone.
NAMED_ON_PHONES = {"KZ-15", "KZ-23", "KZ-27", "KZ-35", "KZ-39", "KZ-43", "KZ-63", "KZ-71", "KZ-75", "KZ-79"}


class Outline(NamedTuple):
    """The outline as SVG path data: `large` for the country map, `small` for dot maps."""

    large: str
    small: str


@cache
def _data() -> dict[str, Any]:
    return json.loads((Path(__file__).parent / "data" / "kazakhstan.json").read_text(encoding="utf-8"))


def outline() -> Outline:
    """Return the outline of Kazakhstan in the 900 × 520 box."""
    return Outline(_data()["outline"], _data()["small"])


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x and y in the 900 × 520 box of a place given in degrees east and north."""
    radius = sqrt(_CONSTANT - 2 * _CONE * sin(radians(float(latitude)))) / _CONE
    angle = _CONE * (radians(float(longitude)) - _MERIDIAN)
    data = _data()
    return (
        round(data["x"] + data["scale"] * radius * sin(angle), 1),
        round(data["y"] + data["scale"] * radius * cos(angle), 1),
    )


@dataclass(frozen=True)
class Point:
    """A place on the country map with a number. `code` is that of a region (ISO 3166-2), where it has one."""

    label: str
    lon: float
    lat: float
    number: int = 0
    code: str = ""
    short_label: str = ""
    href: str = ""
    status: str = (
        ""  # "reached", "planned", "none" or "source"; without it the number says whether it was reached.
    )


@dataclass(frozen=True)
class Circle:
    """A point of the country map, ready to be drawn."""

    x: float
    y: float
    radius: float
    label: str
    short_label: str
    number: int
    number_inside: bool
    href: str
    status: str
    is_minor: bool
    side: str
    label_x: float
    label_y: float
    number_y: float


def _short(label: str) -> str:
    """A name without what stands in brackets: "Oskemen (Ust-Kamenogorsk)" would leave the map."""
    return label.partition(" (")[0]


def _label_at(x: float, y: float, radius: float, side: str) -> tuple[float, float]:
    if side == "above":
        return x, y - radius - 7
    if side == "below":
        return x, y + radius + 17
    return (x - radius - 7 if side == "left" else x + radius + 7), y + 5


def place(point: Point, scale: float) -> Circle:
    """Return where and how large to draw a point: `radius = scale × √number`, never under 6."""
    x, y = MOVED.get(point.code) or project(point.lon, point.lat)
    status = point.status or ("reached" if point.number else "none")
    radius = round(max(6.0, scale * sqrt(point.number)), 1)
    side = LABEL_SIDES.get(point.code, "right")
    label_x, label_y = _label_at(x, y, radius, side)
    return Circle(
        x=x, y=y, radius=radius, label=point.label, number=point.number,
        short_label=_short(point.short_label or point.label),
        number_inside=point.number > 0 and radius >= 12 and status in ("reached", "source"), href=point.href,
        status=status, is_minor=point.code not in NAMED_ON_PHONES, side=side, label_x=round(label_x, 1),
        label_y=round(label_y, 1), number_y=round(y + 4.6, 1),
    )  # fmt: skip


def places(points: Iterable[Point], scale: float) -> list[Circle]:
    """Return points ready to be drawn, the largest first, so that small ones lie on top."""
    return sorted((place(point, scale) for point in points), key=lambda drawn: -drawn.radius)


def arc(start: Circle, end: Circle, bend: float = 0.16) -> str:
    """Return path data of a line from one circle to another, curved by a part of its length."""
    dx, dy = end.x - start.x, end.y - start.y
    if not hypot(dx, dy):
        return ""
    side = -bend if dx < 0 else bend
    middle_x, middle_y = (start.x + end.x) / 2 - side * dy, (start.y + end.y) / 2 + side * dx
    return f"M{start.x:g} {start.y:g}Q{middle_x:.1f} {middle_y:.1f} {end.x:g} {end.y:g}"
