"""A long table is imported by the worker: in batches, each once, and whoever asked for it sees how it goes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry

from federation.directory import importing
from federation.directory.models import Organisation
from federation.directory.tasks import import_organisations
from portal.accounts.roles import Role
from tests.portal.accounts.factories import UserFactory

from .factories import OrganisationFactory
from .test_admin import IMPORT, post

pytestmark = pytest.mark.django_db
TABLE = "name_kk,type\n" + "".join(f"{name},city_library\n" for name in ("Бір", "Бір", "Үш", "Төрт", "Бес"))


@pytest.fixture(autouse=True)
def tasks_wait(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    monkeypatch.setattr("federation.directory.views.AT_ONCE", 2)


@pytest.fixture
def secretariat(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT, preferred_language="en"))
    return client


def ask_for_import(client) -> str:
    """The address of the page that tells of the import."""
    shown = post(client, IMPORT, {"file": SimpleUploadedFile("table.csv", TABLE.encode())})
    return post(client, IMPORT, {"table": shown.context["table"]})["Location"]


def task_of_import() -> DBTaskResult:
    return DBTaskResult.objects.get(task_path=import_organisations.module_path)


def work() -> None:
    row = task_of_import()
    value = row.task.call(*row.task_result.args)
    row.set_successful(value)


def test_long_table_waits_for_the_worker_and_its_page_says_how_it_went(secretariat):
    OrganisationFactory(slug="bir")
    address = ask_for_import(secretariat)
    assert Organisation.objects.count() == 1
    waiting = secretariat.get(address)
    assert waiting["Refresh"] and "in the background" in waiting.content.decode()
    work()
    over = secretariat.get(address)
    assert "Refresh" not in over and "The file has been imported; rows: 5." in over.content.decode()
    assert set(Organisation.objects.values_list("slug", flat=True)) == {
        "bir", "bir-2", "bir-3", "ush", "tort", "bes",
    }  # fmt: skip


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
    assert (Organisation.objects.count(), ModelLogEntry.objects.count()) == (5, 5)


def test_row_that_went_wrong_meanwhile_is_named_and_nothing_is_saved(secretariat):
    address = ask_for_import(secretariat)
    row = task_of_import()
    row.args_kwargs["args"][1][3][1] = "castle"
    row.save()
    work()
    assert Organisation.objects.count() == 0
    shown = secretariat.get(address)
    assert [line["number"] for line in shown.context["wrong"]] == [5]


def test_only_who_asked_sees_how_an_import_goes(secretariat, client):
    address = ask_for_import(secretariat)
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    assert client.get(address, follow=True).status_code == 404


def test_file_with_more_rows_than_a_look_can_take_is_to_be_divided(secretariat, monkeypatch):
    monkeypatch.setattr(importing, "MAX_ROWS", 4)
    shown = post(secretariat, IMPORT, {"file": SimpleUploadedFile("table.csv", TABLE.encode())})
    assert "several files" in str(shown.context["form"].errors["file"])
