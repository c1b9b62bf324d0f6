"""The list of workshops in which somebody takes part, or which they help to hold."""

import pytest
from django.utils import timezone

from federation.workshops.models import WorkshopTrainer
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory
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


def test_who_is_asked_to_train_is_led_to_the_answer(client):
    user = UserFactory()
    line = WorkshopTrainerFactory(workshop=WorkshopFactory(), email=user.email, invited_at=timezone.now())
    client.force_login(user)
    page = client.get("/en/desk/my-workshops/")
    (row,) = page.context["asking"]
    assert (row.url, row.state_label) == (f"/en/desk/trainings/{line.pk}/", "Your answer is awaited")
    assert "You have no places in upcoming workshops" not in page.text


def test_who_was_chosen_and_is_asked_stands_there_once(client):
    user = UserFactory()
    WorkshopTrainerFactory(workshop=WorkshopFactory(), person=user.person, invited_at=timezone.now())
    client.force_login(user)
    page = client.get("/en/desk/my-workshops/")
    assert (len(page.context["asking"]), page.context["trained"]) == (1, [])


def test_nobody_is_awaited_for_a_workshop_that_is_cancelled(client):
    user = UserFactory()
    cancelled = WorkshopFactory(state="cancelled")
    WorkshopTrainerFactory(workshop=cancelled, person=user.person, invited_at=timezone.now())
    client.force_login(user)
    page = client.get("/en/desk/my-workshops/")
    assert (page.context["asking"], len(page.context["trained"])) == ([], 1)
    assert "Your answer is awaited" not in page.text


def test_manager_of_a_host_is_not_asked_twice(client):
    manager = RepresentativeFactory()
    workshop = WorkshopFactory(host=manager.organisation)
    user = manager.person.user
    HostingFactory(workshop=workshop, organisation=manager.organisation, state="asked")
    WorkshopTrainerFactory(workshop=workshop, email=user.email, role="contact", invited_at=timezone.now())
    client.force_login(user)
    assert client.get("/en/desk/my-workshops/").context["asking"] == []


def test_lists_of_invitations_ask_the_database_the_same_number_of_times(
    client, django_assert_max_num_queries
):
    user = UserFactory()
    client.force_login(user)
    counts = []
    for more in (1, 2):
        for workshop in WorkshopFactory.create_batch(more):
            WorkshopTrainerFactory(workshop=workshop, email=user.email, invited_at=timezone.now())
        client.get("/en/desk/my-workshops/")
        with django_assert_max_num_queries(20) as asked:
            client.get("/en/desk/my-workshops/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
