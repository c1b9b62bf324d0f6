"""A trainer who no longer agrees to be shown is named to no reader, whoever names them and wherever they are read."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from federation.people import actions as people
from federation.people.enums import Purpose
from federation.people.models import Person
from federation.people.rules import current_wording
from federation.workshops import actions
from federation.workshops.contents.digests import digest_of
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.accounts.enums import Role
from tests import services
from tests.federation.people.factories import PersonFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import WorkshopFactory, WorkshopTrainerFactory
from .test_who_trains import LANGUAGES, is_found

pytestmark = [pytest.mark.django_db, services.asked_once]
NAME = "Қупиятренер"  # Stands nowhere else.


@pytest.fixture
def person():
    made = PersonFactory(full_name=f"{NAME} Үлгі")
    agree(made)
    return made


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association, words=LANGUAGES, parts=False)


@pytest.fixture
def line(workshop, person):
    return WorkshopTrainerFactory(
        workshop=workshop, person=person, name=person.full_name, accepted_at=timezone.now()
    )


def agree(person) -> None:
    people.give_consent(person, current_wording(Purpose.SHOWN))


def withdraw(person) -> None:
    people.withdraw_consent(person, Purpose.SHOWN)


def test_the_organiser_is_told_once_and_both_read_it_on_the_desk(line, workshop, manager, client):
    user = UserFactory()
    Person.objects.filter(pk=user.person.pk).update(full_name="", user=None)
    Person.objects.filter(pk=line.person_id).update(user=user)
    over = WorkshopFactory(organiser=workshop.organiser, state="cancelled", parts=False)
    WorkshopTrainerFactory(workshop=over, person=line.person, name=NAME)
    for _twice in range(2):
        withdraw(line.person)
    (letter,) = written_letters().filter(key__contains="trainer_withheld")
    assert (letter.address, NAME in letter.text) == (manager.email, True)
    client.force_login(manager)
    assert "does not wish to be shown" in client.get(f"/en/desk/workshops/{workshop.slug}/").text
    client.force_login(user)
    for address in (f"trainings/{line.pk}/", "my-workshops/"):
        assert "Your name is not shown on the workshop’s page" in client.get(f"/en/desk/{address}").text
    agree(line.person)
    client.force_login(manager)
    assert "does not wish to be shown" not in client.get(f"/en/desk/workshops/{workshop.slug}/").text


def is_public(workshop) -> bool:
    """Whether any page, feed or search of a visitor has the name. Where it is shown, all that should have it do."""
    visitor, slug = Client(), workshop.slug
    read = ["", "workshops/", f"workshops/{slug}/", f"workshops/{slug}/calendar.ics", "workshops/calendar.ics",
            f"directory/{workshop.organiser.slug}/"]  # fmt: skip
    answers = {
        f"/{code}/{address}": visitor.get(f"/{code}/{address}") for code in LANGUAGES for address in read
    }
    assert {answer.status_code for answer in answers.values()} == {200}
    found = {address for address, answer in answers.items() if NAME in answer.text}
    assert found in (set(), {f"/{code}/workshops/{slug}/" for code in LANGUAGES})
    assert is_found(NAME, workshop, visitor) == {bool(found)}
    return bool(found)


def test_who_withdraws_is_shown_nowhere_and_again_once_they_agree(line, workshop, person, manager, client):
    assert is_public(workshop)
    for _time in range(2):
        withdraw(person)
    assert not is_public(workshop)
    client.force_login(manager)  # Who trains, the organiser still knows.
    assert NAME in client.get(f"/ru/desk/workshops/{workshop.slug}/").text
    for _time in range(2):
        agree(person)
    assert is_public(workshop)


def test_line_that_is_written_after_a_withdrawal_shows_nobody(workshop, person):
    withdraw(person)
    assert WorkshopTrainerFactory(workshop=workshop, person=person).is_withheld
    assert not is_public(workshop)


def test_organiser_who_chooses_them_again_does_not_show_them(line, association, person):
    withdraw(person)
    chosen = actions.TrainerLine("", person=person.pk)
    draft = actions.Draft(words={"ru": {"title": "Устав"}}, trainers=[chosen])
    (row,) = actions.save_draft(None, association, draft).trainers.all()
    assert (row.person, row.is_shown) == (person, False)


def test_secretariat_who_says_who_it_is_does_not_show_them(workshop, person):
    withdraw(person)
    typed = WorkshopTrainerFactory(workshop=workshop, name="Басқа Біреу", is_shown_meanwhile=True)
    typed.person = person
    typed.save(update_fields=["person"])
    assert not WorkshopTrainer.objects.get(pk=typed.pk).is_shown
    typed.person = PersonFactory()  # It was somebody else.
    typed.save()
    assert WorkshopTrainer.objects.get(pk=typed.pk).is_shown


def test_who_accepts_and_agrees_is_shown(workshop):
    user = UserFactory(email="t@example.org", first_name=NAME, last_name="Үлгі", preferred_language="en")
    line = WorkshopTrainerFactory(workshop=workshop, email=user.email, invited_at=timezone.now())
    client = Client()
    client.force_login(user)
    agree(user.person)
    withdraw(user.person)
    page = f"/en/desk/trainings/{line.pk}/"
    assert client.get(page).context["asked"].consent is not None  # Asked again, since nothing stands.
    client.post(page, {"answer": "accept", "consent": "on"})
    assert is_public(workshop)


def test_withheld_line_stays_so_when_the_old_consent_is_emptied(line, person, time_machine):
    withdraw(person)
    time_machine.move_to(timezone.now() + timedelta(days=4 * 365))
    assert people.empty_old_consents() == 1
    again = WorkshopTrainer.objects.get(pk=line.pk)
    again.role = "observer"
    again.save()
    assert not WorkshopTrainer.objects.get(pk=line.pk).is_shown


def test_a_merge_and_its_undo_show_what_whoever_they_are_agreed_to(line, workshop, person, association):
    """One entry never agreed and is named; the other withdrew: as one person they are not shown."""
    never_asked = PersonFactory(full_name=f"{NAME} Мысал")
    other = WorkshopFactory(organiser=association, words=LANGUAGES, parts=False)
    WorkshopTrainerFactory(workshop=other, person=never_asked, is_shown_meanwhile=True)
    withdraw(person)
    assert is_public(other)
    merge = people.merge(never_asked.pk, person.pk, [], UserFactory(role=Role.SECRETARIAT))
    assert (is_public(workshop), is_public(other)) == (False, False)
    people.undo(merge.pk, UserFactory(role=Role.SECRETARIAT))
    assert (is_public(workshop), is_public(other)) == (False, True)


@pytest.mark.parametrize("who", ["kept", "merged"])
def test_named_twice_in_one_workshop_a_withheld_one_stays_so_through_merge_and_undo(
    line, workshop, person, who
):
    never_asked = PersonFactory(full_name="Басқа Адам")
    WorkshopTrainerFactory(workshop=workshop, person=never_asked, is_shown_meanwhile=True)
    withdraw(person)
    pair = (person, never_asked) if who == "kept" else (never_asked, person)
    secretary = UserFactory(role=Role.SECRETARIAT)
    merge = people.merge(*(one.pk for one in pair), [], secretary)
    assert [row.is_shown for row in workshop.trainers.all()] == [False]
    people.undo(merge.pk, secretary)
    assert {row.person: row.is_shown for row in workshop.trainers.all()} == {person: False, never_asked: True}


# --- Two names of one person ------------------------------------------------------------------------------------------


def test_readers_see_the_name_of_their_language_and_organisers_decide_about_one(line, workshop, client):
    """`shown_name` is the reader's, `everyday_name` is one for all: what is compared must not differ by language."""
    Person.objects.filter(pk=line.person_id).update(name_ru="Примерова", latin_name="Ulgi")
    shown, digests = {}, set()
    for language in LANGUAGES:
        with override(language):
            row = WorkshopTrainer.objects.get(pk=line.pk)
            shown[language] = (row.shown_name, row.everyday_name)
            digests.add(digest_of(Workshop.objects.for_page().get(pk=workshop.pk)))
    everyday = f"{NAME} Үлгі"
    assert shown == {
        "kk": (everyday, everyday), "ru": ("Примерова", everyday), "en": ("Ulgi", everyday),
    }  # fmt: skip
    assert len(digests) == 1
    assert "Примерова" in client.get(workshop.url_in("ru")).text


def test_form_in_another_language_changes_nothing_when_it_is_sent_as_it_is(line, workshop, manager, client):
    """The form shows the everyday name, so that a manager who reads English does not write the line anew."""
    Person.objects.filter(pk=line.person_id).update(latin_name="Ulgi")
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    client.force_login(manager)
    page = client.get(f"/en/desk/workshops/{workshop.slug}/edit/").text
    assert (f"{NAME} Үлгі" in page, "Ulgi" in page) == (True, False)


def test_nobody_is_named_in_a_line_that_was_typed_until_somebody_accepts(workshop):
    line = WorkshopTrainerFactory(workshop=workshop, name="Терілген Ат", email="t@example.org")
    for language in LANGUAGES:
        with override(language):
            assert (line.shown_name, line.everyday_name) == ("Терілген Ат", "Терілген Ат")
