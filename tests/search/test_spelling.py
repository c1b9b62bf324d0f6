"""Did you mean."""

import pytest

from search.index.updates import _delete
from search.index.vocabulary import refresh_words
from search.models import SearchDocument
from search.page.spelling import is_met_by_guesses, proposal_for, words_found
from search.query.analysis import understand

pytestmark = pytest.mark.usefixtures("empty_index")


@pytest.fixture
def library(document):
    document("Қызылорда облыстық кітапханасы", key="1", body="Каскад әдісі")
    document(
        "Областная библиотека Кызылорды", key="2", language="ru", body="Семинар и обучение библиотекарей"
    )
    document("Library of Kyzylorda", key="3", language="en", body="A workshop for librarians")
    refresh_words()


def proposed(text, language="kk", access=("everyone",)):
    proposal = proposal_for(understand(text, language), access)
    return proposal and proposal.text


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("қызылрода", "kk", "Қызылорда"),  # Two letters in the wrong order,
        ("кызылодра", "kk", "Қызылорда"),  # and on a Russian keyboard;
        ("қзылорда", "kk", "Қызылорда"),  # a letter missing,
        ("қызылаорда", "kk", "Қызылорда"),  # too many,
        ("ғызылопда", "kk", "Қызылорда"),  # wrong at the start and inside.
        ("билбиотека", "ru", "библиотека"),
        ("оучбение", "ru", "обучение"),
        ("wrokshop", "en", "workshop"),
        ("liberians", "en", "librarians"),
        ("qyzylodra", "kk", "Қызылорда"),  # Kazakh in Latin letters.
        ("ktaphanassy", "kk", "кітапханасы"),
        ("облыстық кітапхнасы", "kk", "облыстық кітапханасы"),
        ("«облсытық» кітапханасы!", "kk", "«облыстық» кітапханасы!"),
    ],
)
def test_slips_are_mended(library, typed, language, meant):
    assert proposed(typed, language) == meant


@pytest.mark.parametrize(
    "typed", ["ққызыллорда", "касккад", "kizilorda", "rfcrfl", "кітапхана", "x", "1.2.13", "?!"]
)
def test_what_is_found_or_is_no_word_is_not_mended(library, typed):
    assert proposed(typed) is None


@pytest.mark.parametrize("typed", ["жұлдызшалар", "аб", "кас", "кккад", ""])
def test_what_is_near_to_nothing_has_no_proposal(library, typed):
    assert proposed(typed) is None


def test_a_word_without_endings_is_met_when_its_form_is_not_known(document):
    document("Кітапхана")
    refresh_words()

    assert proposed("кітапхнадан") == "Кітапхана"


def test_a_word_that_is_met_by_its_beginning_alone_is_mended_too(library, document):
    document("Кітап", key="4")

    assert proposed("кітапханосы") == "кітапханасы"
    assert is_met_by_guesses(understand("кітапханосы", "kk"), ["Кітап"])
    assert not is_met_by_guesses(understand("кітапханосын", "kk"), ["Кітапханосы"])


def test_the_commonest_of_equally_near_words_is_proposed(document):
    document("Қалам қалам", key="1")
    document("Қалау", key="2")
    document("Қалау", key="3")
    refresh_words()

    assert proposed("қалаш") == "Қалау"


def test_the_readers_language_comes_before_the_commonest(document):
    document("салон", key="1", language="ru")
    document("салон", key="2", language="ru")
    document("салоң", key="3", language="kk", body="салым")
    refresh_words()

    assert proposed("сапон", "kk") == "салоң"


def test_only_the_mistyped_word_is_emphasised_and_the_text_is_escaped(library):
    proposal = proposal_for(understand("<b> қызылрода каскад", "kk"))

    assert proposal.emphasised == "&lt;b&gt; <em>Қызылорда</em> каскад"


@pytest.mark.parametrize(("typed", "is_sure"), [("қызылодра", True), ("ғызылопда", False), ("касд", False)])
def test_one_slip_in_five_letters_is_sure(library, typed, is_sure):
    proposal = proposal_for(understand(typed, "kk"))

    assert (proposal and proposal.is_sure or False) is is_sure


def test_a_proposal_that_no_document_has_whole_is_not_sure(library):
    assert not proposal_for(understand("қызылодра обучение", "kk")).is_sure


def test_a_word_of_what_may_not_be_opened_is_never_proposed(document):
    document("Құпиясөз", access="group:7")
    refresh_words()

    assert proposed("құмиясөз") is None


def test_a_word_hidden_since_words_were_counted_is_not_proposed(document):
    row = document("Құпиясөз")
    refresh_words()
    assert proposed("құмиясөз") == "Құпиясөз"

    _delete(SearchDocument.objects.filter(pk=row.pk))

    assert proposed("құмиясөз") is None


def test_words_that_alone_find_something_are_told_with_their_numbers(library, document):
    document("Каскад", key="9", access="signed-in")
    query = understand("каскад жоқмұндайсөз библиотека", "kk")

    assert [(found.text, found.count) for found in words_found(query)] == [("каскад", 1), ("библиотека", 1)]


def test_of_one_word_there_are_no_fewer(library):
    assert words_found(understand("каскад", "kk")) == []


@pytest.mark.parametrize(
    "typed", ["a\0b", "%_%%", "'; --", "(((((", "\ud83d", "😀😀😀😀", "x" * 5000, "қызы" * 40, "א" * 9]
)
def test_odd_questions_are_read(library, typed):
    assert proposed(typed.replace("\ud83d", "")) is None
