"""What is asked of the database while others wait for a workshop's row: few statements, however long the queue is."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from federation.workshops import actions
from federation.workshops.models import Participation, Workshop
from portal.accounts.models import User
from portal.mail.models import Letter
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .amending import give_places

LOCK = "workshops_workshop"
pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return WorkshopFactory(capacity=2)


@pytest.fixture
def people() -> list[User]:
    users = [UserFactory(email=f"p{number}@test.example") for number in range(12)]
    return User.objects.filter(pk__in=[user.pk for user in users]).order_by("pk")


def under_lock(action, *arguments) -> list[str]:
    """What an action asks from the workshop's row, which it locks first, to the end of its transaction."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        action(*arguments)
    asked = [query["sql"] for query in queries]
    locked = next(
        number for number, sql in enumerate(asked) if sql.startswith("SELECT") and f'FROM "{LOCK}"' in sql
    )
    end = next(
        number for number, sql in enumerate(asked) if number > locked and sql.startswith("RELEASE SAVEPOINT")
    )
    return asked[locked:end]


def test_a_place_is_taken_in_five_statements(workshop, people):
    """The row and the queue; then the place, the counts and the letter's facts. The version was there before."""
    for user in people:
        asked = under_lock(actions.take_place, workshop, user)
        assert [sql.split()[0] for sql in asked] == ["SELECT"] * 2 + ["INSERT", "UPDATE", "INSERT"], asked


def test_giving_up_costs_the_same_however_many_wait(workshop, people):
    for user in people:
        actions.take_place(workshop, user)
    asked = [under_lock(actions.cancel_participation, workshop, user) for user in people[:2]]
    assert [len(each) for each in asked] == [9, 9], asked


def test_more_places_cost_the_same_however_many_move_up(workshop, people):
    for user in people:
        actions.take_place(workshop, user)
    assert len(under_lock(give_places, workshop, 3)) == len(under_lock(give_places, workshop, 11))


def test_a_place_and_its_letter_are_kept_together_or_not_at_all(workshop, people):
    """Ended anywhere, an action leaves no letter without its place and no place without its letter."""
    actions.take_place(workshop, people[0])
    keys = {f"workshops:place_taken:{row.pk}:{row.queue_number}" for row in Participation.objects.all()}
    assert set(Letter.objects.values_list("key", flat=True)) == keys
    with transaction.atomic():
        actions.take_place(workshop, people[1])
        transaction.set_rollback(True)
    assert set(Letter.objects.values_list("key", flat=True)) == keys


@pytest.mark.parametrize("number", range(5))
def test_whichever_statement_fails_nothing_is_kept(workshop, people, number):
    user = people[0]
    asked = under_lock(actions.take_place, workshop, people[1])
    before = (Participation.objects.count(), Letter.objects.count())
    passed = iter(range(100))

    def fail_at(execute, sql, params, many, context):
        if f'FROM "{LOCK}"' in sql or getattr(fail_at, "began", False):
            fail_at.began = True
            if next(passed) == number:
                raise RuntimeError("killed")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail_at), pytest.raises(RuntimeError, match="killed"):
        actions.take_place(workshop, user)
    assert len(asked) == 5
    assert (Participation.objects.count(), Letter.objects.count()) == before
