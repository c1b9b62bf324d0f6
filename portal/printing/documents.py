"""One text with a title as PDF, for people to hold in the hand."""

from dataclasses import dataclass
from datetime import datetime

from .blocks import Block, Break, slides
from .typesetting import REGIONS, facts, joined, look, pdf_of


@dataclass(frozen=True)
class Document:
    """A printed text: its blocks, and what it says about itself in its own language.

    `notes` are the words before what is for the trainer alone; `made` is the moment that the file tells.
    """

    title: str
    author: str
    language: str
    foot: str
    blocks: list[Block]
    made: datetime
    notes: str = ""


def document_pdf(document: Document) -> bytes:
    """The PDF; a text with slides becomes a printout of them with the trainer's notes."""
    said = facts(
        title=document.title,
        author=document.author,
        lang=document.language,
        region=REGIONS[document.language],
        foot=document.foot,
    )
    return pdf_of("\n".join([said, look("document"), _body(document)]), document.made)


def _body(document: Document) -> str:
    if any(isinstance(block, Break) for block in document.blocks):
        pages = slides(document.blocks)
        return "\n".join(f"#slide[\n{joined(page, document.notes)}\n]" for page in pages)
    return joined(document.blocks, document.notes)
