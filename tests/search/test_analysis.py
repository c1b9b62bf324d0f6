"""What is asked of an index for what somebody typed."""

import pytest

from portal.language import LANGUAGES
from portal.language.kazakh.stems import words
from search.query.analysis import LEVELS, MOST_WORDS, Term, document_terms, understand


def weights(text, term):
    """How much each word of a question counts in the end where a text holds only this term."""
    return [
        round(sum(way.weight for way in word.ways if any(asked.is_met_by(term) for asked in way.terms)), 6)
        for word in understand(text, "kk").words
    ]


def test_a_word_is_kept_as_written_by_stem_folded_and_in_latin():
    kept = document_terms("Қызылордада", "kk")
    assert {"=қызылордада", "+қызылорда", "~кызылорда", "@kyzylorda"} <= set(kept)


@pytest.mark.parametrize(
    ("term", "weight"),
    [
        ("=қызылорда", 1.0),
        ("+қызылорда", 0.7),
        ("=қызылордалық", 0.5),
        ("~кызылорда", 0.4),
        ("@kyzylorda", 0.2),
        ("=алматы", 0.0),
    ],
)
def test_a_word_counts_by_the_best_way_in_which_it_is_met(term, weight):
    assert weights("қызылорда", term) == [weight]


def test_every_way_holds_what_the_ways_above_it_hold():
    (word,) = understand("кітапханаларда", "kk").words
    assert round(sum(way.weight for way in word.ways), 6) == LEVELS[0]
    for wide, narrow in zip(word.ways, word.ways[1:], strict=False):
        assert set(narrow.terms) < set(wide.terms)


def test_more_letters_may_follow_a_long_word_only():
    assert Term("=аб", is_open=True) not in understand("аб", "kk").words[0].terms
    assert Term("=қала", is_open=True) in understand("қала", "kk").words[0].terms


def test_a_word_is_asked_for_once():
    assert len(understand("каскад Каскад КАСКАД", "kk").words) == 1


def test_a_long_query_is_cut_and_says_so():
    query = understand(" ".join(f"сөз{number}" for number in range(20)), "kk")
    assert (len(query.words), query.was_cut) == (MOST_WORDS, True)

    query = understand("а" * 10_000, "kk")
    assert (len(query.text), query.was_cut) == (200, True)

    assert understand("қысқа сұрақ", "kk").was_cut is False


def test_signs_alone_are_no_words():
    assert understand("\"' () * - : ^ … ؟ 😀", "kk").words == ()


ODD = "ёлку Ёлка ЩУКА shchuka yacht yezhik CSS4 W3C QR xerox Qazaqstan Ǵylym şekara 5-ші 2026 1.2.13 об'ём 'tis ˈlītˌhous ǅ ß"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_passed_over_for_its_first_letters_that_a_query_for_it_would_meet(language):
    texts = [*ODD.split(), *sorted(words())[::40]]

    for text in texts:
        for word in (text, text.capitalize()):
            for reader in LANGUAGES:
                query = understand(word, reader)
                is_met = query.is_met_by(document_terms(word, language))
                assert query.may_be_met_by(word) or not is_met, (word, reader)


def test_a_word_that_begins_otherwise_is_not_taken_apart():
    assert not understand("кітапхана", "kk").may_be_met_by("семинар")
