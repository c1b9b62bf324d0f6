"""Loads the real organisations of data/institutions.json, with what the file knows and nothing more."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from portal.language import LANGUAGES

from ..enums import Confidence, FoundingCertainty, OrganisationStatus, OrganisationType, SourceKind
from ..models.organisation import Organisation
from ..models.organisation_name import OrganisationName
from ..models.organisation_source import OrganisationSource

INSTITUTIONS = Path(__file__).parents[1] / "data" / "institutions.json"


@transaction.atomic
def load_directory() -> int:
    """Adds the organisations of the file that were never loaded; returns how many.

    May run any number of times. A row is known by its id in the file (`source_key`), so that what an editor
    changed since, even the address, is never overwritten.
    """
    content = json.loads(INSTITUTIONS.read_text(encoding="utf-8"))
    read_on = date.fromisoformat(content["_meta"]["read_on"])
    rows = content["institutions"]
    known = dict(Organisation.objects.exclude(source_key=None).values_list("source_key", "pk"))
    new = [row for row in rows if row["id"] not in known]
    # Parents first, so that parts find them.
    for row in sorted(new, key=lambda row: row["parent"] is not None):
        organisation = organisation_from(row, read_on)
        organisation.parent_id = known.get(row["parent"])
        organisation.save()
        known[row["id"]] = organisation.pk
    return len(new)


def organisation_from(row: dict, read_on: date) -> Organisation:
    """An unsaved organisation with everything that a row of the file says. Unknown fields stay empty."""
    founded = row["founded"] or {}
    organisation = Organisation(
        slug=_free(row["id"]),
        source_key=row["id"],
        name_latin=row["names"].get("kk_Latn") or "",
        type=OrganisationType(row["type"]),
        region_id=row["region"],
        lat=row["lat"],
        lon=row["lon"],
        place_precision=row["geo_precision"] or "",
        website=row["website"] or "",
        founded_year=founded.get("year"),
        founded_certainty=FoundingCertainty(founded.get("certainty", FoundingCertainty.EXACT)),
        status=OrganisationStatus(row["status"]),
        confirmed_year=row["confirmed_year"],
        confidence=Confidence(row["confidence"]),
        internal_note=row["internal_note"],
    )
    for name, words in (
        ("name", row["names"]),
        ("city", row["city"]),
        ("address", row["address"]),
        ("remark", row["remark"]),
    ):
        _fill(organisation, name, words)
    organisation.other_names.set([OrganisationName(**name) for name in row["other_names"]])
    sources = [_source_from(source, read_on) for source in row["sources"]]
    organisation.sources.set(sources)
    organisation.checked_on = max((source.read_on for source in sources if source.read_on), default=read_on)
    return organisation


def _source_from(row: dict, read_on: date) -> OrganisationSource:
    source = OrganisationSource(
        kind=SourceKind(row["kind"]),
        url=row["url"] or "",
        title=row["title"] or "",
        title_language=row["language"] or "",
        read_on=date.fromisoformat(row["read_on"]) if "read_on" in row else read_on,
    )
    _fill(source, "publisher", row["publisher"])
    return source


def _fill(thing: Organisation | OrganisationSource, name: str, words: dict[str, str | None] | None) -> None:
    for language in LANGUAGES:
        setattr(thing, f"{name}_{language}", (words or {}).get(language) or "")


def _free(slug: str) -> str:
    """The id as the address, unless somebody's own entry took it meanwhile."""
    return f"{slug}-library" if Organisation.objects.filter(slug=slug).exists() else slug
