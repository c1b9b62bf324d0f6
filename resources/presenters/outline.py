"""The curriculum as it is shown: modules, topics and units with their titles and how many materials each has.

Plain values, worked out once per version of the room and language.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from portal.caching.cache import cached
from portal.localisation.text import LocalisedText

from ..enums import RESOURCES_SCOPE
from ..models.material import Material
from ..models.module import Module
from ..models.topic import Topic
from ..models.unit import Unit


@dataclass(frozen=True)
class Part:
    """A module, topic or unit: its code, title, the materials for it or for what lies in it, and its parts."""

    code: str
    title: LocalisedText
    count: int
    fictional: int = 0  # Materials made for demonstration.
    parts: tuple["Part", ...] = ()
    covers: LocalisedText = LocalisedText("", "kk")
    days: int | None = None
    source: str = ""
    is_complete: bool = True
    is_code_ours: bool = False
    is_own_translation: bool = False
    kind: str = ""

    @property
    def anchor(self) -> str:
        """Anchor on the curriculum's page."""
        return f"c{self.code.replace('.', '-')}"

    @property
    def source_site(self) -> str:
        """The name of the site that it was read on: "ifla.org"."""
        return urlsplit(self.source).netloc.removeprefix("www.")

    def walk(self) -> Iterator["Part"]:
        """This part and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Block:
    """One of the six cells at the head of the library: a module with its sub-modules, or the specialist ones."""

    number: str
    title: LocalisedText
    count: int
    fictional: int
    query: str


def outline() -> tuple[Part, ...]:
    """All modules with their topics and units, in the reader's language."""
    return cached("resources.outline", _outline, depends_on=[RESOURCES_SCOPE])


def parts_by_code() -> dict[str, Part]:
    """Every part of the curriculum by its code."""
    return {part.code: part for module in outline() for part in module.walk()}


def blocks() -> tuple[Block, ...]:
    """The six cells: modules 1 to 5, a sub-module with its module, and the specialist modules together."""
    return cached("resources.blocks", _blocks, depends_on=[RESOURCES_SCOPE])


class Counts(NamedTuple):
    """Number of materials by code: real ones, and those made for demonstration."""

    real: Counter[str]
    fictional: Counter[str]


def _materials_by_code() -> Counts:
    """Counts the public materials by code; one for a unit counts for its topic and module too, once each."""
    counts = Counts(Counter(), Counter())
    rows = Counter(Material.objects.public().order_by().values_list("codes", "is_demo"))
    for (codes, is_demo), number in rows.items():
        counter = counts.fictional if is_demo else counts.real
        counter.update(dict.fromkeys(_with_parents(codes), number))
    return counts


def _with_parents(codes: str) -> set[str]:
    found = set()
    for code in codes.split():
        steps = code.split(".")
        found |= {".".join(steps[:length]) for length in range(1, len(steps) + 1)}
    return found | {f"block {_block_of(code)}" for code in codes.split()}


def _block_of(code: str) -> str:
    """ "1.2.13" → "1", "5a" → "5", "S1" → "S"."""
    return code[:1].upper()


def _outline() -> tuple[Part, ...]:
    counts = _materials_by_code()
    units: dict[int, list[Part]] = {}
    for unit in Unit.objects.all():
        units.setdefault(unit.topic_id, []).append(_part(unit, counts))
    topics: dict[int, list[Part]] = {}
    for topic in Topic.objects.all():
        part = _part(topic, counts, tuple(units.get(topic.pk, ())))
        topics.setdefault(topic.module_id, []).append(part)
    return tuple(
        _part(
            module,
            counts,
            tuple(topics.get(module.pk, ())),
            covers=module.covers,
            days=module.default_days,
            source=module.source,
            is_complete=module.is_complete,
            is_code_ours=module.is_code_ours,
            kind=module.kind,
        )
        for module in Module.objects.all()
    )


def _part(row: Module | Topic | Unit, counts: Counts, parts: tuple[Part, ...] = (), **facts) -> Part:
    code = row.code.lower()
    return Part(
        row.code,
        row.title,
        counts.real[code],
        counts.fictional[code],
        parts,
        is_own_translation=row.is_own_translation,
        **facts,
    )


def _blocks() -> tuple[Block, ...]:
    counts = _materials_by_code()
    modules: dict[str, list[Module]] = {}
    for module in Module.objects.all():
        modules.setdefault(_block_of(module.code), []).append(module)
    return tuple(
        Block(
            number,
            LocalisedText(_("Specialist modules"), "") if number == "S" else group[0].title,
            counts.real[f"block {number}"],
            counts.fictional[f"block {number}"],
            "&".join(f"module={module.code}" for module in group),
        )
        for number, group in modules.items()
    )
