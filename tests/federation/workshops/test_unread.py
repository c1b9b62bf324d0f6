"""A decision that nobody at the organiser can read says so, before and after."""

import pytest

from federation.membership.models import Representative
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import WorkshopFactory

pytestmark = pytest.mark.django_db
BEFORE, AFTER = "Nobody at the organiser can read your decision", "Nobody at the organiser could be told"


@pytest.fixture
def review(client, secretary, association):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    client.force_login(secretary)
    return f"/en/desk/workshops/review/{workshop.slug}/"


def decide(client, review: str) -> str:
    """Approves what the page shows, and reads the page that comes then."""
    sent = {"decision": "approve", "seen": client.get(review).context["seen"]}
    return client.post(review, sent, follow=True).content.decode()


@pytest.mark.parametrize("how", ["closed", "over", "without account"])
def test_who_decides_is_told_that_nobody_reads_it(client, review, manager, how):
    if how == "closed":
        manager.is_active = False
        manager.save()
    elif how == "over":
        Representative.objects.update(until="2024-04-01")
    else:
        manager.person.representations.update(person=PersonFactory())
    assert BEFORE in client.get(review).content.decode()
    assert AFTER in decide(client, review)


def test_nothing_is_said_where_somebody_reads_it(client, review):
    assert BEFORE not in client.get(review).content.decode()
    assert AFTER not in decide(client, review)
