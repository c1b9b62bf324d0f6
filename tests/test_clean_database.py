"""What puts the database back after a test that commits."""

import sqlite3
from contextlib import closing

import pytest

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
