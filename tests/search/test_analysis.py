"""What is asked of an index for what somebody typed."""

from search.analysis import MOST_WORDS, Term, document_terms, understand


def terms(text):
    return [set(word.terms) for word in understand(text).words]


def test_a_word_is_kept_as_written_and_folded_and_in_latin():
    assert document_terms("Қала") == ["=қала=", "кала", "kala", "qala"]


def test_a_word_is_asked_for_whole_open_folded_and_in_latin():
    assert terms("Қала") == [
        {Term("=қала="), Term("=қала", True), Term("кала", True), Term("kala", True), Term("qala", True)}
    ]


def test_a_short_word_is_asked_for_whole_only():
    assert terms("аб") == [{Term("=аб="), Term("аб"), Term("ab")}]


def test_a_long_word_is_also_asked_for_without_its_ending():
    asked = {term.text for term in terms("семинарлар")[0] if not term.is_open}

    assert asked == {"=семинарлар=", "семинарла", "семинарл", "семинар", "семина"}


def test_a_word_is_asked_for_once():
    assert len(understand("каскад Каскад КАСКАД").words) == 1


def test_a_long_query_is_cut_and_says_so():
    query = understand(" ".join(f"сөз{number}" for number in range(20)))
    assert (len(query.words), query.was_cut) == (MOST_WORDS, True)

    query = understand("а" * 10_000)
    assert (len(query.text), query.was_cut) == (200, True)

    assert understand("қысқа сұрақ").was_cut is False


def test_signs_alone_are_no_words():
    assert understand("\"' () * - : ^ … ؟ 😀").words == ()
