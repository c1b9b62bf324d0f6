"""Writes a text as a tagged A4 PDF with Typst, in fonts that carry every Kazakh letter.

Typst's own text font will not do: Libertinus Serif has no tenge sign (₸), and budgets need it.
"""

from functools import cache
from pathlib import Path

import typst

from portal.look.share_picture import FONTS
from resources.demo.imprint import MADE, Imprint
from resources.demo.texts import (
    Block,
    Break,
    Heading,
    Line,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Table,
    slides,
)

HERE = Path(__file__).parent
NARROW = 8  # letters: a number, a date, a sum in tenge


def write(blocks: list[Block], imprint: Imprint) -> bytes:
    """The PDF; a text with slides becomes a printout of them with the trainer's notes."""
    page = (HERE / "page.typ").read_text(encoding="utf-8")
    source = "\n".join([_facts(imprint), page, _body(blocks, imprint)])
    return typst.compile(
        source.encode(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=MADE,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _facts(imprint: Imprint) -> str:
    language, region = imprint.locale.split("-")
    facts = {
        "title": imprint.title,
        "author": imprint.federation,
        "lang": language,
        "region": region,
        "foot": imprint.foot,
    }
    return "\n".join(f"#let doc-{name} = {_string(value)}" for name, value in facts.items())


def _body(blocks: list[Block], imprint: Imprint) -> str:
    if any(isinstance(block, Break) for block in blocks):
        return "\n".join(f"#slide[\n{_joined(page, imprint)}\n]" for page in slides(blocks))
    return _joined(blocks, imprint)


def _joined(blocks: list[Block], imprint: Imprint) -> str:
    return "\n\n".join("#" + _block(block, imprint) for block in blocks)


def _block(block: Block, imprint: Imprint) -> str:
    match block:
        case Heading(level, line):
            return f"heading(level: {level}, {_line(line)})"
        case Paragraph(line, is_note=True):
            return f"notes({_string(imprint.words['notes'])}, {_line(line)})"
        case Paragraph(line):
            return f"par({_line(line)})"
        case Quote(line):
            return f"aside({_line(line)})"
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)
    raise ValueError(f"No way to set {block}")


def _list(block: ListBlock) -> str:
    items = ", ".join(map(_line, block.items))
    match block.kind:
        case "number":
            return f"enum(start: {block.start}, {items})"
        case "check":
            return f"checks({items})"
    return f"list({items})"


def _table(table: Table) -> str:
    columns = range(len(table.header))
    header = ", ".join(_line(cell) or "[]" for cell in table.header)
    cells = ", ".join(
        "blank" if table.is_room(column) else _line(row[column]) for row in table.rows for column in columns
    )
    widths = ", ".join(_width(table, column) for column in columns)
    sides = ", ".join("right" if table.is_figures(column) else "left" for column in columns)
    return f"sheet(({widths},), ({sides},), ({header},), {cells})"


def _width(table: Table, column: int) -> str:
    """A column of few letters takes what it needs; the others share the rest by the length of their words."""
    longest = table.longest(column)
    if longest <= NARROW:
        return "auto"
    return f"{min(longest, 45) ** 0.7:.2f}fr"


def _line(line: Line) -> str:
    return f"[{''.join(map(_run, line))}]"


def _run(run: Run) -> str:
    text = f"#{_string(run.text)};"
    if run.href:
        return f"#link({_string(run.href)})[{text}]"
    if run.bold:
        return f"#strong[{text}]"
    return f"#emph[{text}]" if run.italic else text


def _string(text: str) -> str:
    """A Typst string: nothing in a text can be taken for markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
