"""Written requests of people without an account: the secretariat hands over and erases, and the history tells of it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import ModelLogEntry

from federation.people.models import Person
from home.models import ContactMessage
from portal.accounts.enums import Role
from portal.mail.models import Letter
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.home.test_contact import make_message
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db
SENT = {"requested_on": "2026-03-01", "reference": "№ 12-ж/2026"}


@pytest.fixture
def secretary(client, db):
    user = UserFactory(role=Role.SECRETARIAT)
    client.force_login(user)
    return user


@pytest.fixture
def person(db):
    person = PersonFactory(full_name="Жасырын Адам", email="hidden@example.org", preferred_language="en")
    make_message(email="hidden@example.org")
    past = WorkshopFactory(starts_on="2020-01-01", ends_on="2020-01-02", words__title="Өткен")
    ParticipationFactory(workshop=past, person=person)
    return person


def page_of(person, name: str) -> str:
    return f"/admin/snippets/people/person/{name}/{person.pk}/"


def lines(person, action: str) -> list[ModelLogEntry]:
    return list(ModelLogEntry.objects.for_instance(person).filter(action=action))


def test_data_are_handed_over_as_a_file_and_as_a_page_and_both_are_noted(client, secretary, person):
    page = page_of(person, "data")
    assert "Өткен" not in client.get(page).text
    held = client.post(page, {**SENT, "file": ""}).json()
    assert (held["person"]["full_name"], held["account"], len(held["messages"])) == ("Жасырын Адам", {}, 1)
    assert [row["workshop"] for row in held["workshops"]] == ["Өткен"]
    shown = client.post(page, {**SENT, "page": ""})
    assert "Өткен" in shown.text and "hidden@example.org" in shown.text
    found = lines(person, "people.hand_over")
    assert [(line.user, line.data["reference"], line.data["requested_on"]) for line in found] == [
        (secretary, "№ 12-ж/2026", "2026-03-01")
    ] * 2


def test_person_is_erased_once_at_a_request_and_told(client, secretary, person):
    page = page_of(person, "erase")
    told = client.get(page).context["told"]
    assert len(told.goes) == 3 and len(told.stays) == 2
    for _time in range(2):
        assert client.post(page, SENT).status_code == 302
    person.refresh_from_db()
    assert person.is_forgotten
    (line,) = lines(person, "people.erase")
    assert (line.user, line.data["reference"]) == (secretary, "№ 12-ж/2026")
    assert "Жасырын" not in line.label
    (letter,) = Letter.objects.filter(key__startswith="people:erased:")
    assert (letter.address, letter.language) == ("hidden@example.org", "en")


@pytest.mark.parametrize("name", ["data", "erase"])
def test_nothing_is_done_without_a_request(client, secretary, person, name):
    coming = str(timezone.localdate() + timedelta(days=2))
    for wrong in (
        {},
        {**SENT, "requested_on": coming},
        {**SENT, "reference": ""},
        {**SENT, "reference": "Жасырын, 12"},
    ):
        assert client.post(page_of(person, name), wrong).context["form"].errors
    assert Person.objects.get(pk=person.pk).full_name == "Жасырын Адам"
    assert not lines(person, "people.hand_over")


@pytest.mark.parametrize("name", ["data", "erase"])
def test_who_has_an_account_uses_their_own_pages(client, secretary, name):
    person = UserFactory(first_name="Үлгі", last_name="Иесі").person
    client.post(page_of(person, name), SENT)
    assert Person.objects.get(pk=person.pk).full_name == "Үлгі Иесі"
    assert not lines(person, "people.hand_over")


def test_address_that_an_account_has_proved_is_nobody_elses(client, secretary):
    """Somebody noted the address of an account for a person without one."""
    owner = UserFactory(email="owner@example.org")
    person = PersonFactory(email="owner@example.org")
    make_message(email="owner@example.org")
    held = client.post(page_of(person, "data"), {**SENT, "file": ""}).json()
    assert (held["messages"], held["letters"]) == ([], [])
    client.post(page_of(person, "erase"), SENT)
    assert type(owner).objects.get(pk=owner.pk).email == "owner@example.org"
    assert not Letter.objects.filter(key__startswith="people:erased:").exists()


def test_address_that_nobody_has_confirmed_yet_stays_with_the_person(client, secretary, person):
    """Whoever signs up with an address and proves nothing takes it from nobody."""
    user = UserFactory(email="hidden@example.org", verified=False)
    EmailAddress.objects.create(user=user, email=user.email, primary=True)
    held = client.post(page_of(person, "data"), {**SENT, "file": ""}).json()
    assert len(held["messages"]) == 1
    client.post(page_of(person, "erase"), SENT)
    assert not ContactMessage.objects.filter(email="hidden@example.org").exists()


@pytest.mark.parametrize("field", ["email", "other_emails"])
def test_address_that_several_share_is_nobodys_alone(client, secretary, person, field):
    """The one address of a library: what came from there may be a colleague's."""
    PersonFactory(full_name="Басқа Адам", **{field: "hidden@example.org"})
    longer = PersonFactory(other_emails="not-hidden@example.org\nhidden@example.org.kz")
    assert longer.noted_addresses.isdisjoint({"hidden@example.org"})
    held = client.post(page_of(person, "data"), {**SENT, "file": ""}).json()
    assert (held["person"]["full_name"], held["messages"]) == ("Жасырын Адам", [])
    client.post(page_of(person, "erase"), SENT)
    person.refresh_from_db()
    assert person.is_forgotten
    assert ContactMessage.objects.filter(email="hidden@example.org").exists()
