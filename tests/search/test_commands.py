"""The commands of search."""

import io

import pytest
from django.core.management import CommandError, call_command

from search.records import SearchDocument


def test_analyze_prints_the_terms_of_each_word_in_a_line(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("Қала\nlibrary\n\nБатыс-Қазақ\n"))
    out = io.StringIO()

    call_command("analyze", "--language", "kk", stdout=out)

    assert (
        out.getvalue()
        == "қала\tқал\tкала\tкал\tkala\tkal\nlibrary\tlibrari\n\nбатыс\tбатысказак\tbatys\tқазақ\tказак\tkazak\n"
    )


def test_analyze_knows_three_languages():
    with pytest.raises(CommandError):
        call_command("analyze", "--language", "de")


def test_rebuilding_says_what_it_did(db):
    out = io.StringIO()

    call_command("rebuild_search", stdout=out)

    assert f"{SearchDocument.objects.count()} rows." in out.getvalue()
    assert "home.HomePage: 3 of 3" in out.getvalue()
