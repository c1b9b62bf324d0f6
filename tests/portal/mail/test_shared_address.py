"""An address that several people share, as those of libraries are: who is erased takes no letter of the others along."""

import pytest

from federation.people.personal_data import empty
from federation.people.rules import subject_of_person
from portal.accounts.actions import delete_account
from portal.accounts.registry import erase_for
from portal.mail.models import Letter
from portal.mail.sending import ERASED
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory
from tests.portal.accounts.test_letters import write

pytestmark = pytest.mark.django_db
SHARED = "library@example.org"


def erase_account(person) -> None:
    delete_account(person.user, tells=False)


def erase_person(person) -> None:
    erase_for(subject_of_person(person))


@pytest.mark.parametrize("erase", [erase_account, erase_person, empty])
def test_letters_to_another_at_the_same_address_stay_and_go_out(erase):
    leaving = PersonFactory(email=SHARED)
    if erase is erase_account:
        leaving = UserFactory(email=SHARED).person
    other = PersonFactory(email=SHARED)
    for key, person in (("own", leaving), ("of-nobody", None), ("of-another", other)):
        write(key, SHARED, person)
    erase(leaving)
    found = {letter.key: letter for letter in Letter.objects.all()}
    assert [(found[key].address, found[key].text) for key in ("own", "of-nobody")] == [(ERASED, "")] * 2
    kept = found["of-another"]
    assert (kept.address, "/of-another" in kept.text, kept.given_up_at) == (SHARED, True, None)
