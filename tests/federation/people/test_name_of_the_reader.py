"""Whoever is named in words of another language is named as on documents in that language, on pages and in letters."""

import pytest
from django.utils.translation import override
from lxml import html

from federation.membership import actions
from federation.membership.forms import ResignForm
from federation.people.actions import give_consent
from federation.people.enums import Purpose
from federation.people.models import Person
from federation.people.rules import current_wording
from federation.workshops.actions import take_place
from federation.workshops.forms.rows import trainer_rows
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
NAMES = {"name_kk": "Айгүл Серікқызы", "name_ru": "Айгуль Сериковна", "latin_name": "Aigul Serikkyzy"}


def name_in(language: str) -> str:
    return dict(zip(("kk", "ru", "en"), NAMES.values(), strict=True))[language]


def aigul(**facts) -> Person:
    user = UserFactory(first_name="Айгүлжан", last_name="Серік", **facts)
    Person.objects.filter(user=user).update(**NAMES)
    return Person.objects.get(user=user)


def test_representatives_are_named_so_where_their_organisation_is_read(client, language):
    person = aigul()
    term = RepresentativeFactory(person=person)
    contributor = RepresentativeFactory(organisation=term.organisation, role="contributor").person.user
    client.force_login(contributor)
    page = f"/{language}/desk/organisations/{term.organisation.slug}/people/"
    pages = [client.get(page).text, client.post(page, {"email": "a@example.org"}).text]
    assert [(name_in(language) in text, "Айгүлжан" in text) for text in pages] == [(True, False)] * 2
    with override(language):
        form = ResignForm(organisation=term.organisation, leaving=contributor.person)
        assert name_in(language) in str(form)


def test_organisers_choose_among_trainers_by_that_name(language):
    line = WorkshopTrainerFactory(workshop=WorkshopFactory(parts=False), person=aigul())
    with override(language):
        offered = str(trainer_rows(None, None, line.workshop.organiser)[0]["person"])
    assert (name_in(language) in offered, "Айгүлжан" in offered) == (True, False)


def test_letters_about_them_name_them_so(language):
    person = aigul()
    term = RepresentativeFactory(person=person, role="contributor")
    manager = RepresentativeFactory(organisation=term.organisation, user__preferred_language=language)
    actions.resign(term.organisation, person)
    (letter,) = written_letters().filter(address=manager.person.address)
    assert (name_in(language) in letter.text, "Айгүлжан" in letter.text) == (True, False)


def test_letters_to_them_greet_them_so(language):
    person = aigul(preferred_language=language)
    take_place(WorkshopFactory(capacity=5), person.user)
    (letter,) = written_letters().filter(address=person.address)
    assert (name_in(language) in letter.text, "Айгүлжан" in letter.text) == (True, False)


def test_consents_say_so(client, language):
    person = aigul()
    consent = give_consent(person, current_wording(Purpose.PHOTOS))
    client.force_login(person.user)
    for address in (f"{consent.pk}/", "wording/photos/"):
        assert name_in(language) in client.get(f"/{language}/account/consents/{address}").text


@pytest.mark.parametrize("address", ["desk/", "account/", "account/details/", "account/consents/"])
def test_their_own_menu_does(client, language, address):
    client.force_login(aigul().user)
    page = html.fromstring(client.get(f"/{language}/{address}").text)
    (who,) = page.xpath("//*[@class='rail-who']/span/text()[1]")
    assert who.strip() == name_in(language)


def test_a_step_that_asks_them_does(client, language):
    client.force_login(aigul().user)
    page = html.fromstring(client.get(f"/{language}/desk/workshops/{WorkshopFactory().slug}/place/").text)
    form = page.xpath("//form[.//input[@name='consent']]")[0].text_content()
    assert (name_in(language) in form, "Айгүлжан" in form) == (True, False)
