"""The commands of search."""

import io
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from search.index import building
from search.models import SearchDocument


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


def test_without_a_search_server_there_is_no_index_to_build(settings, db):
    settings.SEARCH_HOSTS = []

    with pytest.raises(CommandError, match="SEARCH_URL"):
        call_command("rebuild_search", "--index-only")


def test_the_index_alone_is_built_from_the_rows_as_they_are(cluster, empty_index, document):
    document("Каскад")
    out = io.StringIO()

    call_command("rebuild_search", "--index-only", stdout=out)

    assert out.getvalue() == "search server: 1 of 1\n1 documents in the index.\n"
    assert building.differences() == []


def test_an_index_that_cannot_be_built_is_told_in_one_sentence(settings, empty_index, document):
    settings.SEARCH_HOSTS = ["http://127.0.0.1:9"]
    document("Каскад")

    with pytest.raises(CommandError, match="what answered before answers on"):
        call_command("rebuild_search", "--index-only", stdout=io.StringIO())


def test_on_a_terminal_a_bar_grows(cluster, empty_index, document):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    document("Каскад")
    out = Terminal()

    call_command("rebuild_search", "--index-only", stdout=out)

    assert f"\r\x1b[K[{'#' * 30}] search server: 1 of 1\n" in out.getvalue()


def test_nothing_of_elasticsearch_is_loaded_where_no_server_is_configured():
    code = (
        "import sys, django; django.setup(); import search.page.views, search.jobs, search.tasks, search.health; "
        "sys.exit('elasticsearch' in sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", "SEARCH_URL": ""}

    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
