"""The list of workshops in which somebody takes part, or which they help to hold."""

import pytest

from federation.workshops.models import WorkshopTrainer
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trains", [True, False])
def test_who_trains_is_not_told_first_that_they_have_no_place(client, trains):
    user = UserFactory()
    if trains:
        WorkshopTrainer.objects.create(workshop=WorkshopFactory(), person=user.person, name="Тренер")
    client.force_login(user)
    page = client.get("/en/desk/my-workshops/").text
    assert ("You have no places in upcoming workshops" in page) is not trains
