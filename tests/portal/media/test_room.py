"""A disk that is full, or may only be read: a true message, and nothing half written."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from wagtail.models import Collection

from portal.accounts.enums import Role
from portal.health.health import disk
from portal.media.actions import make_sizes
from portal.media.jobs import sweep_old_parts
from portal.media.middleware import WholeMiddleware
from portal.media.models import PortalDocument, PortalImage
from portal.media.storage import WholeFileStorage
from portal.web.disk_space import NoRoom
from portal.web.files import file_fields
from portal.web.retries import Attempt
from tests import services
from tests.portal.accounts.factories import UserFactory
from tests.portal.media.test_pictures import jpeg
from tests.resources.factories import PDF

pytestmark = pytest.mark.django_db
SMALL = 64 * 1024
OWN = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 KiB of our own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)], capture_output=True
        ).returncode
    )
    services.needs(mounted, "The right to mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(params=["full", "read-only"])
def bad_disk(request, small_disk):
    if request.param == "full":
        (small_disk / "filler").write_bytes(b"x" * SMALL)
    else:
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    return small_disk


@contextmanager
def everything_kept_in(place: Path) -> Iterator[Path]:
    """Every storage of the portal in one folder."""
    kept = {name: dict(value) for name, value in settings.STORAGES.items()}
    for name in ("default", "private"):
        kept[name] = {**kept[name], "OPTIONS": {**kept[name]["OPTIONS"], "location": str(place)}}
    fields = list(file_fields())
    with override_settings(STORAGES=kept), pytest.MonkeyPatch.context() as patch:
        for field in fields:
            patch.setattr(field, "storage", storages["default"])
        yield place


@pytest.fixture
def stored_there(bad_disk):
    with everything_kept_in(bad_disk) as place:
        yield place


@pytest.fixture
def own_folder(tmp_path):
    with everything_kept_in(tmp_path) as place:
        yield place


def files_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.rglob("*") if path.is_file() and path.name != "filler")


def test_no_part_of_a_file_stays_on_a_full_disk(small_disk):
    storage = WholeFileStorage(location=small_disk)
    with pytest.raises(NoRoom):
        storage.save("a.bin", ContentFile(b"x" * (2 * SMALL)))
    assert files_in(small_disk) == []


def test_a_file_that_has_a_name_is_whole(small_disk):
    storage = WholeFileStorage(location=small_disk)
    names = [storage.save("a.bin", ContentFile(b"x" * 100)) for _turn in range(2)]
    assert sorted(names) == files_in(small_disk) and len(set(names)) == 2
    assert [(small_disk / name).read_bytes() for name in names] == [b"x" * 100] * 2


def half_written(storage: WholeFileStorage, name: str, days_ago: float) -> Path:
    """What a process leaves that is killed while it writes."""
    there = set(Path(storage.location).rglob("*.part"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "unlink", lambda _path: None)  # A dead process clears nothing up.
        patch.setattr(WholeFileStorage, "_sync", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            storage.save(name, ContentFile(b"x"))
    (part,) = set(Path(storage.location).rglob("*.part")) - there
    os.utime(part, (time() - days_ago * 86400,) * 2)
    return part


@pytest.mark.parametrize("alias", ["default", "private"])
def test_what_a_killed_process_was_writing_goes_after_a_day(alias, tmp_path, settings):
    own = {**settings.STORAGES[alias], "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, alias: own}
    whole = tmp_path / storages[alias].save("materials/.a.part", ContentFile(b"x"))  # Somebody's own name.
    old, new = (half_written(storages[alias], "materials/a.pdf", days) for days in (1.1, 0.9))
    os.utime(whole, (0, 0))
    assert sweep_old_parts() == 1
    assert (old.exists(), new.exists(), whole.exists()) == (False, True, True)


def test_health_tells_of_files_on_a_disk_of_their_own(stored_there):
    assert disk().status == "down"


@pytest.fixture
def editor(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, is_superuser=True, preferred_language="en"))
    return client


def test_a_replaced_document_keeps_its_old_file_until_the_row_is_saved(editor, monkeypatch):
    row = PortalDocument.objects.create(title="d", file=ContentFile(PDF, name="d.pdf"))

    def broken(*args, **kwargs):
        raise NoRoom

    old, body = row.file.path, {"title": "x", "collection": Collection.get_first_root_node().pk}
    depths, delete = [], WholeFileStorage.delete

    def noted(self, name):
        depths.append(len(connection.savepoint_ids))  # The test's own transaction is none.
        delete(self, name)

    monkeypatch.setattr(WholeFileStorage, "delete", noted)
    monkeypatch.setattr(PortalDocument, "save_base", broken)
    body["file"] = ContentFile(PDF + b"\n", name="new.pdf")
    response = editor.post(f"/admin/documents/edit/{row.pk}/", body, headers=OWN)
    assert (response.status_code, Path(old).exists()) == (507, True)
    assert depths and min(depths) > 0  # Else, outside of a test, it would be gone before the row is saved.


def test_a_file_whose_row_is_not_saved_is_removed(
    editor, own_folder, monkeypatch, django_capture_on_commit_callbacks
):
    def full(self, *args, **kwargs):
        self.file.field.pre_save(self, add=True)
        raise NoRoom

    monkeypatch.setattr(PortalDocument, "save_base", full)
    body = {
        "title": "There is no room for this",
        "file": ContentFile(PDF, name="lost.pdf"),
        "collection": Collection.get_first_root_node().pk,
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post("/admin/documents/add/", body, headers=OWN)
    assert (response.status_code, files_in(own_folder)) == (507, [])
    assert "There is no room for this" in response.content.decode()


@pytest.mark.parametrize(
    ("status", "stays"), [(200, True), (302, True), (399, True), (400, False), (500, False)]
)
def test_a_file_of_a_request_that_was_not_carried_out_goes(
    rf, own_folder, django_capture_on_commit_callbacks, status, stays
):
    def view(_request):
        storages["default"].save("brought.bin", ContentFile(b"x"))
        return HttpResponse(status=status)

    with django_capture_on_commit_callbacks(execute=True):
        WholeMiddleware(view)(rf.post("/"))
    assert files_in(own_folder) == (["brought.bin"] if stays else [])


@pytest.fixture
def no_room_for_sizes(db):
    """The database takes no row that names a size of a picture, as when its own disk is full."""

    def refuse(execute, sql, params, many, context):
        if 'INTO "media_rendition"' in sql:
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db(transaction=True)
def test_sizes_that_a_worker_made_go_when_the_database_has_no_room_for_their_rows(
    no_room_for_sizes, own_folder
):
    image = PortalImage.objects.create(title="Photo", file=jpeg())
    before = files_in(own_folder)
    with pytest.raises(OperationalError):
        make_sizes(image.pk)
    assert files_in(own_folder) == before


def test_sizes_that_a_page_made_go_when_the_database_has_no_room_for_their_rows(
    editor, no_room_for_sizes, own_folder, django_capture_on_commit_callbacks
):
    PortalImage.objects.create(title="Photo", file=jpeg())
    before = files_in(own_folder)
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.get("/admin/images/")
    assert (response.status_code >= 500, files_in(own_folder)) == (True, before)


class Deadlock(Exception):
    sqlstate = "40P01"


def test_a_file_of_an_attempt_that_ended_in_a_deadlock_goes(
    editor, own_folder, monkeypatch, django_capture_on_commit_callbacks
):
    save, turns = PortalDocument.save_base, []

    def ended_once(self, *args, **kwargs):
        save(self, *args, **kwargs)
        turns.append(self.file.name)
        if len(turns) == 1:
            raise OperationalError from Deadlock()

    monkeypatch.setattr(PortalDocument, "save_base", ended_once)
    monkeypatch.setattr(
        Attempt, "may_be_repeated", lambda attempt: True
    )  # The test's own transaction forbids it.
    root = Collection.get_first_root_node().pk
    body = {"title": "x", "file": ContentFile(PDF, name="twice.pdf"), "collection": root}
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post("/admin/documents/add/", body, headers=OWN).status_code == 302
    kept = Path(PortalDocument.objects.get(title="x").file.name).name
    assert (len(turns), files_in(own_folder)) == (2, [kept])
