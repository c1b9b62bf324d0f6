"""Blocks that show what the directory holds: organisations as a list, and on the map."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.blocks.records import (
    RecordsBlock,
    VocabularyBlock,
    at_most,
    by_hand,
    chosen_keys,
    how_many,
    in_order,
)
from portal.caching.cache import cached
from portal.localisation.addresses import section_url
from portal.look.components import Column, IconFact, Link, Row, Table
from portal.look.map import Point
from portal.look.templatetags.look import marked, monogram

from .enums import DIRECTORY_SCOPE
from .filters import choices_by_name
from .models.organisation import Organisation
from .presenters.map import map_of_regions
from .presenters.rows import place_of, row_of

SCOPES = [DIRECTORY_SCOPE]
MAP_SCALE = 8.0  # The largest circle of a few organisations; LOOK.md 5.


def region_choices() -> list[tuple[str, str]]:
    """All, then the regions by code, in the reader's language and order."""
    return [("", gettext("All regions")), *choices_by_name()["region"]]


def type_choices() -> list[tuple[str, str]]:
    """All, then the types of organisations, in the reader's language and order."""
    return [("", gettext("All types")), *choices_by_name()["type"]]


def directory_url(**query: str) -> str:
    """The directory in the reader's language, under the filters given."""
    asked = urlencode({name: value for name, value in query.items() if value})
    return section_url(Organisation.section, f"?{asked}" if asked else "")


class OrganisationsBlock(RecordsBlock):
    """Organisations of the directory."""

    organisations = by_hand("directory.Organisation", _("Organisations"))
    region = VocabularyBlock(choices=region_choices, label=_("Region"), required=False)
    type = VocabularyBlock(choices=type_choices, label=_("Type of organisation"), required=False)
    number = how_many(6)

    class Meta:
        icon = "group"
        label = _("Organisations")
        description = _(
            "Libraries and associations from the directory: those you choose, or the first few of a "
            "region or type."
        )
        preview_value = {"heading": "Өңірдің кітапханалары"}

    def rows(self, value: blocks.StructValue) -> list[Row]:
        keys = chosen_keys(value["organisations"])
        rule = (value["region"] or "", value["type"] or "", at_most(value))
        return cached("directory.block", lambda: _rows(keys, *rule), keys, rule, depends_on=SCOPES)

    def more(self, value: blocks.StructValue) -> Link:
        is_chosen = bool(chosen_keys(value["organisations"]))
        rule = {} if is_chosen else {"region": value["region"] or "", "type": value["type"] or ""}
        label = (
            gettext("See them all in the directory") if any(rule.values()) else gettext("The whole directory")
        )
        return Link(label, directory_url(**rule))

    def example(self) -> dict[str, Any]:
        names = (
            ("Мысал облыстық әмбебап кітапханасы", "Мысал", "regional"),
            ("Үлгі қалалық кітапханасы", "Үлгі", "city"),
        )
        rows = [
            Row(
                title=name,
                url="#",
                face=monogram(name, kind=kind, name=name, city=city),
                facts=[IconFact("pin", city)],
            )
            for name, city, kind in names
        ]
        return {"rows": rows, "more": Link(gettext("The whole directory"), "#")}


def _rows(keys: list[int], region: str, type_: str, number: int) -> list[Row]:
    return [row_of(organisation) for organisation in _found(keys, region, type_, number)]


def _found(keys: list[int], region: str, type_: str, number: int) -> list[Organisation]:
    rows = Organisation.objects.public().select_related("region")
    if keys:
        return in_order(rows.filter(pk__in=keys), keys)
    if region:
        rows = rows.filter(region=region)
    if type_:
        rows = rows.filter(type=type_)
    return list(rows.by_name()[:number])


@dataclass(frozen=True)
class TabledMap:
    """A map, and what it shows as a table below it."""

    points: list[Point]
    scale: float
    table: Table
    is_folded: bool = True


class MapBlock(RecordsBlock):
    """The map of the country with organisations: all by region, or those that an editor chose."""

    organisations = by_hand("directory.Organisation", _("Organisations"))

    class Meta:
        icon = "globe"
        label = _("Map")
        template = "directory/blocks/map.html"
        description = _("A map of Kazakhstan showing how many organisations each region has, with a table.")
        preview_value = {"heading": "Анықтамалықтағы ұйымдар"}

    def shown(self, value: blocks.StructValue) -> dict[str, Any]:
        keys = chosen_keys(value["organisations"])
        return cached(
            "directory.map_block",
            lambda: {"map": _map_of(keys) if keys else _map_of_all()},
            keys,
            depends_on=SCOPES,
        )

    def example(self) -> dict[str, Any]:
        points = [
            Point("Астана", 71.446, 51.18, 7, "KZ-71", href="#"),
            Point("Алматы", 76.928, 43.257, 9, "KZ-75", href="#"),
            Point("Қызылорда", 65.509, 44.853, 2, "KZ-43", href="#"),
        ]
        return {"map": TabledMap(points, MAP_SCALE, _table_of_regions(points))}


def _map_of_all() -> TabledMap | None:
    known = map_of_regions()
    if not known.organisations:
        return None
    points = [
        replace(point, href=directory_url(region=point.code) if point.number else "")
        for point in known.points
    ]
    return TabledMap(points, known.scale, _table_of_regions([point for point in points if point.number]))


def _table_of_regions(points: list[Point]) -> Table:
    return Table(
        gettext("Organisations by region"),
        [Column(gettext("Region")), Column(gettext("Organisations"), numeric=True)],
        [[_link(point.href, point.label), str(point.number)] for point in points],
    )


def _map_of(keys: list[int]) -> TabledMap | None:
    found = _found(keys, "", "", 0)
    if not found:
        return None
    regions = {row.region.pk: row.region for row in found if row.region is not None}
    numbers = Counter(row.region_id for row in found)
    points = [
        Point(
            region.name.text,
            region.lon,
            region.lat,
            numbers[code],
            code,
            short_label=(region.capital or region.name).text,
            href=directory_url(region=code),
        )
        for code, region in regions.items()
    ]
    table = Table(
        gettext("Organisations on the map"),
        [Column(gettext("Organisation")), Column(gettext("Place"))],
        [[_link(row.url, row.name), marked(place_of(row))] for row in found],
    )
    return TabledMap(points, MAP_SCALE, table, is_folded=False)


def _link(url: str, words: Any) -> str:
    return format_html('<a href="{}">{}</a>', url, marked(words)) if url else marked(words)
