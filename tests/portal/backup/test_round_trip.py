"""What was backed up comes back, row by row and file by file."""

import stat

import pytest
from django.core.management import call_command

from portal.caching.models import DataVersion
from portal.mail.models import Letter
from tests.portal.backup.places import is_ours

pytestmark = pytest.mark.django_db
# Tables that a restore changes on purpose.
CHANGED = {
    "django_session": "all sessions are ended",
    "content_dataversion": "versions are made anew, so that no cache keeps what is no more",
    "portal_cache": "what was worked out from other rows is let go",
    "mail_letter": "letters that were waiting are given up",
}


def test_every_row_comes_back(filled, restored):
    before, after = filled.rows(), restored.rows()
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} - set(CHANGED) == set()


def test_every_table_of_ours_had_rows_to_compare(filled):
    assert {name for name, rows in filled.rows().items() if not rows and is_ours(name)} == set()


def test_every_file_comes_back(filled, restored):
    before = filled.files()
    assert {name.split("/")[0] for name in before} == {"media", "private"}
    assert restored.files() == before


def test_letters_that_were_waiting_do_not_go_out_again(filled, restored):
    with filled.entered():
        expected = set(Letter.objects.exclude(sent_at=None).values_list("key", flat=True))
    with restored.entered():
        assert set(Letter.objects.exclude(sent_at=None).values_list("key", flat=True)) == expected
        assert not Letter.objects.filter(sent_at=None, given_up_at=None).exists()
        assert "went-out" in expected


def test_every_version_is_another(filled, restored):
    with filled.entered():
        before = set(DataVersion.objects.values_list("room", "number"))
    with restored.entered():
        after = set(DataVersion.objects.values_list("room", "number"))
    assert {room for room, _number in after - before} == {room for room, _number in before}


def test_nobody_else_can_read_a_backup(backup):
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [backup, *backup.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}


def test_no_secret_is_in_a_backup(backup, settings):
    texts = [path for path in backup.glob("*") if path.is_file() and not path.name.startswith("database.")]
    assert [path.name for path in texts if settings.SECRET_KEY in path.read_text()] == []
    assert not list(backup.rglob("secret-key"))


def test_nobody_stays_signed_in(restored):
    assert restored.rows()["django_session"] == []


def test_a_place_that_is_not_empty_is_kept_unless_it_shall_be_replaced(backup, restored):
    from django.core.management.base import CommandError

    with restored.entered(), pytest.raises(CommandError, match="--replace"):
        call_command("restore", backup)
