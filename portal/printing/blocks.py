"""The blocks that a printed text is made of."""

import re
from dataclasses import dataclass
from typing import Literal

FIGURE = re.compile(r"[+−]?\d[\d\s]*([.,]\d+)?|[–—]")
ROOM = "a few words"


@dataclass(frozen=True)
class Run:
    """A run is a piece of a line in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading opens a section; level 1 is `##`, because the title itself is not part of the text."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """A paragraph is running text; a note is one that only the trainer sees (`Notes: …`)."""

    line: Line
    is_note: bool = False


@dataclass(frozen=True)
class Quote:
    """A quotation stands apart from the text: a tip, an example, a voice from the room. Its lines stay lines."""

    line: Line


@dataclass(frozen=True)
class ListBlock:
    """A list is a run of items of one kind; numbers go on from `start`."""

    kind: Literal["bullet", "number", "check"]
    items: tuple[Line, ...]
    start: int = 1


@dataclass(frozen=True)
class Table:
    """A table has one header row; a column without a word below it is room to write by hand."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]

    def words(self, column: int) -> list[str]:
        """Returns the words of a column below its header, empty cells left out."""
        return [plain(row[column]) for row in self.rows if row[column]]

    def is_room(self, column: int) -> bool:
        """Is the column there to be filled in by hand?"""
        return not self.words(column)

    def longest(self, column: int) -> int:
        """The letters of the longest cell, header included; a column to be filled in counts as a few words."""
        return max(
            len(word)
            for word in [plain(self.header[column]), *self.words(column), self.is_room(column) * ROOM]
        )

    def is_figures(self, column: int) -> bool:
        """Does the column hold figures only, so that they should stand under each other?"""
        words = self.words(column)
        return bool(words) and all(FIGURE.fullmatch(word) for word in words)


@dataclass(frozen=True)
class Break:
    """A break (`---`) divides slides."""


Block = Heading | Paragraph | Quote | ListBlock | Table | Break


def plain(line: Line) -> str:
    """The letters of a line without its style."""
    return "".join(run.text for run in line)


def slides(blocks: list[Block]) -> list[list[Block]]:
    """The blocks of each slide: what stands between two breaks."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Break):
            pages.append([])
        else:
            pages[-1].append(block)
    return [page for page in pages if page]
