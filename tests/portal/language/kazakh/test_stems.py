"""The stems that a Kazakh word may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language.kazakh.lexicon import words
from portal.language.kazakh.recall import folded, romanised
from portal.language.kazakh.stems import stems, verbal_noun

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("кітапханаларымызда", "кітапхана"),
        ("кітабында", "кітап"),  # п/б
        ("еңбегі", "еңбек"),  # к/г
        ("қауымдастығының", "қауымдастық"),  # қ/ғ
        ("халқымыз", "халық"),  # a vowel lost
        ("мұрны", "мұрын"),
        ("автомобилі", "автомобиль"),  # ь gone
        ("процестің", "процесс"),  # one of two letters gone
        ("педагогтердің", "педагог"),  # a loan with front endings
        ("педагогтардың", "педагог"),  # and with back ones
        ("жарықбаевтың", "жарықбаев"),
        ("библиографияның", "библиография"),
        ("өңірдегі", "өңір"),
        ("оқиды", "оқы"),
        ("оқылған", "оқы"),  # passive
        ("жүргізілетін", "жүргіз"),
        ("тауып", "тап"),
        ("қояды", "қой"),
        ("келмейтіндердің", "кел"),
        ("жақсырақ", "жақсы"),
        ("цифрландырылған", "цифрландыр"),
    ],
)
def test_a_form_has_the_stem_of_its_word(word, stem):
    assert stem in stems(word)


def test_all_readings_of_a_word_are_kept():
    assert set(stems("алмасы")) >= {"алма", "алмас"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("кітапхана", "кітапханашы"),
        ("кітапхана", "кітапханалық"),
        ("бала", "балалық"),
        ("бала", "балық"),
        ("бюджет", "бюджеттік"),  # -тік of a verb would be "we"
        ("ақпарат", "ақпараттық"),
        ("тіл", "тілші"),
        ("орын", "орта"),
        ("жұмыс", "жұмыссыз"),
    ],
)
def test_words_made_of_words_and_words_alike_stay_apart(one, other):
    assert not set(stems(one)) & set(stems(other))


def test_a_word_that_no_lexicon_knows_keeps_itself_and_what_rules_leave():
    assert {"зурбаган", "зурбаганның"} <= set(stems("зурбаганның"))


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("оқы", "оқу"), ("тап", "табу"), ("шық", "шығу"), ("қой", "қою"), ("сый", "сию"), ("бар", "бару")],
)
def test_a_verb_has_a_noun(verb, noun):
    assert verbal_noun(verb) == noun


@given(st.text(alphabet=LETTERS, min_size=1))
def test_any_letters_have_stems_no_longer_than_two_letters_more(word):
    assert stems(word)
    assert all(stem and len(stem) <= len(word) + 2 for stem in stems(word))


@given(st.text())
def test_no_text_makes_stemming_fail(text):
    assert stems(text)


@pytest.mark.parametrize(
    ("word", "stem"),
    [("китапханаларды", "кітапхана"), ("кызылордада", "қызылорда"), ("енбеги", "еңбек"), ("китап", "кітап")],
)
def test_a_word_in_russian_letters_is_recognised(word, stem):
    assert stem in folded().recall(word)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("kitaphanalardyn", "кітапхана"),
        ("kizilorda", "қызылорда"),
        ("universitetter", "университет"),
        ("kazakhstan", "қазақстан"),
        ("mangistau", "маңғыстау"),
    ],
)
def test_a_word_in_latin_letters_is_recognised(word, stem):
    assert stem in romanised().recall(word)


def test_the_lexicon_knows_our_words():
    assert {"қызылорда", "кітапханашы", "қауымдастық", "вебинар"} <= words()
