"""What is asked of an index for what somebody typed."""

import pytest

from search.analysis import LEVELS, MOST_WORDS, Term, document_terms, understand


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
