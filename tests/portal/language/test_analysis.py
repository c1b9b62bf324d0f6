"""Texts are taken apart into words and their terms."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.language import LANGUAGES, Kind, fold, terms_of

STRANGE = [
    "\x00",
    "😀",
    "\u202eالعربية",
    "\ud800",
    "'",
    "-",
    "5-",
    "--ші",
    "а" * 10_000,
    "a" * 10_000,
    "қ " * 5_000,
]


def exact(text, language="kk"):
    return [token.terms.exact for token in terms_of(text, language)]


def test_a_word_has_terms_from_the_most_to_the_least_exact():
    (token,) = terms_of("Кітапханасының", "kk")

    assert (token.position, token.surface) == (0, "Кітапханасының")
    assert list(token.terms.by_kind()) == [
        (Kind.EXACT, "кітапханасының"),
        (Kind.STEM, "кітапхана"),
        (Kind.FOLDED, "китапханасынын"),
        (Kind.FOLDED, "китапхана"),
        (Kind.LATIN, "kitaphanasynyn"),
        (Kind.LATIN, "kitaphana"),
    ]
    assert token.terms.marked()[:2] == ("=кітапханасының", "+кітапхана")


@pytest.mark.parametrize(
    ("word", "language", "stem"),
    [
        ("Библиотеками", "ru", "библиотек"),
        ("Ёлки", "ru", "елк"),
        ("Libraries", "en", "librari"),
        ("Libraries", "kk", "librari"),
        ("кітапханасы", "ru", "кітапхана"),
        ("кітапханасы", "en", "кітапхана"),
    ],
)
def test_a_word_is_read_as_its_letters_say(word, language, stem):
    assert stem in terms_of(word, language)[0].terms.stems


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-жылы", ["2026", "жылы"]),
        ("5-ші 5ші 3-інші", ["5", "5", "3"]),
        ("IFLA-ның БАРК-тың Facebook'тың", ["ifla", "барк", "facebook"]),
        ("1.2.13", ["1.2.13"]),
        ("library's O'Neil", ["library", "oneil"]),
        ("об'ём", ["объём"]),
        ("20-летие 5-го", ["20", "5"]),
        ("«КГУ» №5", ["кгу", "5"]),
    ],
)
def test_what_hangs_on_a_word_is_cut_off(text, words):
    assert exact(text) == words


def test_a_compound_is_also_known_as_one_word():
    apart = terms_of("Нұр-Сұлтан", "kk")
    whole = terms_of("Нұрсұлтан", "kk")

    assert [token.terms.exact for token in apart] == ["нұр", "сұлтан"]
    assert all("нурсултан" in token.terms.folded for token in [*apart, *whole])


def test_positions_count_words():
    assert [token.position for token in terms_of("ана, бала — үй", "kk")] == [0, 1, 2]


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="de"):
        terms_of("Buch", "de")


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_strange_and_long_texts_do_not_fail(text, language):
    assert len(terms_of(text, language)) <= len(text)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_no_text_makes_the_analysis_fail(text, language):
    for token in terms_of(text, language):
        assert token.terms.exact
        assert all(term and len(term) <= 120 for _, term in token.terms.by_kind())
        assert all(fold(term) == term for term in token.terms.folded)


@given(st.text(alphabet="кітапханаәғқңөұүһ -'5", max_size=40))
def test_exact_terms_stay_what_they_are_when_cut_again(text):
    words = exact(text)
    assert exact(" ".join(words)) == words


@pytest.mark.parametrize("piece", ["қазақстандықтардың ", "а'", "1.", "5-ші-", "қ"])
def test_time_grows_with_the_length_only(piece):
    def seconds(times):
        """Of the processor, the least of a few tries: others use it, too."""

        def once():
            start = time.thread_time()
            terms_of(piece * times, "kk")
            return time.thread_time() - start

        return min(once() for _try in range(3))

    seconds(10)
    assert seconds(20_000) < 60 * max(seconds(2_000), 0.002)
