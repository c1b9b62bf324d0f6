"""What was erased after a backup is erased again when it is put back."""

import json
import shutil

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models, transaction

from federation.people.models import Person
from federation.workshops.models import Workshop, WorkshopTrainer
from home.models import ContactMessage, ContactPage
from portal.accounts.actions import delete_account
from portal.accounts.models import Operator, User
from portal.backup.erasures import ERASABLE, journal, note_missed, read_journal
from portal.mail.models import Letter, Unsubscription
from tests import rooms, services

pytestmark = pytest.mark.django_db
GOES = "goes@example.org"
# Who else has addresses, and why a deletion there needs no line of its own.
WITHOUT_JOURNAL = {
    ContactPage: "the federation's own address",
    Operator: "the organisation's own address",
    Letter: "emptied with the account, and by age",
    Unsubscription: "goes with the person, and with the account whose address it is",
    Workshop: "its contact is emptied with the account or the person, who are in the journal",
    WorkshopTrainer: "emptied with the account or the person, who are in the journal",
}


@pytest.fixture(scope="module")
def went_on(make_place, backup):
    """Where the portal goes on after the backup."""
    return make_place()


@pytest.fixture
def later(went_on, backup):
    """The portal as it went on, with what the tests erase; and nothing in the journal."""
    with went_on.entered():
        journal().unlink(missing_ok=True)
        if not (connection.introspection.table_names() and _has_everybody()):
            put_back(backup)
        yield went_on


def _has_everybody() -> bool:
    user = User.objects.filter(email=GOES)
    return user.exists() and ContactMessage.objects.exists() and _without_account().exists()


def _without_account():
    return Person.objects.filter(user=None).exclude(full_name="")


def put_back(backup, *journals) -> None:
    call_command("restore", backup, "--replace", "--no-input", *(f"--erasures={path}" for path in journals))


def test_whoever_closed_an_account_stays_gone(later, backup):
    user = User.objects.get(email=GOES)
    delete_account(user)
    put_back(backup)
    after = User.objects.get(pk=user.pk)
    assert (after.is_erased, after.first_name, after.is_active) == (True, "", False)
    assert not Letter.objects.filter(key=f"account:deleted:{user.pk}").exists()


@services.asked_once
def test_a_message_that_was_deleted_stays_gone(later, backup):
    message = ContactMessage.objects.first()
    others = ContactMessage.objects.exclude(pk=message.pk).count()
    ContactMessage.objects.filter(pk=message.pk).delete()
    put_back(backup)
    assert ContactMessage.objects.count() == others


@services.asked_once
def test_a_person_who_was_emptied_stays_empty(later, backup):
    person = _without_account().first()
    person.full_name = person.latin_name = person.other_names = ""
    person.email = None
    person.save()
    put_back(backup)
    assert str(Person.objects.get(pk=person.pk).full_name) == ""


@services.asked_once
def test_a_journal_from_elsewhere_counts(later, backup, tmp_path):
    ContactMessage.objects.first().delete()
    elsewhere = shutil.move(journal(), tmp_path / "journal")
    put_back(backup, elsewhere)
    assert {entry["key"] for entry in read_journal(journal())} == {
        entry["key"] for entry in read_journal(elsewhere)
    }
    assert len(read_journal(elsewhere)) == 1
    assert not ContactMessage.objects.filter(pk=read_journal(elsewhere)[0]["key"]).exists()


@services.asked_once
def test_the_journal_is_in_the_next_backup_and_goes_on_where_that_is_put_back(later, tmp_path):
    ContactMessage.objects.first().delete()
    call_command("backup", tmp_path / "next")
    before = read_journal(journal())
    assert read_journal(tmp_path / "next" / "erasures.jsonl") == before != []
    journal().unlink()  # As on another machine.
    put_back(tmp_path / "next")
    assert read_journal(journal()) == before


@services.asked_once
def test_what_was_not_noted_is_noted_later(later):
    user = User.objects.get(email=GOES)
    delete_account(user)
    journal().unlink()
    assert (note_missed() >= 1, note_missed()) == (True, 0)
    assert str(user.pk) in {
        entry["key"] for entry in read_journal(journal()) if entry["what"] == "accounts.user"
    }


@services.asked_once
def test_another_row_with_the_same_key_is_left_alone(later, backup):
    message = ContactMessage.objects.first()
    message.delete()
    entry = read_journal(journal())[-1]
    journal().write_text(json.dumps(entry | {"of": "0" * 24}) + "\n")
    put_back(backup)
    assert ContactMessage.objects.filter(pk=entry["key"]).exists()


@services.asked_once
def test_the_journal_names_nobody(later):
    delete_account(User.objects.get(email=GOES))
    assert {tuple(sorted(entry)) for entry in read_journal(journal())} == {("at", "key", "of", "what")}
    assert "goes" not in journal().read_text()
    assert journal().stat().st_mode & 0o077 == 0


@services.asked_once
def test_a_line_that_was_cut_off_spoils_no_other(later, caplog):
    journal().write_text('{"at": "2026')
    ContactMessage.objects.first().delete()
    assert [entry["what"] for entry in read_journal(journal())] == ["home.contactmessage"]


@services.asked_once
def test_a_line_that_is_no_entry_spoils_no_other(tmp_path):
    entry = {"at": "", "what": "a.b", "key": "1", "of": ""}
    (tmp_path / "journal").write_text(f'7\n["what"]\n{{"what": "a.b"}}\n{json.dumps(entry)}\n')
    assert read_journal(tmp_path / "journal") == [entry]


@services.asked_once
def test_an_erasure_that_was_taken_back_is_not_noted(later):
    with transaction.atomic():
        ContactMessage.objects.first().delete()
        transaction.set_rollback(True)
    assert read_journal(journal()) == []


@services.asked_once
def test_every_model_of_ours_with_an_address_says_how_its_rows_are_erased():
    with_address = {
        model
        for model in apps.get_models()
        if rooms.is_ours(model)
        and any(isinstance(field, models.EmailField) for field in model._meta.local_fields)
    }
    assert with_address - set(WITHOUT_JOURNAL) == {kind.model for kind in ERASABLE.values()}
