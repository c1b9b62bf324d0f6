"""Many letters in one PDF, each on a page of its own in its language, ready to be folded into a window envelope."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .typesetting import REGIONS, facts, look, pdf_of, string

PARAGRAPHS = re.compile(r"\n\s*\n")
LONGEST = 40  # Letters that surely fit into a line.
LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
NO_SPACE = "\u200b"
RULE = re.compile(r"--\s*\n")  # What an e-mail's signature begins with.


@dataclass(frozen=True)
class PaperLetter:
    """A letter as it is printed: `to` are the lines of the postal address, `day` is said in the letter's language.

    `text` is plain: an empty line ends a paragraph.
    """

    language: str
    sender: str
    to: tuple[str, ...]
    day: str
    subject: str
    text: str


def letters_pdf(letters: Iterable[PaperLetter], *, title: str, language: str, made: datetime) -> bytes:
    """The PDF of letters; `title` and `language` are those of the file, for whoever prints it."""
    letters = list(letters)
    said = facts(
        title=title, author=letters[0].sender if letters else "", lang=language, region=REGIONS[language]
    )
    return pdf_of("\n".join([said, look("letters"), *map(_letter, letters)]), made)


def _letter(letter: PaperLetter) -> str:
    words = [
        string(letter.language),
        string(REGIONS[letter.language]),
        string(letter.sender),
        string("\n".join(letter.to)),
        string(letter.day),
        string(letter.subject),
        f"({' '.join(f'{string(text)},' for text in _paragraphs(letter))})",
    ]
    return f"#letter({', '.join(words)})"


def _paragraphs(letter: PaperLetter) -> list[str]:
    """The paragraphs of the text, without the first where the subject, which stands above it as a heading, says it."""
    found = [RULE.sub("", part).strip() for part in PARAGRAPHS.split(letter.text)]
    if found and letter.subject.startswith(found[0]):
        del found[0]
    return [LONG.sub(_breakable, text) for text in found if text]


def _breakable(word: re.Match[str]) -> str:
    """A long word, an address, with places where a line may end."""
    return NO_SPACE.join(re.findall(rf".{{1,{LONGEST}}}", word[0]))
