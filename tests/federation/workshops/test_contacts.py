"""The contact at the host is asked, told and shown as a trainer is, and is none."""

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from federation.people.actions import merge
from federation.workshops import actions
from federation.workshops.enums import TrainerRole
from federation.workshops.models import WorkshopTrainer
from federation.workshops.rules import what_is_missing
from portal.navigation.registry import Acting, tasks_for
from tests.doors.bodies import own_form
from tests.federation.people.factories import PersonFactory
from tests.markup import plain
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db
TYPED = "Гульнара Контактова"


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association, words=("kk", "ru", "en"))


@pytest.fixture
def contact(workshop):
    return WorkshopTrainerFactory(workshop=workshop, name=TYPED, email="gulnara@example.org", role="contact")


def test_contact_is_shown_apart_from_the_trainers(workshop, contact, client, language):
    workshop.trainers.update(noted_on=timezone.localdate())
    context = client.get(workshop.url_in(language)).context
    shown = [[row.name.text for row in context[name]] for name in ("trainers", "contacts")]
    assert shown == [[workshop.trainers.exclude(pk=contact.pk).get().name], [TYPED]]
    with override(language):
        assert str(TrainerRole.CONTACT.label) in plain(client.get(workshop.url_in(language)).text)


def test_workshop_with_a_contact_alone_lacks_a_trainer(workshop, contact):
    assert "trainers" not in what_is_missing(workshop)
    workshop.trainers.exclude(pk=contact.pk).delete()
    assert "trainers" in what_is_missing(workshop)


def test_organiser_names_a_contact_in_the_form(workshop, manager, client):
    type(workshop).objects.filter(pk=workshop.pk).update(state="draft")
    client.force_login(manager)
    address = f"/ru/desk/workshops/{workshop.slug}/edit/"
    sent = {**dict(own_form(client.get(address).text, address).form_values()), "action": "save"}
    sent |= {"trainers-1-name": TYPED, "trainers-1-role": "contact", "trainers-1-email": "g@example.org"}
    client.post(address, sent)
    row = workshop.trainers.get(name=TYPED)
    assert (row.is_contact, row.email, row.person) == (True, "g@example.org", None)


def test_contact_is_asked_accepts_is_told_and_steps_back(workshop, contact, manager, language):
    user = UserFactory(
        email=contact.email, first_name="Гүлнар", last_name="Үлгі", preferred_language=language
    )
    actions.invite_trainers(workshop, manager)
    letter = written_letters().get(key__contains="trainer_invited", address=contact.email)
    with override(language):
        role = str(TrainerRole.CONTACT.label)
        (task,) = tasks_for(Acting(user))
    assert role in letter.text
    own = Client()
    own.force_login(user)
    page = f"/{language}/desk/trainings/{contact.pk}/"
    assert role in own.get(page).text and task.url == page
    own.post(page, {"answer": "accept", "consent": "on"})
    contact.refresh_from_db()
    assert contact.person == user.person
    assert user.person.consents.standing().to("shown").exists()
    assert own.get(page).status_code == 200
    actions.cancel_workshop(workshop, manager, "Зал закрыт.")
    assert role in written_letters().get(key__contains="training_cancelled").text
    type(workshop).objects.filter(pk=workshop.pk).update(state="approved")
    own.post(f"{page}step-back/", {"words": "Сырқаттанып қалдым."})
    contact.refresh_from_db()
    assert not contact.is_shown


def test_who_is_both_after_a_merge_is_named_as_a_trainer(workshop, secretary):
    kept, merged = PersonFactory(), PersonFactory()
    WorkshopTrainerFactory(workshop=workshop, person=kept, role="contact")
    WorkshopTrainerFactory(workshop=workshop, person=merged, role="co_trainer")
    merge(kept.pk, merged.pk, [], secretary)
    assert WorkshopTrainer.objects.get(workshop=workshop, person=kept).role == "co_trainer"


def test_withdrawn_consent_hides_the_contact(workshop, contact, client):
    contact.person, contact.accepted_at = PersonFactory(full_name="Гүлнар Үлгі"), timezone.now()
    contact.save()
    assert "Гүлнар Үлгі" in client.get(workshop.url_in("kk")).text
    contact.is_withheld = True
    contact.save(update_fields=["is_withheld"])
    assert "Гүлнар Үлгі" not in client.get(workshop.url_in("kk")).text
