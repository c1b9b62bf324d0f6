"""Loads the real organisations of data/institutions.json, with what the file knows and nothing more."""

import json
import re
from datetime import date

from django.db import transaction

from portal.language import LANGUAGES

from .enums import Confidence, OrganisationStatus, OrganisationType
from .install import DATA, install
from .models import Organisation

_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
RECENT = 2024  # A source older than this does not show that a body works today.


@transaction.atomic
def load_directory() -> int:
    """Adds the organisations of the file that were never loaded; returns how many.

    May run any number of times. A row is known by its id in the file (`source_key`), so that what an editor
    changed since, even the address, is never overwritten.
    """
    install()
    content = json.loads((DATA / "institutions.json").read_text(encoding="utf-8"))
    checked_on = date.fromisoformat(content["_meta"]["retrieved"][:10])
    rows = content["institutions"]
    known = dict(Organisation.objects.exclude(source_key=None).values_list("source_key", "pk"))
    new = [row for row in rows if row["id"] not in known]
    # Parents first, so that parts find them.
    for row in sorted(new, key=lambda row: row["parent"] is not None):
        organisation = organisation_from(row, checked_on)
        organisation.parent_id = known.get(row["parent"])
        organisation.save()
        known[row["id"]] = organisation.pk
    return len(new)


def organisation_from(row: dict, checked_on: date) -> Organisation:
    """An unsaved organisation with everything that a row of the file says. Unknown fields stay empty."""
    organisation = Organisation(
        slug=_free(row["id"]),
        source_key=row["id"],
        name_latin=row["names"].get("kk_Latn") or "",
        type=OrganisationType(row["type"]),
        region_id=row["region"],
        address=row["address"] or "",
        lat=row["lat"],
        lon=row["lon"],
        place_precision=row["geo_precision"] or "",
        website=row["website"] or "",
        website_evidence=row["website_evidence"] or "",
        founded=row["founded"] or "",
        founded_year=first_year(row["founded"] or ""),
        status=status_from(row["status"]),
        status_source=row["status"],
        confidence=Confidence(row["confidence"]),
        sources=row["sources"],
        note=row["note"] or "",
        checked_on=checked_on,
    )
    for language in LANGUAGES:
        setattr(organisation, f"name_{language}", row["names"].get(language) or "")
        setattr(organisation, f"city_{language}", (row["city"] or {}).get(language) or "")
    return organisation


def first_year(words: str) -> int | None:
    """The first year that a text names: of "1946 (named after … 1992)" 1946."""
    found = _YEAR.search(words)
    return int(found.group()) if found else None


def status_from(words: str) -> OrganisationStatus:
    """What the source's own words mean: "active (2025)" is active, "active?" or "active in 2019" only probably."""
    if words.startswith("historic"):
        return OrganisationStatus.HISTORIC
    if not words.startswith(("active", "reopened")):
        return OrganisationStatus.UNKNOWN
    years = [int(year) for year in _YEAR.findall(words)]
    if words.startswith("active?") or (years and max(years) < RECENT):
        return OrganisationStatus.PROBABLY_ACTIVE
    return OrganisationStatus.ACTIVE


def _free(slug: str) -> str:
    """The id as the address, unless somebody's own entry took it meanwhile."""
    return f"{slug}-library" if Organisation.objects.filter(slug=slug).exists() else slug
