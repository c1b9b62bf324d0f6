"""Whoever trains and leaves reads before what becomes of the name."""

import pytest
from django.utils.translation import override

from federation.people.rules import subject_of_person
from portal.accounts.registry import Leaving, told_to
from tests.federation.people.factories import PersonFactory

from .factories import WorkshopTrainerFactory

pytestmark = pytest.mark.django_db


def test_who_leaves_reads_what_becomes_of_the_name_as_a_trainer():
    trainer = WorkshopTrainerFactory(name="", person=PersonFactory(email="hers@example.org"))
    WorkshopTrainerFactory(name="Бөтен Адам", email="hers@example.org")  # Whose name stays.
    words = "The name as a trainer or contact of 1 workshop."
    with override("en"):
        subject, other = subject_of_person(trainer.person), subject_of_person(PersonFactory())
        assert words in told_to(subject, Leaving.ERASURE).goes
        assert words in told_to(subject, Leaving.CLOSING).stays
        assert words not in told_to(other, Leaving.ERASURE).goes
