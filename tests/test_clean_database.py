"""What puts the database back after a test that commits."""

import os
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings

from tests import clean_database


def test_somebody_who_was_left_behind_writing_is_told_of_and_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(clean_database, "PATIENCE_SECONDS", 0.1)
    source, name = str(tmp_path / "source"), str(tmp_path / "name")
    for path in (source, name):
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE t (x)")
    with closing(sqlite3.connect(name)) as writer:
        writer.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(TimeoutError, match="is being written to"):
            clean_database.copy_sqlite(source, name)
    clean_database.copy_sqlite(source, name)


def test_a_copy_that_nobody_took_is_an_error_and_no_empty_database(tmp_path):
    name = str(tmp_path / "name")
    with closing(sqlite3.connect(name)) as database:
        database.execute("CREATE TABLE t (x)")
    with pytest.raises(sqlite3.OperationalError):
        clean_database.copy_sqlite(str(tmp_path / "missing"), name)
    with closing(sqlite3.connect(name)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]


def test_processes_of_a_run_share_one_folder():
    assert os.environ["VAR_DIR"] == str(settings.VAR_DIR)
