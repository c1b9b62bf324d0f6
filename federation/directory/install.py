"""Directory data that every installation has: the 20 regions."""

import json
from pathlib import Path

from portal.language import LANGUAGES

from .models.region import Region

REGIONS = Path(__file__).parent / "data" / "regions.json"


def install() -> None:
    """Adds the regions that are missing; what editors changed stays."""
    known = set(Region.objects.values_list("code", flat=True))
    regions = json.loads(REGIONS.read_text(encoding="utf-8"))["regions"]
    for row in regions:
        if row["code"] in known:
            continue
        region = Region(code=row["code"], kind=row["kind"], lat=row["lat"], lon=row["lon"])
        for language in LANGUAGES:
            setattr(region, f"name_{language}", row["names"][language])
            setattr(region, f"capital_{language}", row["capital"][language])
        region.save()
