"""Texts of files: when they are read, what is kept of them, and what search hears."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from portal.clock.registry import JOBS
from resources import actions
from resources.actions import read_file
from resources.enums import MaterialState, TextProblem
from resources.models import FileText, MaterialFile
from resources.reading import Part, Reading
from search.models import SearchDocument, SearchPart

from .factories import PDF, FileFactory, MaterialFactory

pytestmark = pytest.mark.django_db


def text_file(text="Қоғамдық кеңес", name="notes.txt"):
    return ContentFile(text.encode(), name=name)


@pytest.fixture
def material():
    return MaterialFactory(slug="charter", titles={"kk": "Жарғы"})


def texts(file) -> list[str]:
    return list(FileText.objects.filter(file=file.pk).values_list("text", flat=True))


def told() -> list[tuple[str, str]]:
    """Language of the entry and text of each part that search holds."""
    return list(SearchPart.objects.order_by("pk").values_list("document__language", "text"))


def test_a_file_is_read_after_it_was_saved_and_not_before(material, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        file = FileFactory(material=material, file=text_file())
        assert (texts(file), file.is_waiting) == ([], True)
    for callback in callbacks:
        callback()

    file.refresh_from_db()
    assert (texts(file), file.is_waiting, file.text_problem) == (["Қоғамдық кеңес"], False, "")


def test_search_hears_the_text_in_the_entry_of_the_files_own_language_alone(material):
    file = FileFactory(material=material, language="ru", file=text_file("Общественный совет"))

    read_file(file.pk)

    assert told() == [("ru", "Общественный совет")]
    part = SearchPart.objects.get()
    assert (part.file, part.url, part.unit, part.number, part.language) == (
        "Жарғы",
        f"/ru/library/charter/files/{file.pk}/notes.txt",
        "",
        1,
        "ru",
    )


@pytest.mark.parametrize("state", [MaterialState.DRAFT, MaterialState.WITHDRAWN])
def test_files_that_are_not_public_give_search_no_text(material, state):
    file = FileFactory(material=material, file=text_file())
    read_file(file.pk)
    assert told()

    material.state = state
    material.save()

    assert told() == [] and texts(file)


def test_what_a_replaced_file_said_is_not_told_until_the_new_one_is_read(material):
    file = FileFactory(material=material, file=text_file("Ескі"))
    read_file(file.pk)

    file.refresh_from_db()
    file.file = text_file("Жаңа")
    file.save()
    material.save()
    assert told() == []

    read_file(file.pk)
    assert (texts(file), told()) == (["Жаңа"], [("kk", "Жаңа")])


def test_a_file_that_cannot_be_read_leaves_the_material_findable_and_says_why(material):
    file = FileFactory(material=material, file=ContentFile(PDF, name="broken.pdf"))

    assert read_file(file.pk) == 0

    file.refresh_from_db()
    assert (file.text_problem, file.is_waiting) == (TextProblem.DAMAGED, False)
    assert SearchDocument.objects.filter(model="resources.material", key=material.pk, language="kk").exists()


def test_a_storage_that_is_away_for_a_moment_does_not_damage_a_file(material, monkeypatch):
    file = FileFactory(material=material, file=ContentFile(PDF, name="here.pdf"))
    with monkeypatch.context() as away:
        away.setattr(type(file.file.storage), "open", missing)
        assert read_file(file.pk) == 0

    file.refresh_from_db()
    assert (file.text_problem, file.is_waiting) == ("", True)


def missing(*args, **kwargs):
    raise FileNotFoundError


def test_the_same_content_is_never_tried_twice(material, monkeypatch):
    tries = []
    monkeypatch.setattr(
        actions, "read_text", lambda *given: tries.append(given) or Reading(problem=TextProblem.TOO_LARGE)
    )
    file = FileFactory(material=material, file=text_file())

    for _attempt in range(3):
        read_file(file.pk)

    assert len(tries) == 1


def test_what_was_read_of_a_file_that_was_replaced_meanwhile_is_thrown_away(material, monkeypatch):
    file = FileFactory(material=material, file=text_file("Ескі"))

    def read_slowly(*given):
        MaterialFile.objects.filter(pk=file.pk).update(sha256="b" * 64)
        return Reading((Part("", 1, "Ескі"),))

    monkeypatch.setattr(actions, "read_text", read_slowly)

    assert read_file(file.pk) == 0
    assert texts(file) == [] and MaterialFile.objects.waiting().get() == file


def test_a_file_whose_stored_content_is_gone_is_no_error(material):
    file = FileFactory(material=material, file=text_file())
    Path(file.file.path).unlink()

    assert read_file(file.pk) == 0
    assert read_file(10**9) == 0


def test_the_clock_has_read_what_a_lost_task_left(material):
    file = FileFactory(material=material, file=text_file())
    job = JOBS["resources.jobs.read_waiting_files"]

    assert (job.every <= timedelta(minutes=10), job.run(), job.run()) == (True, 1, 0)
    assert texts(file) == ["Қоғамдық кеңес"]


def test_files_of_other_formats_do_not_wait(material):
    file = FileFactory(material=material, file=text_file(name="notes.odt"))

    assert (file.is_waiting, MaterialFile.objects.waiting().count()) == (False, 0)


def test_the_command_reads_all_that_wait_and_says_how_many(material, capsys):
    FileFactory(material=material, file=text_file())
    FileFactory(material=material, file=ContentFile(PDF, name="broken.pdf"))

    call_command("read_files")

    assert capsys.readouterr().out == "Files read: 1. Without a text: 1.\n"


def test_the_admin_says_what_became_of_a_files_text(admin_client, material):
    file = FileFactory(material=material, file=ContentFile(PDF, name="broken.pdf"))
    address = f"/admin/snippets/resources/material/edit/{material.pk}/"
    assert "Мәтіні жақын арада оқылады" in admin_client.get(address).content.decode()

    read_file(file.pk)

    html = admin_client.get(address).content.decode()
    assert "Мәтінін оқу мүмкін болмады: Файл бүлінген." in html
