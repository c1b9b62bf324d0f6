"""Builds the demo library: reads `materials/<slug>/material.yaml` and turns its texts into PDF, DOCX and PPTX.

No Django here: `manage.py load_demo` calls `load_materials()` and, for each file, `build()`.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from portal.printing.blocks import Block
from portal.printing.documents import Document, document_pdf
from resources.demo import as_docx, as_pptx, texts
from resources.demo.imprint import LANGUAGES, LICENCES, MADE, Imprint

MATERIALS = Path(__file__).parent / "materials"
KINDS = ("manual", "slides", "exercise", "handout", "checklist", "template", "case_study", "assessment")
AUDIENCES = ("trainers", "participants", "boards", "everyone")


def _pdf(blocks: list[Block], imprint: Imprint) -> bytes:
    return document_pdf(
        Document(
            title=imprint.title,
            author=imprint.federation,
            language=imprint.language,
            foot=imprint.foot,
            blocks=blocks,
            made=MADE,
            notes=imprint.words["notes"],
        )
    )


WRITERS = {"pdf": _pdf, "docx": as_docx.write, "pptx": as_pptx.write}


@dataclass(frozen=True)
class MaterialFile:
    """A file to be built: its format (pdf, docx, pptx) and the text it is built from."""

    format: str
    path: Path

    @property
    def markdown(self) -> str:
        """The text, as written."""
        return self.path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Edition:
    """An edition is a material in one language: its words for the catalogue and its files."""

    language: str
    title: str
    summary: str
    what_you_learn: tuple[str, ...]
    files: tuple[MaterialFile, ...]


@dataclass(frozen=True)
class MaterialSource:
    """A material source is one folder of the demo library.

    `source` and `rights_note` are keyed by language (kk, ru, en); `rights_note` is empty unless the licence is
    `rights-unclear`. `units` are codes of the curriculum ("1", "2.1", "1.2.13"). `creators` are keys of what a
    demonstration makes ("association", "person:trainer"), or typed names by language ({"kk": "…"}).
    """

    slug: str
    kind: str
    audience: str
    licence: str
    source: dict[str, str]
    rights_note: dict[str, str]
    units: tuple[str, ...]
    creators: tuple[str | dict[str, str], ...]
    version: str
    published: date
    editions: tuple[Edition, ...]


def build(markdown: str, *, format: str, title: str, language: str, licence: str) -> bytes:
    """The bytes of a file in `format` (pdf, docx, pptx); the same words always give the same bytes.

    `language` is kk, ru or en; `licence` one of `LICENCES`. Raises ValueError for anything else.
    """
    for word, known in ((format, WRITERS), (language, LANGUAGES), (licence, LICENCES)):
        if word not in known:
            raise ValueError(f"{word!r} is none of {', '.join(known)}")
    return WRITERS[format](texts.read(markdown), Imprint(title=title, language=language, licence=licence))


@cache
def load_materials(folder: Path = MATERIALS) -> list[MaterialSource]:
    """All materials by slug. Raises ValueError or KeyError when a `material.yaml` is not as it must be."""
    return [_material(path) for path in sorted(folder.glob("*/material.yaml"))]


def _material(path: Path) -> MaterialSource:
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    material = MaterialSource(
        slug=facts["slug"],
        kind=facts["kind"],
        audience=facts["audience"],
        licence=facts["licence"],
        source=facts["source"],
        rights_note=facts.get("rights_note", {}),
        units=tuple(facts["units"]),
        creators=tuple(facts.get("creators", ())),
        version=facts["version"],
        published=facts["published"],
        editions=tuple(
            _edition(path.parent, language, facts[language]) for language in LANGUAGES if language in facts
        ),
    )
    _check(material, path)
    return material


def _edition(folder: Path, language: str, words: dict) -> Edition:
    return Edition(
        language=language,
        title=words["title"],
        summary=words["summary"],
        what_you_learn=tuple(words["what_you_learn"]),
        files=tuple(MaterialFile(file["format"], folder / file["source"]) for file in words["files"]),
    )


def _check(material: MaterialSource, path: Path) -> None:
    """A slip in a hand-written file is told at once and by name."""
    rules = {
        "slug is not the folder's name": material.slug == path.parent.name,
        "unknown kind": material.kind in KINDS,
        "unknown audience": material.audience in AUDIENCES,
        "unknown licence": material.licence in LICENCES,
        "a code of a unit is not text": all(isinstance(unit, str) for unit in material.units),
        "the source is not told in every language": set(material.source) == set(LANGUAGES),
        "unclear rights are not explained": material.licence != "rights-unclear"
        or set(material.rights_note) == set(LANGUAGES),
        "no language": bool(material.editions),
    }
    broken = [rule for rule, holds in rules.items() if not holds]
    if broken:
        raise ValueError(f"{path}: {'; '.join(broken)}")
