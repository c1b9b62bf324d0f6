"""The demo library: every text becomes the files that its material promises, in letters that stay whole."""

import io
import json
import re
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from pptx import Presentation

import resources
from portal.printing.blocks import plain
from resources.demo import texts
from resources.demo.build import build, load_materials
from resources.demo.imprint import LANGUAGES, LICENCES, Imprint

CURRICULUM = Path(resources.__path__[0]) / "data" / "bsla_modules.json"
WORD_WITH_KAZAKH_LETTERS = re.compile(r"\w*[әғқңөұүһіӘҒҚҢӨҰҮҺІ₸]\w*")
PRINTED = [
    pytest.param(material, edition, file, id=f"{material.slug}-{edition.language}-{file.format}")
    for material in load_materials()
    for edition in material.editions
    for file in edition.files
]


def of_format(format):
    return [case for case in PRINTED if case.values[2].format == format]


def built(material, edition, file):
    return build(
        file.markdown,
        format=file.format,
        title=edition.title,
        language=edition.language,
        licence=material.licence,
    )


def curriculum_codes():
    codes = set()
    for module in json.loads(CURRICULUM.read_text(encoding="utf-8"))["modules"]:
        codes.add(module["code"])
        for topic in module["topics"]:
            codes.add(f"{module['code']}.{topic['no']}")
            codes.update(unit.split()[0] for unit in topic.get("units", []))
    return codes


def headings(blocks, level):
    return [plain(b.line) for b in blocks if isinstance(b, texts.Heading) and b.level == level]


def words_of(markdown):
    """Letters as they should be read on paper; the words before notes are added by the writer."""
    return set(WORD_WITH_KAZAKH_LETTERS.findall(markdown))


def test_library_has_materials_in_all_languages_in_two_and_in_one():
    languages = [len(material.editions) for material in load_materials()]
    assert (len(languages) >= 14, languages.count(3) >= 5, 2 in languages, 1 in languages) == (True,) * 4


def test_every_unit_is_one_of_the_curriculum():
    told = {unit for material in load_materials() for unit in material.units}
    assert told - curriculum_codes() == set()


def test_every_edition_says_three_things_to_learn_and_has_files():
    short = [
        (material.slug, edition.language)
        for material in load_materials()
        for edition in material.editions
        if len(edition.what_you_learn) != 3 or not edition.files or not edition.summary
    ]
    assert short == []


def test_no_text_lies_unused_and_none_is_missing():
    used = {file.path for material in load_materials() for e in material.editions for file in e.files}
    lying = {path for file in used for path in file.parent.parent.glob("*/*.md")}
    assert lying == used


def test_unclear_rights_are_explained_in_every_language_and_only_there():
    explained = {
        material.slug: tuple(material.rights_note) for material in load_materials() if material.rights_note
    }
    unclear = {
        material.slug: LANGUAGES for material in load_materials() if material.licence == "rights-unclear"
    }
    assert (explained, len(unclear) >= 1) == (unclear, True)


@pytest.mark.parametrize(("material", "edition", "file"), of_format("pdf"))
def test_pdf_keeps_kazakh_words_whole(material, edition, file):
    pdf = pypdfium2.PdfDocument(built(material, edition, file))
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    assert words_of(file.markdown) - words_of(text) == set()
    assert (pdf.get_metadata_value("Title"), pdf.is_tagged()) == (edition.title, True)
    assert [round(side) for side in pdf[0].get_size()] == [595, 842]


@pytest.mark.parametrize(("material", "edition", "file"), of_format("docx"))
def test_docx_has_the_headings_tables_and_language_of_its_text(material, edition, file):
    document = Document(io.BytesIO(built(material, edition, file)))
    blocks = texts.read(file.markdown)
    made = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert made == headings(blocks, level=1)
    assert len(document.tables) == sum(isinstance(block, texts.Table) for block in blocks)
    assert document.core_properties.title == edition.title
    assert document.core_properties.language.startswith(edition.language)


@pytest.mark.parametrize(("material", "edition", "file"), of_format("pptx"))
def test_pptx_has_a_titled_slide_with_notes_for_each_part(material, edition, file):
    deck = Presentation(io.BytesIO(built(material, edition, file)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [edition.title, *headings(texts.read(file.markdown), level=1)]
    assert 7 <= len(titles) <= 12
    assert [bool(slide.notes_slide.notes_text_frame.text) for slide in list(deck.slides)[1:]] == [True] * (
        len(titles) - 1
    )


@pytest.mark.parametrize("format", ["pdf", "docx", "pptx"])
def test_same_words_give_same_bytes(format):
    text = "## Бөлім\n\n- бір\n- екі\n\nNotes: тренерге"
    wanted = {"format": format, "title": "Сынақ", "language": "kk", "licence": "CC0-1.0"}
    assert build(text, **wanted) == build(text, **wanted)


def test_unknown_format_is_refused():
    with pytest.raises(ValueError, match="'odt' is none of pdf, docx, pptx"):
        build("## A", format="odt", title="A", language="en", licence="CC0-1.0")


def test_foot_says_whose_it_is_that_it_is_a_demonstration_and_the_licence():
    feet = [Imprint("Т", language, licence).foot for language in LANGUAGES for licence in LICENCES]
    assert feet[0] == "Кітапханалар федерациясы · порталдың көрсетілім материалы · Лицензия: CC BY 4.0"
    assert len(set(feet)) == len(LANGUAGES) * len(LICENCES)


def test_markup_in_a_text_is_printed_not_obeyed():
    text = 'A line with #panic("x") and $maths$ and \\ and "quotes".'
    pdf = pypdfium2.PdfDocument(build(text, format="pdf", title="#x", language="en", licence="CC0-1.0"))
    assert text in pdf[0].get_textpage().get_text_range().replace("\r\n", " ")


def test_list_may_begin_at_another_number():
    blocks = texts.read("5. five\n6. six")
    assert blocks == [texts.ListBlock("number", ((texts.Run("five"),), (texts.Run("six"),)), start=5)]


def test_table_with_an_uneven_row_is_refused():
    with pytest.raises(ValueError, match="another number of cells"):
        texts.read("| a | b |\n|---|---|\n| 1 |")
