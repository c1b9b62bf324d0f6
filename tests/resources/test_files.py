"""Files of materials: who may download them, how they are sent and counted."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.files.base import ContentFile
from django.db import connection

from resources.actions import count_download
from resources.models import Material, MaterialFile

from .factories import PDF, FileFactory, MaterialFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file():
    return FileFactory(material=MaterialFactory(slug="charter", titles={"kk": "Жарғы"}))


def counts(file) -> tuple[int, int]:
    return (
        MaterialFile.objects.get(pk=file.pk).downloads,
        Material.objects.get(pk=file.material_id).downloads,
    )


def test_what_is_known_of_a_file_is_read_from_its_content(file):
    assert (file.name, file.format, file.size) == ("zharghy-1.pdf", "pdf", len(PDF))
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_visitor_downloads_a_public_file(client, file, language):
    response = client.get(f"/{language}/library/charter/files/{file.pk}/zharghy-1.pdf")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="zharghy-1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Length"] == str(len(PDF))


def test_the_address_on_the_page_is_the_one_that_works(client, file):
    assert file.url_in("ru") == f"/ru/library/charter/files/{file.pk}/zharghy-1.pdf"
    assert file.url_in("ru") in client.get("/ru/library/charter/").content.decode()


def test_whole_file_counts_for_itself_and_its_material_but_neither_head_nor_a_part(client, file):
    url = file.url_in("kk")
    assert client.head(url).status_code == 200
    client.get(url, headers={"range": "bytes=0-99"})
    assert counts(file) == (0, 0)
    client.get(url)
    assert counts(file) == (1, 1)


def test_visitor_counts_once_an_hour_for_each_file_in_whatever_language(client, file):
    other = FileFactory(material=file.material, language="ru")
    with time_machine.travel("2026-11-24 10:00", tick=False) as clock:
        for address in (file.url_in("kk"), file.url_in("ru"), file.url_in("kk"), other.url_in("kk")):
            client.get(address)
        assert (counts(file), counts(other)) == ((1, 2), (1, 2))
        client.get(file.url_in("kk"), REMOTE_ADDR="192.0.2.7")
        assert counts(file) == (2, 3)
        clock.shift(timedelta(minutes=61))
        client.get(file.url_in("kk"))
        assert counts(file) == (3, 4)


def test_nothing_kept_tells_who_downloaded_and_no_cookie_is_set(client, file):
    response = client.get(file.url_in("kk"), REMOTE_ADDR="192.0.2.7")
    assert not response.cookies
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM portal_cache WHERE cache_key LIKE '%visitor%'")
        kept = cursor.fetchall()
    assert len(kept) == 1
    assert "192.0.2.7" not in str(kept)


def test_file_is_handed_out_though_the_cache_is_down(client, file, monkeypatch):
    monkeypatch.setattr(BaseCache, "add", refuse)
    monkeypatch.setattr(DatabaseCache, "add", refuse)
    assert client.get(file.url_in("kk")).status_code == 200
    assert counts(file) == (1, 1)


def refuse(*args, **kwargs):
    raise ConnectionError


def test_counting_reads_no_number_first(file):
    stale = MaterialFile.objects.get(pk=file.pk)
    count_download(file)
    count_download(stale)
    assert counts(file) == (2, 2)


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_file_of_what_is_not_public_is_not_found_and_not_counted(client, file, state):
    Material.objects.update(state=state)
    assert client.get(file.url_in("kk")).status_code == 404
    assert counts(file) == (0, 0)


def test_staff_download_a_draft_and_nobody_may_keep_the_answer(client, file):
    Material.objects.update(state="draft")
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_material"))
    client.force_login(user)
    response = client.get(file.url_in("kk"))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_a_wrong_slug_name_or_number_is_not_found(client, file):
    other = MaterialFactory(slug="other")
    for address in (
        f"/kk/library/{other.slug}/files/{file.pk}/zharghy-1.pdf",
        f"/kk/library/charter/files/{file.pk}/other.pdf",
        f"/kk/library/charter/files/{file.pk + 1}/zharghy-1.pdf",
        "/kk/library/charter/files/99999999999999999999/zharghy-1.pdf",
    ):
        assert client.get(address).status_code == 404, address


def test_a_file_lost_from_the_disk_is_not_found(client, file):
    Path(file.file.path).unlink()
    assert client.get(file.url_in("kk")).status_code == 404
    assert counts(file) == (0, 0)


def test_only_get_and_head_are_answered(client, file):
    assert client.post(file.url_in("kk"), headers={"sec-fetch-site": "same-origin"}).status_code == 405


def test_private_files_lie_outside_what_the_media_address_serves(client, file):
    assert client.get(f"/media/{file.file.name}").status_code == 404


def test_a_file_taken_away_leaves_the_disk_unless_another_row_uses_it(
    file, django_capture_on_commit_callbacks
):
    twin = MaterialFile.objects.create(
        material=file.material, language="ru", file=file.file.name, name=file.name, format="pdf"
    )
    storage, name = file.file.storage, file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        file.delete()
    assert storage.exists(name) is True
    with django_capture_on_commit_callbacks(execute=True):
        twin.delete()
    assert storage.exists(name) is False


def test_a_name_that_tries_to_leave_its_folder_is_made_safe():
    file = FileFactory(file=ContentFile(PDF, name="..\\..\\Жоспар (2).PDF"))
    assert file.name == "zhospar-2.pdf"
    assert file.file.name.startswith(f"materials/{file.material.slug}/zhospar-2")


def test_a_new_file_takes_the_place_of_the_old_one_on_the_disk(file, django_capture_on_commit_callbacks):
    storage, old = file.file.storage, file.file.name
    file.file = ContentFile(PDF + b"new", name="Жарғы №1.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        file.save()
    assert (storage.exists(old), storage.exists(file.file.name), file.size) == (False, True, len(PDF) + 3)
    with django_capture_on_commit_callbacks(execute=True):
        file.save()
    assert storage.exists(file.file.name)
