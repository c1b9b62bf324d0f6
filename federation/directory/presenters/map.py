"""The map of the country, with how many organisations each region has."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.listing.filters import UNKNOWN
from portal.look.map import Point

from ..enums import DIRECTORY_SCOPE
from ..filters import ListRequest, choices_by_name
from ..models.region import Region

LARGEST_REGIONS = 6


@dataclass(frozen=True)
class RegionsMap:
    """The map of the country with a point for each region, and its numbers as a list, the largest first."""

    points: list[Point]
    scale: float
    first: list[Point]
    others: list[Point]
    missing: str  # The regions without an organisation, by name.
    unknown: int  # Organisations whose place is not known.
    organisations: int


def map_of_regions() -> RegionsMap:
    """The country's map: a circle for each regional centre, and the same numbers as a list."""
    return cached("directory.map", _map_of_regions, depends_on=[DIRECTORY_SCOPE])


def _map_of_regions() -> RegionsMap:
    numbers = ListRequest.everything().numbers_of("region")
    regions = {region.pk: region for region in Region.objects.all()}
    points = [
        Point(
            label,
            regions[code].lon,
            regions[code].lat,
            numbers.get(code, 0),
            code,
            short_label=str(regions[code].capital),
            href=f"?region={code}" if numbers.get(code) else "",
        )
        for code, label in choices_by_name()["region"]
    ]
    listed = sorted((point for point in points if point.number), key=lambda point: -point.number)
    largest = max((point.number for point in points), default=0)
    return RegionsMap(
        points=points,
        scale=min(8.0, 26 / max(largest, 1) ** 0.5),  # The largest circle stays a circle, not a cloud.
        first=listed[:LARGEST_REGIONS],
        others=listed[LARGEST_REGIONS:],
        missing=", ".join(point.label for point in points if not point.number),
        unknown=numbers.get(UNKNOWN, 0),
        organisations=sum(numbers.values()),
    )


def rows_of_map() -> list[list[Any]]:
    """The map's numbers as rows, the heads first: every region, also without any, and those
    whose place is not known.
    """
    drawn = map_of_regions()
    rows: list[list[Any]] = [["region", "name", "organisations", "latitude", "longitude"]]
    rows += [[point.code, point.label, point.number, point.lat, point.lon] for point in drawn.points]
    return [*rows, [UNKNOWN, _("Place not known"), drawn.unknown, "", ""]] if drawn.unknown else rows
