"""Stems of Kazakh words against true forms made by a finite-state morphology (truth/make.py), half of them never
looked at.
"""

import pytest
from truth.measure import SETS, first_five_letters, groups, measure, pairs, word_pairs

from portal.language.kazakh.stems import stems

NOMINAL = frozenset({"noun", "loan", "place", "name"})


def own(word):
    return set(stems(word))


@pytest.mark.parametrize("name", SETS)
def test_forms_of_a_word_meet_and_unlike_words_stay_apart(name):
    figures = measure(name, own)
    nouns = measure(name, own, NOMINAL)
    print(f"\n{name}: {figures}\n{name}, nouns, loans, names: {nouns}")  # noqa: T201 - the figures

    assert figures.groups >= 0.9
    assert nouns.groups >= 0.95
    assert figures.running_text >= 0.95
    assert figures.merges < 0.03
    assert figures.word_merges < 0.03
    assert (
        figures.all_word_merges < 0.08
    )  # Grammar itself confuses these: нанды is "the bread" and "with bread".
    assert figures.terms < 2


@pytest.mark.parametrize("name", SETS)
def test_the_sets_are_large_enough(name):
    assert len(groups(name)) >= 300
    assert len(pairs(name)) >= 200
    assert len(word_pairs(name)) >= 200


def test_the_measure_sees_what_a_crude_analysis_does_wrong():
    figures = measure("held_out", first_five_letters)

    assert figures.groups < 0.9
    assert figures.word_merges > 0.1


def test_no_lemma_is_in_both_sets():
    development, held_out = ({group.lemma for group in groups(name)} for name in SETS)

    assert not development & held_out
