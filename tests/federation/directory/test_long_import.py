"""A long table is imported by the worker: in batches, each once, and whoever asked for it sees how it goes."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from federation.directory import importing
from federation.directory.models import Organisation, OrganisationImport
from federation.directory.tasks import import_organisations
from portal.accounts.enums import Role
from tests.portal.accounts.factories import UserFactory

from .factories import OrganisationFactory
from .test_admin import IMPORT, post

pytestmark = pytest.mark.django_db
TABLE = "name_kk,type\n" + "".join(f"{name},city_library\n" for name in ("Бір", "Бір", "Үш", "Төрт", "Бес"))


@pytest.fixture(autouse=True)
def tasks_wait(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    monkeypatch.setattr("federation.directory.views.importing.AT_ONCE", 2)


@pytest.fixture
def secretariat(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT, preferred_language="en"))
    return client


def look(client, table: str = TABLE) -> dict[str, str]:
    """What the button "Import" under the preview of a table sends."""
    shown = post(client, IMPORT, {"file": SimpleUploadedFile("table.csv", table.encode())})
    return {"table": shown.context["table"]}


def ask_for_import(client, table: str = TABLE) -> str:
    """The address of the page that tells of the import."""
    return post(client, IMPORT, look(client, table))["Location"]


def task_of_import() -> DBTaskResult:
    return DBTaskResult.objects.get(task_path=import_organisations.module_path)


def work() -> None:
    for row in DBTaskResult.objects.filter(task_path=import_organisations.module_path, status="READY"):
        row.set_successful(row.task.call(*row.task_result.args))


def test_long_table_waits_for_the_worker_and_its_page_says_how_it_went(secretariat):
    OrganisationFactory(slug="bir")
    address = ask_for_import(secretariat)
    assert Organisation.objects.count() == 1
    waiting = secretariat.get(address)
    assert waiting["Refresh"] and "in the background" in waiting.content.decode()
    work()
    over = secretariat.get(address)
    assert (
        "Refresh" not in over
        and "Rows of the file: 5. New: 5. Changed: 0. State: imported." in over.content.decode()
    )
    assert set(Organisation.objects.values_list("slug", flat=True)) == {
        "bir", "bir-2", "bir-3", "ush", "tort", "bes",
    }  # fmt: skip


def lines_about_organisations() -> int:
    """How many lines the history has about organisations."""
    return ModelLogEntry.objects.filter(content_type__model="organisation").count()


def test_import_that_is_broken_off_goes_on_where_it_was(secretariat, monkeypatch):
    ask_for_import(secretariat)
    save, calls = Organisation.save, []

    def dies_at_the_fourth(self, *args, **kwargs):
        calls.append(self)
        if len(calls) == 4:
            raise KeyboardInterrupt
        save(self, *args, **kwargs)

    monkeypatch.setattr(Organisation, "save", dies_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert Organisation.objects.count() == 2  # The first batch whole; of the second nothing.
    monkeypatch.setattr(Organisation, "save", save)
    work()
    assert (Organisation.objects.count(), lines_about_organisations()) == (5, 5)


def test_row_that_went_wrong_meanwhile_is_named_and_nothing_is_saved(secretariat):
    address = ask_for_import(secretariat)
    row = task_of_import()
    row.args_kwargs["args"][1][3][1] = "castle"
    row.save()
    work()
    assert Organisation.objects.count() == 0
    shown = secretariat.get(address)
    assert [line.number for line in shown.context["wrong"]] == [5]


def test_all_who_may_import_see_how_an_import_goes_and_nobody_else(secretariat, client):
    address = ask_for_import(secretariat)
    for role, is_shown in ((Role.SECRETARIAT, True), (Role.ADMINISTRATOR, True), (Role.EDITOR, False)):
        client.force_login(UserFactory(role=role))
        assert (client.get(address).status_code == 200) is is_shown


def test_a_task_of_an_earlier_release_leaves_a_record_too(secretariat):
    user = UserFactory()
    import_organisations.func(["slug", "name_kk", "type"], [["bir", "Бір", "city_library"]], ["bir"], user.pk)
    record = OrganisationImport.objects.get()
    assert (record.made_by, record.new_count, bool(record.ended_at)) == (user, 1, True)


def test_file_with_more_rows_than_a_look_can_take_is_to_be_divided(secretariat, settings):
    settings.ORGANISATIONS_MAX_ROWS = 4
    shown = post(secretariat, IMPORT, {"file": SimpleUploadedFile("table.csv", TABLE.encode())})
    assert "several files" in str(shown.context["form"].errors["file"])


@pytest.mark.parametrize("at_once", [2, 50])
def test_button_pressed_again_imports_nothing_twice(secretariat, monkeypatch, at_once):
    monkeypatch.setattr("federation.directory.views.importing.AT_ONCE", at_once)
    sent = look(secretariat)
    for _again in range(2):
        post(secretariat, IMPORT, sent)
        post(secretariat, IMPORT, sent)
        work()
    assert (Organisation.objects.count(), lines_about_organisations()) == (5, 5)


def test_rows_that_the_same_import_makes_beside_this_one_are_taken_as_made(monkeypatch):
    table = importing.read_table(SimpleUploadedFile("table.csv", TABLE.encode()))
    save, calls = Organisation.save, []

    def beside(self, *args, **kwargs):
        calls.append(self)
        if len(calls) == 1:
            raise IntegrityError("duplicate key")
        save(self, *args, **kwargs)

    monkeypatch.setattr(Organisation, "save", beside)
    importing.carry_out(table, OrganisationImport())
    assert Organisation.objects.count() == 5


@pytest.mark.parametrize("at_once", [2, 50])
def test_new_row_never_goes_over_an_entry_that_was_added_since_the_look(secretariat, monkeypatch, at_once):
    monkeypatch.setattr("federation.directory.views.importing.AT_ONCE", at_once)
    sent = look(secretariat)
    OrganisationFactory(slug="ush", name_kk="Басқа")
    answer = post(secretariat, IMPORT, sent)
    work()
    shown = secretariat.get(answer["Location"]) if at_once == 2 else answer
    assert list(Organisation.objects.values_list("name_kk", flat=True)) == ["Басқа"]
    assert "The address ush has been taken since you looked at the file." in shown.content.decode()


@pytest.mark.parametrize(
    "table", [TABLE, "name_kk,type,slug\nБір,city_library,\nЕкі,city_library,Bir\nҮш,city_library,\n"]
)
def test_address_from_a_name_is_nobody_elses_in_whatever_case(secretariat, table):
    OrganisationFactory(slug="Ush", name_kk="Басқа")
    ask_for_import(secretariat, table)
    work()
    assert Organisation.objects.count() == table.count("\n")
    assert Organisation.objects.get(slug="Ush").name_kk == "Басқа"


def test_empty_rows_between_others_hide_none(settings):
    book, content = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    sheet.append(["name_kk", "type"])
    for number in range(settings.ORGANISATIONS_MAX_ROWS):
        sheet.append([f"Кітапхана {number}", "city_library"])
        sheet.append([])
    book.save(content)
    table = importing._table(importing._rows_of_workbook(content.getvalue()))
    assert len(table.rows) == settings.ORGANISATIONS_MAX_ROWS


def test_import_that_failed_says_so_and_what_to_do(secretariat):
    address = ask_for_import(secretariat)
    task_of_import().set_failed(ValueError("broken"))
    shown = secretariat.get(address)
    assert "Refresh" not in shown and "The import was interrupted." in shown.content.decode()
