"""Merges that somebody leaves in between, and merges of the same two the other way round."""

import pytest
from django.urls import reverse

from federation.people import actions
from federation.people.enums import MergeState
from federation.people.models import LikelyDuplicate, Merge, Person
from portal.accounts.actions import close_account, delete_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.backup.erasures import journal, read_journal
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT)


@pytest.fixture
def two(db) -> list[Person]:
    return [UserFactory(first_name="Айгүл", last_name="Серік").person for _number in range(2)]


@pytest.mark.parametrize("leave", [close_account, delete_account])
@pytest.mark.parametrize("who", [0, 1])
def test_who_said_yes_and_left_takes_nobody_along(leave, who, two, secretary):
    kept, merged = two
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    leaving, staying = two[who], two[1 - who]
    actions.confirm(row.pk, leaving.user)
    leave(leaving.user)
    with pytest.raises(Merge.DoesNotExist):
        actions.confirm(row.pk, staying.user)
    staying = Person.objects.get(pk=staying.pk)
    assert (staying.merged_into, staying.user.is_active, staying.full_name) == (None, True, "Айгүл Серік")
    # The secretariat can go on with whoever is left.
    assert not Merge.objects.filter(state=MergeState.ASKED).exists()


@pytest.mark.parametrize("who", [0, 1])
def test_nobody_is_merged_into_an_account_that_an_administrator_has_closed(who, two, secretary):
    kept, merged = two
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    closed, staying = two[who], two[1 - who]
    actions.confirm(row.pk, closed.user)
    User.objects.filter(pk=closed.user_id).update(is_active=False)
    assert actions.confirm(row.pk, staying.user).state == MergeState.ASKED
    assert Person.objects.get(pk=staying.pk).merged_into is None
    # Then the secretariat merges without asking, into who can still sign in.
    row = actions.merge(staying.pk, closed.pk, [], secretary)
    assert row.state == MergeState.DONE


def test_who_was_merged_closes_the_second_account_and_the_merge_stands(two, secretary):
    kept, merged = two
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    for person in two:
        row = actions.confirm(row.pk, person.user)
    row = Merge.objects.get()
    assert (row.state, bool(row.done_at), row.kept_facts["closed"]) == (MergeState.DONE, True, merged.user_id)


def undone(row: Merge, secretary) -> None:
    actions.undo(row.pk, secretary)


def declined(row: Merge, secretary) -> None:
    actions.refuse(row.pk, row.kept.user)


@pytest.mark.parametrize("end", [undone, declined])
def test_two_are_merged_the_other_way_round_afterwards(end, two, secretary):
    kept, merged = two if end is declined else (PersonFactory(), PersonFactory())
    end(actions.merge(kept.pk, merged.pk, [], secretary), secretary)
    LikelyDuplicate.objects.all().delete()
    row = actions.merge(merged.pk, kept.pk, [], secretary)
    if row.state == MergeState.ASKED:
        for person in two:
            row = actions.confirm(row.pk, person.user)
    assert Person.objects.get(pk=kept.pk).merged_into_id == merged.pk
    actions.undo(row.pk, secretary)
    assert Person.objects.get(pk=kept.pk).merged_into is None


def test_who_shares_one_name_is_not_told_the_others(client, two, secretary):
    kept, merged = two
    User.objects.filter(pk=kept.user_id).update(
        first_name="Құпия", last_name="Есімова", email="q@example.org"
    )
    Person.objects.filter(pk=kept.pk).update(full_name="Құпия Есімова", name_ru="Айгүл Серік")
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    client.force_login(merged.user)
    page = client.get(reverse("people:same_person", args=[row.pk])).text
    assert ["Айгүл Серік, q•••@example.org" in page, "Есімова" in page] == [True, False]


@pytest.mark.parametrize("fields", [None, ["is_active"]])
def test_second_account_that_is_opened_again_is_somebody_of_its_own(fields, two, secretary):
    kept, merged = two
    row = actions.merge(kept.pk, merged.pk, [], secretary)
    for person in two:
        actions.confirm(row.pk, person.user)
    user = User.objects.get(pk=merged.user_id)
    user.is_active = True
    user.save(update_fields=fields)
    own = Person.objects.get(user=user)
    assert (own.merged_into, own.full_name, own.pk in (kept.pk, merged.pk)) == (None, "Айгүл Серік", False)
    actions.undo(row.pk, secretary)
    merged = Person.objects.get(pk=merged.pk)
    assert (merged.full_name, merged.user, Person.objects.get(user=user)) == ("Айгүл Серік", None, own)


def test_closing_by_a_merge_is_not_repeated_after_a_restore(
    two, secretary, settings, tmp_path, django_capture_on_commit_callbacks
):
    """In a backup from before it both accounts are open, and nobody has merged them."""
    settings.VAR_DIR = tmp_path
    kept, merged = two
    with django_capture_on_commit_callbacks(execute=True):
        row = actions.merge(kept.pk, merged.pk, [], secretary)
        for person in two:
            actions.confirm(row.pk, person.user)
    assert User.objects.get(pk=merged.user_id).is_closed
    assert read_journal(journal()) == []
    with django_capture_on_commit_callbacks(execute=True):
        close_account(User.objects.get(pk=kept.user_id))
    assert [entry["what"] for entry in read_journal(journal())] == ["accounts.user:closed"]
