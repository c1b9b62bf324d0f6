"""Writes a text as a Word document to be filled in and changed: real headings, lists and tables."""

# python-docx gives the XML of a paragraph, a row or a cell by no public name.
# ruff: noqa: SLF001

import io

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_TcPr
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.parfmt import CT_PPr
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from portal.printing.blocks import Block, Break, Heading, Line, ListBlock, Paragraph, Quote, Table
from resources.demo.imprint import ACCENT, GOLD, INK, LINE, MADE, MIST, Imprint, steady_zip

LIST_STYLES = {"bullet": "List Bullet", "number": "List Number", "check": "Normal"}
BOX = "☐ "
TEXT_WIDTH = 166  # mm: A4 less its margins
FONT, HEADING_FONT = "Calibri", "Cambria"


def write(blocks: list[Block], imprint: Imprint) -> bytes:
    """The document, A4, in the text's language."""
    document = Document()
    _set_page(document)
    _set_styles(document, imprint)
    _set_facts(document, imprint)
    _set_foot(document, imprint)
    document.add_paragraph(imprint.title, style="Title")
    for block in blocks:
        _add(document, block, imprint)
    out = io.BytesIO()
    document.save(out)
    return steady_zip(out.getvalue())


def _set_page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)


def _set_styles(document: Docx, imprint: Imprint) -> None:
    looks = {
        "Normal": (FONT, 11, INK),
        "Title": (HEADING_FONT, 24, INK),
        "Heading 1": (HEADING_FONT, 16, ACCENT),
        "Heading 2": (FONT, 12, INK),
        "Heading 3": (FONT, 11, INK),
    }
    for name, (font, size, colour) in looks.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
        _set_font(style.element.get_or_add_rPr(), font)
    for name in ("Title", "Heading 1"):
        document.styles[name].font.bold = False
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, before in (("Heading 1", 16), ("Heading 2", 11)):
        document.styles[name].paragraph_format.space_before = Pt(before)
        document.styles[name].paragraph_format.space_after = Pt(4)
    _gold_line(document.styles["Title"].element.get_or_add_pPr())
    _set_language(document.styles["Normal"].element.get_or_add_rPr(), imprint.locale)


def _gold_line(properties: CT_PPr) -> None:
    """The template's blue rule under the title gives way to the portal's gold."""
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", GOLD)):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def _set_font(properties: CT_RPr, font: str) -> None:
    """One font for Latin and Cyrillic alike; the theme's fonts would otherwise win."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def _set_language(properties: CT_RPr, locale: str) -> None:
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), locale)


def _set_facts(document: Docx, imprint: Imprint) -> None:
    facts = document.core_properties
    facts.title, facts.author, facts.language = imprint.title, imprint.federation, imprint.locale
    facts.comments, facts.last_modified_by = imprint.foot, imprint.federation
    facts.created = facts.modified = MADE.replace(tzinfo=None)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), imprint.locale)


def _set_foot(document: Docx, imprint: Imprint) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{imprint.foot} · ")
    for instruction in ("PAGE", "NUMPAGES"):
        _add_field(paragraph, instruction)
        if instruction == "PAGE":
            paragraph.add_run(" / ")
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string("5A6B73")


def _add_field(paragraph: DocxParagraph, instruction: str) -> None:
    """A number that Word counts itself."""
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _add(document: Docx, block: Block, imprint: Imprint) -> None:
    match block:
        case Heading(level, line):
            _runs(document.add_paragraph(style=f"Heading {level}"), line)
        case Paragraph(line, is_note):
            paragraph = document.add_paragraph()
            if is_note:
                paragraph.add_run(f"{imprint.words['notes']}. ").bold = True
            _runs(paragraph, line)
        case Quote(line):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(5)
            _shade(paragraph._p.get_or_add_pPr(), MIST)
            _runs(paragraph, line)
        case ListBlock():
            _add_list(document, block)
        case Table():
            _add_table(document, block)
        case Break():
            document.add_page_break()


def _add_list(document: Docx, block: ListBlock) -> None:
    first = None
    for item in block.items:
        paragraph = document.add_paragraph(style=LIST_STYLES[block.kind])
        paragraph.paragraph_format.space_after = Pt(3)
        if block.kind == "check":
            paragraph.paragraph_format.left_indent = Mm(7)
            paragraph.paragraph_format.first_line_indent = Mm(-6)
            paragraph.add_run(BOX)
        elif block.kind == "number":
            first = first or _new_numbering(document, block.start)
            _number(paragraph, first)
        _runs(paragraph, item)


def _new_numbering(document: Docx, start: int) -> int:
    """A numbering of its own for each list: otherwise the second list would go on counting from the first."""
    numbering = document.part.numbering_part.element
    of_style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return number.numId


def _number(paragraph: DocxParagraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _add_table(document: Docx, table: Table) -> None:
    grid = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    head = grid.add_row()
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, line in zip(head.cells, table.header, strict=True):
        _shade(cell._tc.get_or_add_tcPr(), ACCENT)
        _fill(cell, line, white=True)
    for row in table.rows:
        cells = grid.add_row()
        cells._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if any(table.is_room(column) for column in range(len(row))):
            cells.height = Mm(10)
        for column, (cell, line) in enumerate(zip(cells.cells, row, strict=True)):
            _fill(cell, line, right=table.is_figures(column))
    _set_widths(grid, table)
    _line_colour(grid)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _set_widths(grid: DocxTable, table: Table) -> None:
    """Columns share the page by the length of their longest words."""
    shares = [min(max(table.longest(column), 4), 45) ** 0.7 for column in range(len(table.header))]
    for column, share in enumerate(shares):
        width = Mm(TEXT_WIDTH * share / sum(shares))
        grid.columns[column].width = width
        for cell in grid.columns[column].cells:
            cell.width = width


def _fill(cell: _Cell, line: Line, white: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_after = Pt(2)
    _runs(paragraph, line)
    for run in paragraph.runs:
        run.font.size = Pt(10)
        if white:
            run.bold, run.font.color.rgb = True, RGBColor(0xFF, 0xFF, 0xFF)


def _line_colour(grid: DocxTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties = grid._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    look = properties.find(qn("w:tblLook"))
    (layout if layout is not None else look).addprevious(borders)


def _shade(properties: CT_PPr | CT_TcPr, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    following = [properties.find(qn(f"w:{name}")) for name in ("spacing", "ind", "jc", "vAlign")]
    after = next((element for element in following if element is not None), None)
    if after is None:
        properties.append(shade)
    else:
        after.addprevious(shade)


def _runs(paragraph: DocxParagraph, line: Line) -> None:
    """Links stay words with their address behind them: a printed page can still be followed."""
    for run in line:
        made = paragraph.add_run(f"{run.text} ({run.href})" if run.href else run.text)
        made.bold, made.italic = run.bold or None, run.italic or None
