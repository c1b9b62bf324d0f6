"""Whoever writes a letter says for whom: a letter belongs to a person, whatever address it goes to."""

import ast

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from federation.workshops.actions import take_place
from home.models import ContactMessage
from portal.accounts.actions import tell
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.models import Letter
from tests import rooms
from tests.federation.workshops.conftest import secretary
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_letters import live_through
from tests.home.test_contact import make_message
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

__all__ = ["secretary"]  # A fixture that the tests of workshops have.
pytestmark = pytest.mark.django_db
WRITERS = {"send_letter", "send_later", "DeferredLetter"}
HERE = rooms.ROOT / "portal" / "mail"


def calls():
    """Every call that writes a letter: where it stands, and the names of what it gives."""
    for file in rooms.files("*.py"):
        if file.is_relative_to(HERE):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITERS:
                yield f"{file.relative_to(rooms.ROOT)}:{node.lineno}", {word.arg for word in node.keywords}


def test_every_call_names_the_person_or_says_that_there_is_none():
    found = dict(calls())
    assert len(found) >= 6
    assert [place for place, given in found.items() if "person" not in given] == []


def test_letters_about_workshops_belong_to_those_whom_they_are_for(secretary):
    live_through("kk", secretary)
    letters = Letter.objects.select_related("person__user")
    of_secretary = letters.filter(address=secretary.email)
    assert of_secretary.exists()
    assert {letter.person for letter in of_secretary} == {secretary.person}
    of_places = [letter for letter in letters if "participation" in letter.facts]
    assert {letter.person.address == letter.address for letter in of_places} == {True}


def test_letter_about_an_account_belongs_to_its_person_also_at_a_former_address():
    user = UserFactory()
    tell(user, "email_changed", address="former@example.org", from_email="a@b.kz", to_email="c@d.kz")
    letter = Letter.objects.get()
    assert (letter.address, letter.person) == ("former@example.org", user.person)


def test_letter_of_a_library_belongs_to_the_person():
    user = UserFactory()
    Client().post("/kk/account/login/code/", {"email": user.email})
    Client().post("/kk/account/login/code/", {"email": "nobody@example.org"})
    found = dict(Letter.objects.values_list("address", "person"))
    assert found == {user.email: user.person.pk, "nobody@example.org": None}


def test_account_without_a_person_gets_its_letters_all_the_same():
    UserFactory().person.delete()
    user = User.objects.get()
    tell(user, "invitation", url="https://portal.example.org/")
    assert (Letter.objects.get().address, Letter.objects.get().person) == (user.email, None)


def test_receipt_of_a_stranger_is_nobody_s_and_the_office_s_copy_is_its_own(secretary):
    make_message()
    letters = dict(Letter.objects.values_list("address", "person"))
    assert letters == {ContactMessage.objects.get().email: None, secretary.email: secretary.person.pk}


def test_participant_without_an_address_gets_a_letter_on_paper():
    from federation.workshops.actions import telling
    from federation.workshops.models import Participation

    user = UserFactory(role=Role.SECRETARIAT)
    person = user.person
    place = take_place(WorkshopFactory(), user)
    Letter.objects.all().delete()
    person.user = None
    person.save()
    telling.tell_place(Participation.objects.get(pk=place.pk), "place_moved_up")
    letter = Letter.objects.get()
    assert (letter.address, letter.is_on_paper, letter.person) == ("", True, person)
    assert "/desk/" not in written_letters().get().text  # Nobody can sign in from paper.


def test_nobody_writes_to_somebody_who_was_forgotten():
    from federation.people.personal_data import empty
    from federation.workshops.actions import telling
    from federation.workshops.models import Participation

    user = UserFactory()
    place = take_place(WorkshopFactory(), user)
    empty(user.person)
    Letter.objects.all().delete()
    telling.tell_place(Participation.objects.get(pk=place.pk), "place_moved_up")
    assert not Letter.objects.exists()
    assert EmailAddress.objects.filter(user=user).exists()  # The account is another matter.
