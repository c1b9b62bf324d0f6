"""What still lies with an account or an entry that was merged is handed over to whom it was merged into, and goes with
them.
"""

from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from federation.people import actions
from federation.people.enums import Purpose
from federation.people.models import Merge, Person
from federation.people.rules import current_wording, subject_of_person
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.registry import PERSONAL_DATA, Leaving, export_for, told_to
from tests.admin.rows import make
from tests.federation.membership.factories import RepresentativeFactory
from tests.home.test_contact import make_message
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory
from .test_invitations import merged_by_both
from .test_merging import fresh, with_account

pytestmark = pytest.mark.django_db
# Not what is held on somebody, but who they are.
WHO_SOMEBODY_IS = {"people.Person.user", "people.Person.merged_into", "people.Merge.merged"}
KEYS = sorted(key for holding in PERSONAL_DATA.values() for key in holding.keys - WHO_SOMEBODY_IS)


@pytest.fixture
def two():
    """The kept one and the merged one, whose account is closed."""
    kept, merged = with_account("Үлгі"), with_account("Адам", "second@example.org")
    merged_by_both(kept, merged)
    return fresh(kept, merged)


def held_on(person: Person) -> dict:
    return export_for(subject_of_person(fresh(person)))


def is_told(key: str, *, lies_with: Person, file_of: Person) -> bool:
    """Whether a row that points at one person shows in the file of another."""
    label, _dot, name = key.rpartition(".")
    model = apps.get_model(label)
    is_account = model._meta.get_field(name).related_model is User
    before = held_on(file_of)
    make(model, **{name: lies_with.user if is_account else lies_with})
    return held_on(file_of) != before


@pytest.mark.parametrize("key", KEYS)
def test_row_shows_in_the_file_as_if_nobody_had_been_merged(two, key):
    kept, merged = two
    plain = with_account("Жай Адам")
    is_told_of_anybody = is_told(key, lies_with=plain, file_of=plain)
    assert is_told(key, lies_with=merged, file_of=kept) == is_told_of_anybody


def test_there_are_keys_that_show():
    assert "journal.Step.by" in KEYS


def test_the_file_holds_the_closed_account(two):
    kept, merged = two
    EmailAddress.objects.create(user=merged.user, email="third@example.org", verified=True)
    (account,) = held_on(kept)["account"]["merged"]
    assert account["addresses"] == ["second@example.org", "third@example.org"]
    assert account["closed_at"] == fresh(merged.user).closed_at
    assert held_on(kept)["account"]["email"] == kept.user.email
    assert "merged" not in held_on(with_account("Жай Адам"))["account"]


def test_the_file_of_somebody_without_an_account_holds_it_too(two):
    """The account of the kept one was closed so long ago that it is a shell."""
    kept, _merged = two
    Person.objects.filter(pk=kept.pk).update(user=None)
    assert held_on(kept)["account"]["merged"][0]["email"] == "second@example.org"


def test_messages_from_the_closed_accounts_address_are_theirs_once(two):
    kept, _merged = two
    make_message(email="second@example.org", text="Сәлем")
    assert [message["text"] for message in held_on(kept)["messages"]] == ["Сәлем"]


def test_page_before_an_erasure_counts_what_goes_with_the_closed_account(two):
    kept, _merged = two
    make_message(email="second@example.org")
    with override("en"):
        told = told_to(subject_of_person(kept), Leaving.ERASURE).goes
    assert "1 message written to us." in told


def test_the_file_holds_the_facts_of_the_other_entry_while_they_are_kept():
    kept = PersonFactory(full_name="Айгүл Үлгі")
    merged = PersonFactory(full_name="Айгуль Ульги", email="b@example.org")
    row = actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT), "Сөз")
    (told,) = held_on(kept)["merges"]
    assert (told["entry"]["full_name"], told["entry"]["email"]) == ("Айгуль Ульги", "b@example.org")
    assert "Сөз" not in str(told)  # What the secretariat thinks of the two is its own.
    actions.undo(row.pk, UserFactory(role=Role.SECRETARIAT))
    assert [held_on(person)["merges"][0]["entry"] for person in (kept, merged)] == [{}, {}]


def test_after_the_undo_each_file_is_its_own_again(two):
    kept, merged = two
    make_message(email="second@example.org")
    before = held_on(kept)
    assert before["messages"]
    actions.undo(Merge.objects.get().pk, UserFactory(role=Role.SECRETARIAT))
    assert (held_on(kept)["messages"], len(held_on(merged)["messages"])) == ([], 1)
    assert "merged" not in held_on(kept)["account"]


def test_consent_that_both_gave_is_told_twice():
    kept, merged = PersonFactory(), PersonFactory()
    for person in (kept, merged):
        actions.give_consent(person, current_wording(Purpose.PHOTOS))
    actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    assert [row["purpose"] for row in held_on(kept)["consents"]] == [Purpose.PHOTOS] * 2


@pytest.mark.parametrize("has_account", [True, False])
def test_what_lies_with_the_merged_entry_goes_with_the_erasure(has_account):
    kept = with_account("Үлгі") if has_account else PersonFactory(email="a@example.org")
    merged = PersonFactory(full_name="Жасырын Адам")
    term = RepresentativeFactory(user=SimpleNamespace(person=kept))
    twice = RepresentativeFactory(user=SimpleNamespace(person=merged), organisation=term.organisation)
    log(twice, "wagtail.edit")
    actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    assert fresh(twice).person == merged
    if has_account:
        delete_account(kept.user)
    else:
        actions.erase_person(kept, actions.Request(twice.since, "7"), UserFactory(role=Role.SECRETARIAT))
    assert fresh(kept).is_forgotten and fresh(merged).is_forgotten
    assert not twice.revisions.exists()
    assert not ModelLogEntry.objects.for_instance(twice).exclude(label="").filter(label__contains="Жасырын")
