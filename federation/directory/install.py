"""Directory data that every installation has: the 20 regions, and the federation's own entry."""

import json
from pathlib import Path

from portal.language import LANGUAGES

from .enums import FEDERATION, Confidence, OrganisationStatus, OrganisationType
from .models.organisation import Organisation
from .models.region import Region

REGIONS = Path(__file__).parent / "data" / "regions.json"


NAMES = {
    "kk": "Қазақстан Республикасының кітапхана қауымдастықтары мен мекемелерінің федерациясы",
    "ru": "Федерация библиотечных ассоциаций и учреждений Республики Казахстан",
    "en": "Federation of library associations and establishments of the Republic of Kazakhstan",
}
REMARKS = {
    "kk": "Осы порталды жүргізеді.",
    "ru": "Ведёт этот портал.",
    "en": "Keeps this portal.",
}


def install() -> None:
    """Adds what is missing; what editors changed stays."""
    _install_regions()
    _install_federation()


def _install_federation() -> None:
    if Organisation.objects.federation().exists():
        return
    texts = {"name": NAMES, "remark": REMARKS}
    Organisation.objects.create(
        source_key=FEDERATION,
        slug=Organisation.free_slug(FEDERATION),
        type=OrganisationType.ASSOCIATION,
        status=OrganisationStatus.ACTIVE,
        confidence=Confidence.HIGH,
        **{f"{field}_{code}": words for field, said in texts.items() for code, words in said.items()},
    )


def _install_regions() -> None:
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
