"""What editors and researchers typed before facts had fields of their own: nothing of it is lost, no remark stays
public.
"""

from importlib import import_module
from types import SimpleNamespace

import pytest

moving = import_module("federation.directory.migrations.0004_remarks_become_internal")


def old_row(**given) -> SimpleNamespace:
    empty = dict.fromkeys(
        ["internal_note", "founded", "status_source", "website_evidence", "old_address", "website"], ""
    )
    return SimpleNamespace(**{**empty, "founded_year": None, "old_sources": [], **given})


def test_every_text_that_says_more_than_a_fact_stands_in_the_note():
    row = old_row(
        internal_note="Seat not verified.",
        founded="1899 tradition",
        founded_year=1899,
        status_source="active?",
        website_evidence="own-site page",
        old_address="Dostyk 11 (UNESCO page)",
        old_sources=["https://a.kz/", "https://b.kz/ (mirror of ru.wikipedia)", "a book of 1990"],
    )
    assert moving.note_of(row).splitlines() == [
        "Seat not verified.",
        "Founded: 1899 tradition",
        "Status: active?",
        "Website: own-site page",
        "Address: Dostyk 11 (UNESCO page)",
        "Source: https://b.kz/ (mirror of ru.wikipedia)",
        "Source: a book of 1990",
    ]


def test_what_is_a_fact_already_is_not_noted_again():
    row = old_row(founded="1934", founded_year=1934, status_source="active", old_sources=["https://a.kz/"])
    assert moving.note_of(row) == ""
    assert moving.note_of(old_row(founded="in the thirties")) == "Founded: in the thirties"


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("https://a.kz/x", ("https://a.kz/x", "")),
        ("https://a.kz/ (the year of the merger)", ("https://a.kz/", "(the year of the merger)")),
        ("https://a.kz/ (mirror of b)", ("", "https://a.kz/ (mirror of b)")),
        ("a book", ("", "a book")),
        (f"https://a.kz/{'x' * 600}", ("", f"https://a.kz/{'x' * 600}")),
    ],
)
def test_only_an_address_that_fits_becomes_a_source(source, parts):
    assert moving.parted(source) == parts


@pytest.mark.parametrize(
    ("words", "certainty"),
    [("October 1883", "exact"), ("1899 tradition", "about"), ("шамамен 1899", "about"), ("1899?", "about")],
)
def test_certainty_follows_the_words(words, certainty):
    assert moving.certainty_of(words) == certainty


@pytest.mark.parametrize(
    ("status", "words", "year"),
    [
        ("active", "active (2020, 2025)", 2025),
        ("probably_active", "active?", None),
        ("historic", "1996-2014", None),
    ],
)
def test_year_of_the_last_proof_is_the_last_that_the_source_names(status, words, year):
    assert moving.confirmed_year_of(status, words) == year


@pytest.mark.parametrize(
    ("address", "language"), [("Достық 11", "kk"), ("ул. Гоголя, 109", "ru"), ("Gogol 109", "en")]
)
def test_language_of_an_address_is_told_by_its_letters(address, language):
    assert moving.language_of(address) == language
