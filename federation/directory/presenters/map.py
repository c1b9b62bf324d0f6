"""The map of the country, with how many organisations each region has."""

from typing import Any

from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.listing.filters import UNKNOWN

from ..enums import DIRECTORY_SCOPE
from ..filters import ListRequest, choices_by_name
from ..models.region import Region

LARGEST_REGIONS = 6


def map_of_regions() -> dict[str, Any]:
    """The country's map: a circle for each regional centre, and the same numbers as a list."""
    return cached("directory.map", _map_of_regions, depends_on=[DIRECTORY_SCOPE])


def _map_of_regions() -> dict[str, Any]:
    numbers = ListRequest.everything().numbers_of("region")
    regions = {region.pk: region for region in Region.objects.all()}
    points: list[dict[str, Any]] = [
        {
            "code": code,
            "label": label,
            "short_label": str(regions[code].capital),
            "number": numbers.get(code, 0),
            "href": f"?region={code}" if numbers.get(code) else "",
            "lat": regions[code].lat,
            "lon": regions[code].lon,
        }
        for code, label in choices_by_name()["region"]
    ]
    listed = sorted((point for point in points if point["number"]), key=lambda point: -point["number"])
    largest = max((point["number"] for point in points), default=0)
    return {
        "points": points,
        "scale": min(8.0, 26 / max(largest, 1) ** 0.5),  # The largest circle stays a circle, not a cloud.
        "first": listed[:LARGEST_REGIONS],
        "others": listed[LARGEST_REGIONS:],
        "missing": ", ".join(point["label"] for point in points if not point["number"]),
        "unknown": numbers.get(UNKNOWN, 0),
        "organisations": sum(numbers.values()),
        "regions": len(listed),
        "all_regions": len(points),
    }


def rows_of_map() -> list[list[Any]]:
    """The map's numbers as rows, the heads first: every region, also without any, and those
    whose place is not known.
    """
    drawn = map_of_regions()
    rows: list[list[Any]] = [["region", "name", "organisations", "latitude", "longitude"]]
    rows += [[p["code"], p["label"], p["number"], p["lat"], p["lon"]] for p in drawn["points"]]
    return [*rows, [UNKNOWN, _("Place not known"), drawn["unknown"], "", ""]] if drawn["unknown"] else rows
