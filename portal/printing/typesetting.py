"""Blocks and words in Typst's language, and a PDF of them.

Typst's own text font will not do: Libertinus Serif has no tenge sign (₸), and budgets need it.
"""

from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from portal.look.share_picture import FONTS

from .blocks import Block, Heading, Line, ListBlock, Paragraph, Quote, Run, Table

HERE = Path(__file__).parent
REGIONS = {"kk": "KZ", "ru": "RU", "en": "GB"}
NARROW = 8  # letters: a number, a date, a sum in tenge


def pdf_of(source: str, made: datetime) -> bytes:
    """The PDF of a source in Typst's language, tagged after PDF/UA-1. The same source and moment give the same bytes.

    Raises typst.TypstError for a source that Typst does not understand.
    """
    return typst.compile(
        source.encode(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=made.replace(microsecond=0),
    )


def look(name: str) -> str:
    """The source of a look: what all papers share, and what stands in `<name>.typ`."""
    return "\n".join((HERE / f"{part}.typ").read_text(encoding="utf-8") for part in ("paper", name))


def string(text: str) -> str:
    """A Typst string: nothing in a text can be taken for markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def facts(**values: str) -> str:
    """The names `doc-…` under which a look finds the words of its text."""
    return "\n".join(f"#let doc-{name} = {string(value)}" for name, value in values.items())


def joined(blocks: list[Block], notes: str = "") -> str:
    """Blocks, one below the other; `notes` stands before what is for the trainer alone."""
    return "\n\n".join("#" + _block(block, notes) for block in blocks)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _block(block: Block, notes: str) -> str:
    match block:
        case Heading(level, line):
            return f"heading(level: {level}, {_line(line)})"
        case Paragraph(line, is_note=True):
            return f"notes({string(notes)}, {_line(line)})"
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
    text = f"#{string(run.text)};"
    if run.href:
        return f"#link({string(run.href)})[{text}]"
    if run.bold:
        return f"#strong[{text}]"
    return f"#emph[{text}]" if run.italic else text
