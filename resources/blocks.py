"""The block that shows training materials."""

from typing import Any
from urllib.parse import urlencode

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
from portal.look.components import IconFact, Link, Row
from portal.look.drawing import book

from .enums import RESOURCES_SCOPE
from .models.material import Material
from .presenters.outline import outline
from .presenters.rows import for_rows, row_of

SCOPES = [RESOURCES_SCOPE]


def module_choices() -> list[tuple[str, str]]:
    """All, then the modules of the curriculum by code, with their titles for the reader."""
    modules = [(module.code, f"{module.code} · {module.title}") for module in outline()]
    return [("", gettext("All modules")), *modules]


class MaterialsBlock(RecordsBlock):
    """Training materials: those that an editor chose, or the newest, perhaps of one module."""

    materials = by_hand("resources.Material", _("Materials"))
    module = VocabularyBlock(choices=module_choices, label=_("Module"), required=False)
    number = how_many(3)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Training materials")
        description = _("The newest materials, for all modules or one, or those you choose.")
        preview_value = {"heading": "Жаңа материалдар"}

    def rows(self, value: blocks.StructValue) -> list[Row]:
        keys = chosen_keys(value["materials"])
        rule = (value["module"] or "", at_most(value))
        return cached("resources.block", lambda: _rows(keys, *rule), keys, rule, depends_on=SCOPES)

    def more(self, value: blocks.StructValue) -> Link:
        module = "" if chosen_keys(value["materials"]) else value["module"] or ""
        address = section_url(Material.section)
        if module:
            return Link(gettext("All materials for the module"), f"{address}?{urlencode({'module': module})}")
        return Link(gettext("All materials"), address)

    def example(self) -> dict[str, Any]:
        row = Row(
            title="Бес күндік семинар: жүргізушіге жазбалар",
            url="#",
            face=book("example", "2.1", "2"),
            facts=[IconFact("document", "PDF")],
        )
        return {"rows": [row], "more": Link(gettext("All materials"), "#")}


def _rows(keys: list[int], module: str, number: int) -> list[Row]:
    rows = for_rows(Material.objects.public())
    if keys:
        return [row_of(material) for material in in_order(rows.filter(pk__in=keys), keys)]
    if module:
        rows = rows.filter(within__code=module)
    return [row_of(material) for material in rows.newest()[:number]]
