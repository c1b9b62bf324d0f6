"""Places lie where they are, and the largest circle lies at the bottom."""

import json
import re
from math import hypot, radians, sin
from pathlib import Path

import pytest

from portal.look import map


def test_outline_fits_its_box():
    numbers = [float(number) for number in re.findall(r"[\d.]+", map.outline().large)]
    xs, ys = numbers[::2], numbers[1::2]
    assert (min(xs) >= 0, max(xs) <= map.WIDTH, min(ys) >= 0, max(ys) <= map.HEIGHT) == (True,) * 4


def test_central_meridian_runs_straight_down():
    assert map.project(67, 45)[0] == map.project(67, 54)[0]


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [(76.92848, 43.25654, (693.3, 403.5)), (51.16667, 43.65, (74.2, 366.9))],
)
def test_city_lies_on_its_place(longitude, latitude, expected):
    assert map.project(longitude, latitude) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize(("longitude", "latitude"), [(50, 42), (60, 50), (67, 48), (80, 54), (85, 49)])
def test_equal_areas_of_the_earth_are_equal_on_the_map(longitude, latitude):
    size = 2
    corners = [(0, 0), (size, 0), (size, size), (0, size)]
    points = [map.project(longitude + east, latitude + north) for east, north in corners]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    on_map = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
    on_earth = sin(radians(latitude + size)) - sin(radians(latitude))
    assert on_map / on_earth == pytest.approx(1909.579**2 * radians(size), rel=0.01)


def test_area_of_a_circle_is_its_number():
    one, four = map.places([_point(4), _point(1)], 8)[::-1]
    assert (one.radius, four.radius) == (8, 16)


def test_small_circle_is_never_under_six_units():
    assert map.place(_point(0), 8).radius == 6


def test_largest_is_drawn_first():
    assert [point.number for point in map.places([_point(1), _point(9), _point(4)], 8)] == [9, 4, 1]


def test_number_is_written_only_where_it_fits():
    assert [map.place(_point(number), 8).number_inside for number in (1, 3)] == [False, True]


def test_two_centres_are_drawn_aside_from_almaty():
    x, y = map.project(76.92848, 43.25654)
    assert min(hypot(x - to[0], y - to[1]) for to in map.MOVED.values()) > 30


def test_every_region_of_the_country_has_a_side_for_its_name():
    assert len(map.LABEL_SIDES) == 20


def test_source_of_the_outline_is_named():
    folder = Path(map.__file__).parent / "data"
    assert "Natural Earth" in (folder / "NOTICE").read_text(encoding="utf-8")
    assert "Natural Earth" in json.loads((folder / "kazakhstan.json").read_text(encoding="utf-8"))["source"]


def _point(number: int) -> map.Point:
    return map.Point("Қызылорда", 65.5, 44.85, number, "KZ-43")
