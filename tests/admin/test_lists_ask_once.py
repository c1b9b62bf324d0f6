"""A list of the admin asks the database as often for three rows as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from federation.people.models import Person
from federation.workshops.models import WorkshopTrainer
from tests import services
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory
from tests.portal.accounts.factories import UserFactory

from .rows import make

pytestmark = [pytest.mark.django_db, services.asked_once]
MODELS = sorted(get_snippet_models(), key=lambda model: model._meta.label)


def person() -> Person:
    return PersonFactory(region_id="KZ-55")


def nameless_account() -> Person:
    return UserFactory().person


def trainer_with_a_person() -> WorkshopTrainer:
    return WorkshopTrainerFactory(workshop=WorkshopFactory(parts=False), person=PersonFactory())


def questions(client, model: type) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200
    return len(asked)


def grows(client, model: type, make_row) -> bool:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    numbers = []
    for _row in range(3):
        make_row()
        numbers.append(questions(client, model))
    return numbers[2] > numbers[1]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_another_row_asks_no_more(client, model):
    assert not grows(client, model, lambda: make(model))


@pytest.mark.parametrize("make_row", [person, nameless_account, trainer_with_a_person])
def test_nor_does_one_with_all_that_is_shown_beside_it(client, make_row):
    assert not grows(client, type(make_row()), make_row)
