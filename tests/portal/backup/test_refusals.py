"""What is no whole backup, or not for this portal, is refused, and nothing is changed then."""

import os
import resource
import shutil
import sqlite3
import threading
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal.backup import files
from portal.backup.actions import UNFINISHED
from portal.backup.databases import postgresql, sqlite
from portal.backup.manifest import Piece, new_manifest, read_manifest
from portal.backup.registry import BackupError
from portal.caching.models import DataVersion
from portal.web.files import file_fields, kept_storages
from tests import services

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(not services.postgresql(), reason="The tools of PostgreSQL")
on_sqlite = pytest.mark.skipif(bool(services.postgresql()), reason="The file of SQLite")


@pytest.fixture
def copy(backup, tmp_path) -> Path:
    """A copy of the backup that may be spoilt."""
    return Path(shutil.copytree(backup, tmp_path / "copy"))


@pytest.fixture(scope="module")
def empty_place(make_place):
    return make_place()


@pytest.fixture
def empty(empty_place):
    with empty_place.entered():
        yield


def refused(folder: Path, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("restore", folder)
    assert connection.introspection.table_names() == []
    assert files.are_empty()


def rewritten(folder: Path, **changes) -> None:
    replace(read_manifest(folder), **changes).write(folder)


@services.asked_once
def test_every_piece_that_was_damaged_is_found(empty, copy):
    for piece in read_manifest(copy).pieces:
        path = copy / piece.path
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        refused(copy, "damaged, and nothing was changed: .*" + path.name.split(".")[0])
        path.write_bytes(whole)


@services.asked_once
def test_every_piece_that_is_missing_is_found(empty, copy):
    for piece in read_manifest(copy).pieces[:3]:
        (copy / piece.path).rename(copy / "elsewhere")
        refused(copy, "damaged, and nothing was changed")
        (copy / "elsewhere").rename(copy / piece.path)


@services.asked_once
def test_a_damaged_manifest_is_refused(empty, copy):
    path = copy / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"sha256", b"sha265", 1))
    refused(copy, "manifest.json is damaged")


@services.asked_once
def test_half_a_backup_is_refused(empty, copy):
    (copy / "manifest.json").unlink()
    refused(copy, "not a whole backup")


@services.asked_once
def test_a_newer_backup_is_refused(empty, copy):
    known = read_manifest(copy).migrations
    rewritten(copy, migrations=[*known, "home.9999_of_tomorrow"])
    refused(copy, "newer version .*home.9999_of_tomorrow")


@services.asked_once
def test_a_backup_in_a_later_form_is_refused(empty, copy):
    rewritten(copy, format=2)
    refused(copy, "newer version")


def test_a_backup_of_the_other_database_is_refused(empty, copy):
    rewritten(copy, engine="sqlite" if services.postgresql() else "postgresql")
    refused(copy, "same kind of database")


@services.asked_once
def test_check_changes_nothing(empty, copy):
    call_command("restore", copy, "--check")
    assert connection.introspection.table_names() == []


def test_a_database_that_somebody_uses_is_not_replaced(restored, backup):
    with restored.entered():
        other = connection.copy()
        other.ensure_connection()
        other.cursor().execute("SELECT 1 FROM django_migrations")
        try:
            with pytest.raises(CommandError, match="in use"):
                call_command("restore", backup, "--replace", "--no-input")
        finally:
            other.close()


def test_a_former_portal_is_replaced_whole(restored, backup, filled):
    with restored.entered():
        kept_storages()["private"].save("odd.txt", open(__file__, "rb"))  # noqa: SIM115
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE of_tomorrow (id integer)")
        call_command("restore", backup, "--replace", "--no-input")
        assert "of_tomorrow" not in connection.introspection.table_names()
    assert restored.files() == filled.files()


@services.asked_once
def test_a_name_that_is_taken_is_refused(filled, backup):
    with filled.entered(), pytest.raises(CommandError, match="is there already"):
        call_command("backup", backup)


@contextmanager
def no_file_longer_than(size: int):
    """The system refuses longer files in the block, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [100, 100_000])  # Bytes.
def test_a_full_disk_leaves_nothing_and_is_told(filled, tmp_path, size):
    with filled.entered(), no_file_longer_than(size), pytest.raises(CommandError) as caught:
        call_command("backup", tmp_path / "backups" / "full")
    assert list((tmp_path / "backups").iterdir()) == []
    assert any(
        words in str(caught.value)
        for words in ("too large", "full", "disk I/O", "pg_dump failed: it ended with -25")
    )


@on_sqlite
def test_a_restore_onto_a_full_disk_changes_nothing_and_is_told(empty, empty_place, backup):
    assert connection.introspection.table_names() == []  # From here on there is a file.
    before = {path.name for path in empty_place.folder.iterdir()}
    with no_file_longer_than(100_000):
        refused(backup, "not whole: mend the cause.*too large")
    assert {path.name for path in empty_place.folder.iterdir()} == before


@on_sqlite
def test_a_broken_database_can_be_replaced_and_nothing_of_it_stays(empty, empty_place, backup):
    place = Path(empty_place.database)
    journal = place.with_name(f"{place.name}-wal")
    place.unlink(missing_ok=True)
    with closing(sqlite3.connect(place)) as former:
        former.execute("PRAGMA journal_mode=WAL")
        former.execute("CREATE TABLE former (id)")
        written = journal.read_bytes()
    place.write_bytes(b"no database at all " * 1000)
    assert not sqlite.in_use()
    journal.write_bytes(written)  # It would be played into the new one.
    assert sqlite.load(backup / sqlite.FILE).tables == read_manifest(backup).tables
    place.unlink()


@services.asked_once
def test_a_file_with_an_odd_name_can_be_backed_up(tmp_path):
    odd = os.fsdecode(b"files/private/\xe6\xee\xf1\xef\xe0\xf0.txt")  # Brought in from an old system.
    manifest = new_manifest(migrations=[], tables={})
    manifest.pieces = [Piece(odd, 1, "")]
    manifest.write(tmp_path)
    assert read_manifest(tmp_path).pieces[0].path == odd


@services.asked_once
def test_what_a_killed_backup_left_goes_with_the_next(filled, tmp_path):
    left = tmp_path / f"{UNFINISHED}killed"
    (left / "files").mkdir(parents=True)
    with filled.entered():
        call_command("backup", tmp_path / "next")
    assert [path.name for path in tmp_path.iterdir()] == ["next"]


@services.asked_once
def test_a_file_that_only_a_row_has_is_said(filled, tmp_path, capsys):
    with filled.entered():
        storage = kept_storages()["private"]
        name = next(files.names_in(storage))
        aside = tmp_path / "aside"
        shutil.move(storage.path(name), aside)
        try:
            call_command("backup", tmp_path / "next")
        finally:
            shutil.move(aside, storage.path(name))
    assert read_manifest(tmp_path / "next").missing == [f"private: {name}"]
    assert name in capsys.readouterr().err


@services.asked_once
def test_every_storage_of_the_settings_is_walked(settings):
    settings.STORAGES = settings.STORAGES | {"next_year": settings.STORAGES["private"]}
    assert set(kept_storages()) == {"default", "private", "next_year"}


@services.asked_once
def test_every_column_of_files_lies_in_a_storage_of_the_settings():
    assert [str(field) for field in file_fields() if files.alias_of(field) is None] == []


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b"])
def test_no_name_leads_out_of_a_backup(name):
    with pytest.raises(BackupError, match="leads elsewhere"):
        files.path_of("private", name)


def test_a_copy_is_of_one_moment(filled, tmp_path, restored):
    """Two rows are always written together; a copy has both or none."""
    begun, done = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            with transaction.atomic():
                DataVersion.objects.create(room="left", number=number)
                DataVersion.objects.create(room="right", number=number)
            if number == 5:
                begun.set()
        connection.close()

    with filled.entered():
        writer = threading.Thread(target=write)
        writer.start()
        begun.wait(20)
        try:
            call_command("backup", tmp_path / "moving")
        finally:
            done.set()
            writer.join()
        DataVersion.objects.filter(room__in=["left", "right"]).delete()
    with restored.entered():
        call_command("restore", tmp_path / "moving", "--replace", "--no-input")
        left, right = (
            DataVersion.objects.filter(room=room).order_by("-pk").count() for room in ("left", "right")
        )
        DataVersion.objects.filter(room__in=["left", "right"]).delete()
    assert left == right > 0


@on_postgresql
def test_tools_that_are_too_old_are_said(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(postgresql, "_version", lambda path: 9)
    with (
        filled.entered(),
        pytest.raises(CommandError, match="pg_dump of version 1[5-9] or later .* version 9"),
    ):
        call_command("backup", tmp_path / "old")
    assert list(tmp_path.iterdir()) == []


@on_postgresql
def test_a_load_that_fails_leaves_the_former_tables(filled, tmp_path):
    (tmp_path / "broken").write_bytes(b"PGDMP broken")
    before = filled.rows()
    with filled.entered(), pytest.raises(BackupError, match="pg_restore failed"):
        postgresql.load(tmp_path / "broken")
    assert filled.rows() == before


@on_postgresql
def test_a_load_that_was_killed_is_begun_anew(restored, backup):
    with restored.entered():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SCHEMA public RENAME TO {postgresql.ASIDE}; CREATE SCHEMA public")
        call_command("restore", backup, "--replace", "--no-input")
        assert len(connection.introspection.table_names()) == len(read_manifest(backup).tables)


@services.asked_once
def test_another_secret_key_is_told(backup, restored, capsys, settings):
    settings.SECRET_KEY = "another"
    with restored.entered():
        call_command("restore", backup, "--replace", "--no-input")
    assert "SECRET_KEY is another one" in capsys.readouterr().err
