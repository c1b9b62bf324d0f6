"""A disk that is full, or may only be read: a true message, and nothing half written."""

import os
import subprocess
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import Client, override_settings
from wagtail.models import Collection, UploadedFile

from portal.accounts.roles import Role
from portal.health.services import disk
from portal.media.models import PortalDocument, PortalImage
from portal.media.storage import WholeFileStorage
from portal.web.files import file_fields
from portal.web.room import NoRoom
from tests import services
from tests.doors import bodies
from tests.portal.accounts.factories import UserFactory
from tests.portal.media.test_cleaning import saved
from tests.resources.factories import PDF, FileFactory, MaterialFactory

pytestmark = pytest.mark.django_db
SMALL = 64 * 1024
OWN = {"sec-fetch-site": "same-origin"}
TELLS = "server cannot keep files"


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


@pytest.fixture
def stored_there(bad_disk, settings):
    """Every storage of the portal on that disk."""
    kept = {name: dict(value) for name, value in settings.STORAGES.items()}
    for name in ("default", "private"):
        kept[name] = {**kept[name], "OPTIONS": {**kept[name]["OPTIONS"], "location": str(bad_disk)}}
    fields = list(file_fields())
    with override_settings(STORAGES=kept), pytest.MonkeyPatch.context() as patch:
        for field in fields:
            patch.setattr(field, "storage", storages["default"])
        yield bad_disk


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


def test_health_tells_of_files_on_a_disk_of_their_own(stored_there):
    assert disk().status == "down"


def upload_bodies(material_file) -> dict[str, dict]:
    picture = saved("PNG").read()

    class Rows:
        rows = {"root": Collection.get_first_root_node(), "translation": None}

    Rows.picture = picture
    document = PortalDocument.objects.first()
    image = PortalImage.objects.first()
    found = {
        name: bodies._files(name, Rows)
        for name in (
            "admin/documents/add/",
            "admin/images/add/",
            "admin/documents/multiple/add/",
            "admin/images/multiple/add/",
            "admin/documents/chooser/create/",
            "admin/images/chooser/create/",
        )
    }
    root = Rows.rows["root"].pk
    for kind, row, name in (("documents", document, "kitap.pdf"), ("images", image, "kitap.png")):
        content = PDF if kind == "documents" else picture
        address = f"admin/{kind}/edit/{row.pk}/" if kind == "documents" else f"admin/{kind}/{row.pk}/"
        found[address] = {"title": "Kitap", "collection": root, "file": ContentFile(content, name=name)}
    # Name, address and picture of oneself.
    found["admin/account/"] = {
        "name_email-first_name": "Kitap",
        "name_email-last_name": "Kitap",
        "name_email-email": "kitap@example.org",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "Asia/Almaty",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "avatar-avatar": ContentFile(picture, name="kitap.png"),
    }
    return found


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (PortalImage, PortalDocument, UploadedFile)}


@pytest.fixture
def editor(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, is_superuser=True, preferred_language="en"))
    return client


@pytest.fixture
def kept_before(db):
    """A picture, a document and a file that were kept while there was room."""
    PortalImage.objects.create(title="p", file=saved("PNG"))
    PortalDocument.objects.create(title="d", file=ContentFile(PDF, name="d.pdf"))
    return FileFactory(material=MaterialFactory(slug="m"), file=ContentFile(PDF, name="m.pdf"))


def test_every_upload_says_that_there_is_no_room_and_leaves_nothing(kept_before, editor, stored_there):
    sent = upload_bodies(kept_before)
    before = rows()
    names = set(PortalDocument.objects.values_list("file", flat=True))
    answers = {}
    for address, body in sent.items():
        for file in body.values():
            if hasattr(file, "seek"):
                file.seek(0)
        xhr = {"x-requested-with": "XMLHttpRequest"} if "multiple" in address else {}
        response = editor.post(f"/{address}", body, headers={**OWN, **xhr})
        text = response.content.decode()
        is_script = "json" in response["Content-Type"]
        answers[address] = (response.status_code == (200 if is_script else 507), TELLS in text)
    assert {address: answer for address, answer in answers.items() if answer != (True, True)} == {}
    assert (rows(), files_in(stored_there)) == (before, [])
    assert set(PortalDocument.objects.values_list("file", flat=True)) == names


def test_the_walk_knows_every_model_that_keeps_a_file():
    """A new field with files is a new way in: its form belongs into `upload_bodies`, or its making into these."""
    known = {"PortalImage", "PortalDocument", "MaterialFile", "UploadedFile", "Rendition", "UserProfile"}
    # What shares a base with them in this portal, and is not used.
    unused = {"Image", "Document", "AbstractImage"}
    assert {field.model.__name__ for field in file_fields()} - unused == known


def test_a_replaced_document_keeps_its_old_file_until_the_row_is_saved(kept_before, editor, monkeypatch):
    row = PortalDocument.objects.get()

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


def test_a_file_whose_row_is_not_saved_is_removed(editor, monkeypatch, django_capture_on_commit_callbacks):
    place = Path(storages["private"].location) / "documents"
    before = files_in(place) if place.exists() else []

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
    assert (response.status_code, files_in(place)) == (507, before)
    assert "There is no room for this" in response.content.decode()
