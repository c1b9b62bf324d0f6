"""Marked passages."""

import time

import pytest

from search.page.highlight import PASSAGE, highlight, passage
from search.query.analysis import understand


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Қызылорда қаласы", "кызылорда", "<mark>Қызылорда</mark> қаласы"),
        ("Қызылордадағы семинар", "Qyzylorda", "<mark>Қызылордадағы</mark> семинар"),
        ("кітапхана ісі", "кітапханалар", "<mark>кітапхана</mark> ісі"),
        ("Батыс-Қазақстан", "казахстан батыс", "<mark>Батыс</mark>-Қазақстан"),
        ("Бөлім 1.2.13, 1.2", "1.2.13", "Бөлім <mark>1.2.13</mark>, 1.2"),
        ("ештеңе жоқ", "каскад", "ештеңе жоқ"),
        ("", "каскад", ""),
    ],
)
def test_words_are_marked_in_the_spelling_of_the_text(text, typed, marked):
    assert highlight(text, understand(typed, "kk")) == marked


def test_everything_else_is_escaped():
    text = '<script>alert("каскад")</script> & каскад'

    assert highlight(text, understand("каскад script", "kk")) == (
        "&lt;<mark>script</mark>&gt;alert(&quot;<mark>каскад</mark>&quot;)&lt;/<mark>script</mark>&gt; &amp; "
        "<mark>каскад</mark>"
    )
    assert passage("", "<b>жоқ</b>", understand("каскад", "kk")) == "&lt;b&gt;жоқ&lt;/b&gt;"


def test_the_summary_is_shown_when_it_has_the_word():
    assert passage("Каскад туралы", "каскад", understand("каскад", "kk")) == "<mark>Каскад</mark> туралы"


def test_else_a_piece_of_the_text_around_the_word_is_shown():
    body = "бос сөз " * 100 + "каскад әдісі " + "тағы сөз " * 100

    shown = passage("Қысқаша", body, understand("каскад", "kk"))

    assert shown.startswith("…") and shown.endswith("…")
    assert shown.count("<mark>каскад</mark>") == 1
    assert len(shown) < PASSAGE + 40
    assert set(shown.strip("…").replace("<mark>", "").replace("</mark>", "").split()) <= set(body.split())


def test_without_the_word_the_beginning_is_shown():
    assert passage("", "Басы осы. " + "сөз " * 200, understand("каскад", "kk")).startswith("Басы осы.")


@pytest.mark.parametrize("body", ["а" * 100_000, "каскад" * 20_000, "\u0301" * 50_000, "сөз " * 25_000])
def test_an_endless_text_is_marked_quickly(body):
    started = time.perf_counter()

    shown = passage("", body, understand("каскад", "kk"))

    assert time.perf_counter() - started < 2
    assert len(shown) < 1_000
