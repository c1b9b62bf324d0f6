"""What holds for every kind of invitation, of today and of next year."""

from datetime import timedelta
from itertools import count

import pytest
from allauth.account.models import EmailAddress
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from federation.people import actions
from federation.people.models import Invitation, Merge, Person
from federation.people.models.invitation import GOOD_FOR, NotOpen
from federation.people.rules import subject_of_person
from federation.workshops.models import WorkshopTrainer
from portal.accounts.enums import Role
from portal.accounts.registry import erase_for, export_for, subject_of
from portal.navigation.registry import Acting, tasks_for
from tests.admin.rows import make
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory
from .test_merging import fresh, with_account

pytestmark = pytest.mark.django_db
NUMBERS = count()
KINDS = Invitation.__subclasses__()
# Lines of a table that an organiser writes: an address may stand in two, and whoever accepts is named in one.
LINES = {WorkshopTrainer}
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.label)


def invited(kind, **given):
    """An open invitation: of a kind whose rows wait before anybody is asked, one that was sent."""
    row = make(kind, **{"email": f"asked{next(NUMBERS)}@example.org", **given})
    if row.invited_at is None:
        row.invited_at = timezone.now()
        row.save()
    return row


def test_there_are_kinds():
    assert KINDS


@each_kind
def test_whoever_confirmed_the_address_accepts_once(kind):
    row, user = invited(kind), UserFactory()
    EmailAddress.objects.create(user=user, email=row.email, verified=True)  # Not the one they sign in with.
    assert [row.accept(user.person), row.accept(user.person)] == [True, False]
    row.refresh_from_db()
    assert (row.person, row.is_open) == (user.person, False)


@each_kind
@pytest.mark.parametrize("who", ["another", "unconfirmed", "closed"])
def test_nobody_else_answers(kind, who):
    row, user = invited(kind), UserFactory()
    if who != "another":
        EmailAddress.objects.create(user=user, email=row.email, verified=who == "closed")
    user.is_active = who != "closed"
    user.save()
    for answer in (row.accept, row.decline):
        with pytest.raises(PermissionDenied):
            answer(user.person)
    assert kind.objects.get(pk=row.pk).is_open


@each_kind
@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_what_is_closed_stays_closed(kind, end):
    row = invited(kind)
    person = UserFactory(email=row.email).person
    row.decline(person) if end == "declined" else row.withdraw()
    with pytest.raises(NotOpen):
        row.accept(person)
    assert row.withdraw() is False


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LINES])
def test_one_open_invitation_for_an_address_and_subject(kind):
    row = invited(kind)
    subject = {
        field.name: getattr(row, field.name)
        for field in kind._meta.concrete_fields
        if field not in Invitation._meta.fields
        and field.name not in {base.name for base in Invitation._meta.fields}
    }
    subject.pop("id", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        kind.objects.create(email=row.email.upper(), language="ru", **subject)
    row.withdraw()
    kind.objects.create(email=row.email, language="ru", **subject)


@each_kind
def test_a_link_leads_to_its_invitation_until_it_is_too_old(kind, monkeypatch):
    row = invited(kind)
    token = row.make_token()
    assert kind.of_token(token) == row
    assert kind.of_token(token[:-1]) is None
    assert kind.of_token(signing.dumps(row.pk, salt="invitation:other")) is None
    monkeypatch.setattr("time.time", lambda: timezone.now().timestamp() + GOOD_FOR.total_seconds() + 60)
    assert kind.of_token(token) is None


@each_kind
def test_it_lapses_with_its_link(kind):
    row = invited(kind)
    assert row.has_lapsed is False
    row.sent_at -= GOOD_FOR + timedelta(days=1)
    assert row.has_lapsed is True


@each_kind
def test_it_is_not_handed_over_to_another_at_the_same_address(kind):
    row = make(kind, email="library@example.org")
    row.person = PersonFactory()
    row.accepted_at = timezone.now()
    row.save()
    subject = subject_of_person(PersonFactory(email=row.email))
    told = export_for(subject)
    row.delete()
    assert export_for(subject) == told


@each_kind
def test_it_is_handed_over_and_erased_with_the_account(kind):
    accepted, waiting, unconfirmed = invited(kind), invited(kind), invited(kind)
    user = UserFactory(email=accepted.email)
    accepted.accept(user.person)
    EmailAddress.objects.create(user=user, email=waiting.email, verified=True)
    EmailAddress.objects.create(user=user, email=unconfirmed.email, verified=False)
    by = invited(kind, invited_by=user.person)
    told = str(
        {
            name: held
            for name, held in export_for(subject_of(user)).items()
            if name not in ("account", "letters")
        }
    )
    assert [row.email in told for row in (accepted, waiting, unconfirmed)] == [True, True, False]
    erase_for(subject_of(user))
    assert {row.email for row in kind.objects.exclude(email="")} == {unconfirmed.email, by.email}
    assert not Person.objects.filter(user=user).exists()
    assert kind.objects.get(pk=by.pk).invited_by is None


@each_kind
def test_a_masked_address_tells_its_owner_and_nobody_else(kind):
    row = invited(kind, email="asel.bekova@почта.қаз")
    assert row.masked_address == "a•••@почта.қаз"


@each_kind
def test_a_list_of_ones_own_asks_once(kind):
    user = UserFactory()
    rows = [invited(kind) for _number in range(3)]
    EmailAddress.objects.create(user=user, email=rows[0].email, verified=True)
    with CaptureQueriesContext(connection) as queries:
        assert list(kind.objects.open().to(user)) == [rows[0]]
    assert len(queries) == 1


def merged_by_both(kept: Person, merged: Person) -> Merge:
    """The merge of two with an account each, who have both said yes."""
    row = actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    for person in (kept, merged):
        row = actions.confirm(row.pk, person.user)
    return row


@each_kind
def test_what_went_to_an_account_that_a_merge_closed_is_answered_by_the_kept_one_until_the_undo(kind):
    kept, merged, third = with_account("Үлгі"), with_account("Адам"), with_account("Үшінші")
    second = f"second{next(NUMBERS)}@example.org"
    EmailAddress.objects.create(user=merged.user, email=second, verified=True)
    rows = [invited(kind, email=email) for email in (merged.user.email, second)]
    inner = merged_by_both(kept, merged)
    for row in rows:
        assert row.is_for(fresh(kept.user)) and not row.is_for(fresh(merged.user))
    assert set(kind.objects.open().to(kept.user)) == {*rows}
    outer = merged_by_both(third, kept)
    assert [set(kind.objects.open().to(person.user)) for person in (third, kept)] == [{*rows}, set()]
    assert rows[0].accept(fresh(third))
    secretary = UserFactory(role=Role.SECRETARIAT)
    actions.undo(outer.pk, secretary)
    actions.undo(inner.pk, secretary)
    assert (rows[1].is_for(fresh(merged.user)), rows[1].is_for(fresh(kept.user))) == (True, False)


@each_kind
def test_unconfirmed_address_of_an_account_that_a_merge_closed_is_nobodys(kind):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    row = invited(kind)
    EmailAddress.objects.create(user=merged.user, email=row.email, verified=False)
    merged_by_both(kept, merged)
    assert not row.is_for(fresh(kept.user))


@each_kind
def test_it_waits_at_the_desk_of_the_kept_one(client, kind):
    kept, merged = with_account("Үлгі"), with_account("Адам")
    row = invited(kind, email=merged.user.email)
    before = {task.url for task in tasks_for(Acting(kept.user))}
    merged_by_both(kept, merged)
    (task,) = [task for task in tasks_for(Acting(fresh(kept.user))) if task.url not in before]
    client.force_login(fresh(kept.user))
    assert "answer" in client.get(task.url).text
    client.post(task.url, {"answer": "decline"})
    assert not kind.objects.get(pk=row.pk).is_open
