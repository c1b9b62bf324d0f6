"""Reads the small Markdown of the training materials into blocks that every writer can set.

Known: headings, paragraphs, flat lists (bullets, numbers, checkboxes), tables, quotations, `---` between slides,
and inside a line **bold**, *italic* and [links](https://example.org). Lists are not nested: a page that a trainer
holds in the hand reads better without.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from portal.printing.blocks import Block, Break, Heading, Line, ListBlock, Paragraph, Quote, Run, Table

INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+?)\*|\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]+)\)"
)
HEADING = re.compile(r"(#{2,4})\s+(.+)")
ITEM: dict[Literal["bullet", "number", "check"], re.Pattern[str]] = {
    "check": re.compile(r"- \[ \]\s+(.+)"),
    "bullet": re.compile(r"[-*]\s+(.+)"),
    "number": re.compile(r"(?P<start>\d+)\.\s+(?P<text>.+)"),
}
NOTE = "Notes:"


def read_line(text: str) -> Line:
    """The runs of one line of Markdown."""
    runs: list[Run] = []
    at = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            runs.append(Run(text[at : match.start()]))
        if match["bold"]:
            runs.append(Run(match["bold"], bold=True))
        elif match["italic"]:
            runs.append(Run(match["italic"], italic=True))
        else:
            runs.append(Run(match["label"], href=match["href"]))
        at = match.end()
    if at < len(text):
        runs.append(Run(text[at:]))
    return tuple(runs)


def read(markdown: str) -> list[Block]:
    """All blocks of a text, in order. Raises ValueError for a `# title`: the title lives in `material.yaml`."""
    return [block for chunk in _chunks(markdown) for block in _blocks(chunk)]


def _chunks(markdown: str) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        if line.strip():
            chunk.append(line.strip())
        elif chunk:
            yield chunk
            chunk = []


def _blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of lines that stand together: a heading may be followed at once by text."""
    while lines:
        taken, block = _next_block(lines)
        yield block
        lines = lines[taken:]


def _next_block(lines: list[str]) -> tuple[int, Block]:
    first = lines[0]
    if first.startswith("# "):
        raise ValueError(f"The title belongs in material.yaml, not in the text: {first}")
    if first == "---":
        return 1, Break()
    if heading := HEADING.fullmatch(first):
        return 1, Heading(len(heading[1]) - 1, read_line(heading[2]))
    if first.startswith("|"):
        return _table(lines)
    if first.startswith("> "):
        quoted = _while(lines, lambda line: line.startswith(">"))
        return len(quoted), Quote(read_line("\n".join(line.lstrip("> ") for line in quoted)))
    if kind := _kind(first):
        return _list(lines, kind)
    text = _while(lines, lambda line: not _kind(line) and not line.startswith(("|", "#", ">")))
    joined = " ".join(text)
    note = joined.startswith(NOTE)
    return len(text), Paragraph(
        read_line(joined.removeprefix(NOTE).strip() if note else joined), is_note=note
    )


def _while(lines: list[str], belongs: Callable[[str], object]) -> list[str]:
    """The first line and those after it that belong to the same block."""
    taken = lines[:1]
    for line in lines[1:]:
        if not belongs(line):
            break
        taken.append(line)
    return taken


def _kind(line: str) -> Literal["bullet", "number", "check"] | None:
    return next((kind for kind, pattern in ITEM.items() if pattern.fullmatch(line)), None)


def _list(lines: list[str], kind: Literal["bullet", "number", "check"]) -> tuple[int, ListBlock]:
    taken = _while(lines, lambda line: _kind(line) == kind)
    matches = [match for line in taken if (match := ITEM[kind].fullmatch(line))]
    start = int(matches[0]["start"]) if kind == "number" else 1
    return len(taken), ListBlock(kind, tuple(read_line(match.groups()[-1]) for match in matches), start)


def _table(lines: list[str]) -> tuple[int, Table]:
    taken = _while(lines, lambda line: line.startswith("|"))
    cells = [tuple(read_line(cell.strip()) for cell in line.strip("|").split("|")) for line in taken]
    header, body = cells[0], cells[2:]
    uneven = [line for line, row in zip(taken[2:], body, strict=True) if len(row) != len(header)]
    if uneven:
        raise ValueError(f"A row has another number of cells than its header: {uneven[0]}")
    return len(taken), Table(header, tuple(body))
