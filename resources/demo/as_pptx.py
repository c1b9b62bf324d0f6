"""Writes a text as slides: one heading and its points each, the trainer's words in the notes."""

# python-pptx gives the XML of a paragraph or a run by no public name.
# ruff: noqa: SLF001

import io
from collections.abc import Iterator

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import _Paragraph
from pptx.util import Inches, Length, Pt

from portal.printing.blocks import Block, Heading, Line, ListBlock, Paragraph, Quote, Table, plain, slides
from resources.demo.imprint import ACCENT, GOLD, INK, MADE, Imprint, steady_zip

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.8)
INNER = Length(WIDTH - 2 * MARGIN)
TITLE_LAYOUT, CONTENT_LAYOUT, BARE_LAYOUT = 0, 1, 5


def write(blocks: list[Block], imprint: Imprint) -> bytes:
    """The presentation, 16:9: a title slide, then a slide for each part between breaks."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    facts = deck.core_properties
    facts.title, facts.author, facts.language = imprint.title, imprint.federation, imprint.locale
    facts.created = facts.modified = MADE.replace(tzinfo=None)
    facts.last_modified_by = imprint.federation
    _title_slide(deck, imprint)
    for number, page in enumerate(slides(blocks), start=2):
        _slide(deck, page, imprint, number)
    out = io.BytesIO()
    deck.save(out)
    return steady_zip(out.getvalue())


def _title_slide(deck: Deck, imprint: Imprint) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(INK)
    title, subtitle = slide.shapes.title, slide.placeholders[1]
    _place(title, MARGIN, Inches(2.1), INNER, Inches(2.2))
    _place(subtitle, MARGIN, Inches(4.7), INNER, Inches(0.9))
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _write(title.text_frame.paragraphs[0], imprint.title, imprint, size=44, colour="FFFFFF")
    _write(subtitle.text_frame.paragraphs[0], imprint.foot, imprint, size=18, colour="B9D3DA")
    _bar(slide, MARGIN, Inches(4.45))


def _slide(deck: Deck, page: list[Block], imprint: Imprint, number: int) -> None:
    table = next((block for block in page if isinstance(block, Table)), None)
    slide = deck.slides.add_slide(deck.slide_layouts[BARE_LAYOUT if table else CONTENT_LAYOUT])
    heading = next(block for block in page if isinstance(block, Heading))
    _place(slide.shapes.title, MARGIN, Inches(0.5), INNER, Inches(1.05))
    slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(slide.shapes.title.text_frame.paragraphs[0], plain(heading.line), imprint, size=34, colour=ACCENT)
    _bar(slide, MARGIN, Inches(1.6))
    if table:
        _table(slide, table, imprint)
    else:
        _points(slide, page, imprint)
    _foot(slide, imprint, number)
    notes = [plain(block.line) for block in page if isinstance(block, Paragraph) and block.is_note]
    frame = slide.notes_slide.notes_text_frame
    frame.text = "\n".join(notes)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", imprint.locale)


def _points(slide: Slide, page: list[Block], imprint: Imprint) -> None:
    body = slide.placeholders[1]
    _place(body, MARGIN, Inches(1.9), INNER, Inches(4.7))
    lines = list(_lines(page))
    size = 24 if len(lines) <= 6 else 20
    for index, (line, mark) in enumerate(lines):
        paragraph = body.text_frame.paragraphs[0] if index == 0 else body.text_frame.add_paragraph()
        paragraph.space_after = Pt(8)
        _bullet(paragraph, mark)
        for run in line:
            _write(paragraph, run.text, imprint, size=size, colour=INK, bold=run.bold, italic=run.italic)


def _lines(page: list[Block]) -> Iterator[tuple[Line, str]]:
    """Yields the visible lines of the slide, each with the mark before it (none, a dot, a number, a box)."""
    for block in page:
        match block:
            case Paragraph(line, is_note=False) | Quote(line):
                yield line, ""
            case ListBlock(kind, items):
                mark = {"bullet": "•", "check": "☐", "number": "1."}[kind]
                yield from ((item, mark) for item in items)


def _bullet(paragraph: _Paragraph, mark: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    if not mark:
        properties.set("marL", "0")
        properties.set("indent", "0")
        properties.insert_element_before(properties.makeelement(qn("a:buNone"), {}), "a:tabLst", "a:defRPr")
        return
    properties.set("marL", "457200")
    properties.set("indent", "-457200")
    kind, attributes = (
        ("a:buAutoNum", {"type": "arabicPeriod"}) if mark == "1." else ("a:buChar", {"char": mark})
    )
    properties.insert_element_before(properties.makeelement(qn(kind), attributes), "a:tabLst", "a:defRPr")


def _table(slide: Slide, table: Table, imprint: Imprint) -> None:
    rows = [table.header, *table.rows]
    size = Inches(min(0.62, 4.6 / len(rows)))
    frame = slide.shapes.add_table(
        len(rows), len(table.header), MARGIN, Inches(1.95), INNER, Length(size * len(rows))
    )
    for row, lines in enumerate(rows):
        for column, line in enumerate(lines):
            cell = frame.table.cell(row, column)
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(
                ACCENT if row == 0 else "FFFFFF" if row % 2 else "EFF5F6"
            )
            colour = "FFFFFF" if row == 0 else INK
            _write(cell.text_frame.paragraphs[0], plain(line), imprint, size=18, colour=colour, bold=row == 0)


def _foot(slide: Slide, imprint: Imprint, number: int) -> None:
    box = slide.shapes.add_textbox(MARGIN, Inches(6.85), INNER, Inches(0.4))
    _write(box.text_frame.paragraphs[0], f"{imprint.foot} · {number}", imprint, size=12, colour="5A6B73")


def _bar(slide: Slide, left: Length, top: Length) -> None:
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, Inches(1.1), Inches(0.06))
    bar.fill.solid()
    bar.fill.fore_color.rgb = RGBColor.from_string(GOLD)
    bar.line.fill.background()
    bar.shadow.inherit = False
    bar.name = "ornament"


def _place(shape: BaseShape, left: Length, top: Length, width: Length, height: Length) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def _write(
    paragraph: _Paragraph,
    text: str,
    imprint: Imprint,
    *,
    size: int,
    colour: str,
    bold: bool = False,
    italic: bool = False,
) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    run.font.color.rgb = RGBColor.from_string(colour)
    run._r.get_or_add_rPr().set("lang", imprint.locale)
    paragraph.alignment = PP_ALIGN.LEFT
