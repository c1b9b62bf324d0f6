"""Details of people in workshops: asked once, where a place is taken, and shown to whom each person shows them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from federation.directory.models import Region
from federation.people.actions import Workplace, give_consent, save_details, withdraw_consent
from federation.people.enums import Audience, Detail, Purpose
from federation.people.models import Affiliation, Person
from federation.people.rules import current_wording, has_consented
from federation.workshops import actions
from federation.workshops.models import Participation, WorkshopTrainer
from tests import services
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.details import told
from tests.markup import plain
from tests.portal.accounts.factories import UserFactory

from .factories import ParticipationFactory, WorkshopFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
ASKED = {"latin_name": "Example Librarian", "region": "KZ-55", "consent": "on"}


def place_of(workshop) -> str:
    return f"/en/desk/workshops/{workshop.slug}/place/"


@pytest.fixture
def door(client, librarian):
    client.force_login(librarian)
    return client


def test_what_is_missing_is_asked_in_the_step_that_takes_the_place_and_never_again(door, librarian):
    first, second = WorkshopFactory(), WorkshopFactory()
    form = door.get(place_of(first)).context["asked"].details
    assert {name: form[name].value() for name in form.fields} == {
        "latin_name": "Example Librarian",  # As proposed.
        "region": None,
    }
    assert Person.objects.get(user=librarian).details_confirmed_at is None  # Reading writes nothing.
    assert door.post(place_of(first), ASKED).status_code == 302
    person = Person.objects.get(user=librarian)
    assert (person.latin_name, person.region_id) == ("Example Librarian", "KZ-55")
    asked_at = person.details_confirmed_at
    assert asked_at is not None
    assert door.get(place_of(second)).context["asked"].details is None
    assert door.post(place_of(second), {"latin_name": "Forged", "region": "KZ-10"}).status_code == 302
    person.refresh_from_db()
    assert (person.latin_name, person.region_id, person.details_confirmed_at) == (
        "Example Librarian",
        "KZ-55",
        asked_at,
    )
    assert Participation.objects.filter(person=person).count() == 2


def test_who_left_an_answer_out_is_not_asked_again(door, librarian):
    door.post(place_of(WorkshopFactory()), {"latin_name": "", "region": "", "consent": "on"})
    assert door.get(place_of(WorkshopFactory())).context["asked"].details is None


def test_who_was_on_the_screen_of_details_is_not_asked(door, librarian):
    door.post("/en/account/details/", told("Example"))
    assert door.get(place_of(WorkshopFactory())).context["asked"].details is None


def test_only_what_is_not_known_is_asked(door, librarian):
    Person.objects.filter(user=librarian).update(latin_name="Known", region="KZ-55")
    page = door.get(place_of(WorkshopFactory()))
    assert [*page.context["asked"].details.fields] == []
    assert "We ask this once" not in page.text


def test_a_wrong_answer_takes_no_place_and_keeps_what_was_typed(door, librarian):
    answer = door.post(place_of(WorkshopFactory()), {"latin_name": "x" * 201, "region": "KZ-00"})
    assert answer.context["asked"].details.errors.keys() == {"latin_name", "region"}
    assert f'value="{"x" * 201}"' in answer.text
    person = Person.objects.get(user=librarian)
    assert (Participation.objects.count(), person.latin_name, person.details_confirmed_at) == (0, "", None)


# --- Shown to whom ----------------------------------------------------------------------------------------------------

SHOWN = {  # What tells each detail on a page.
    Detail.NAME: "Мысалбаева Айгүл",
    Detail.OTHER_NAMES: "Бұрынғыбаева",
    Detail.REGION: "Pavlodar",
    Detail.WORKPLACES: "Кітапханашы, Үлгі кітапханасы",
    Detail.LANGUAGES: "Kazakh, Türkçe",
    Detail.PHONE: "+7 701 000 00 00",
}


@pytest.fixture
def somebody():
    user = UserFactory(first_name="Айгүл", last_name="Мысалбаева")
    facts = {
        "name_kk": "Мысалбаева Айгүл",
        "latin_name": "Мысалбаева Айгүл",
        "other_names": "Бұрынғыбаева",
        "region": Region.objects.get(code="KZ-55"),
        "speaks_kk": True,
        "other_languages": "Türkçe",
        "phone": "+7 701 000 00 00",
    }
    return save_details(user, {}, facts, [Workplace(None, "Үлгі кітапханасы", "Кітапханашы")])


def show_to(person: Person, audience: str) -> None:
    person.shown_to = {detail.value: audience for detail in Detail}
    person.save()


def shown_on(text: str) -> set[Detail]:
    return {detail for detail, words in SHOWN.items() if words in plain(text)}


def test_the_list_of_participants_shows_what_each_shows_to_organisers(
    client, manager, association, secretary, somebody
):
    workshop = WorkshopFactory(organiser=association, region=None)
    for state in ("registered", "waitlisted"):
        Participation.objects.all().delete()
        ParticipationFactory(person=somebody, workshop=workshop, state=state)
        address = f"/en/desk/workshops/{workshop.slug}/participants/"
        client.force_login(manager)
        for audience in ("organisers", "participants", "everybody"):
            show_to(somebody, audience)
            assert shown_on(client.get(address).text) == {*Detail}
        Person.objects.filter(pk=somebody.pk).update(shown_to={detail.value: "nobody" for detail in Detail})
        assert shown_on(client.get(address).text) == set()
        client.force_login(secretary)
        assert shown_on(client.get(address).text) == {*Detail}


def test_the_list_of_participants_names_no_workplace_that_has_ended_or_is_hidden(
    client, manager, association, somebody
):
    workshop = WorkshopFactory(organiser=association, region=None)
    ParticipationFactory(person=somebody, workshop=workshop)
    show_to(somebody, "organisers")
    Affiliation.objects.update(until="2020-01-01")
    hidden = OrganisationFactory(name_kk="Жасырын", state="draft")
    Affiliation.objects.create(person=somebody, organisation=hidden, position="Маман")
    client.force_login(manager)
    text = plain(client.get(f"/en/desk/workshops/{workshop.slug}/participants/").text)
    assert ("Үлгі кітапханасы" in text, "Жасырын" in text, "Маман" in text) == (False, False, True)


def test_participants_see_of_each_other_what_they_show_to_participants(door, librarian, somebody):
    workshop = WorkshopFactory(capacity=5, region=None)
    ParticipationFactory(person=somebody, workshop=workshop, queue_number=50)
    show_to(somebody, "everybody")
    save_details(librarian, {}, {})
    assert shown_on(door.get(place_of(workshop)).text) == set()  # Before the reader has a place.
    actions.take_place(workshop, librarian)
    for audience in ("participants", "everybody"):
        show_to(somebody, audience)
        assert shown_on(door.get(place_of(workshop)).text) == {*Detail}
    show_to(somebody, "organisers")
    assert shown_on(door.get(place_of(workshop)).text) == set()
    show_to(somebody, "everybody")
    give_consent(somebody, current_wording(Purpose.PARTICIPANTS))
    assert shown_on(door.get(place_of(workshop)).text) == {*Detail}
    withdraw_consent(somebody, Purpose.PARTICIPANTS)
    assert shown_on(door.get(place_of(workshop)).text) == set()
    give_consent(somebody, current_wording(Purpose.PARTICIPANTS))
    assert shown_on(door.get(place_of(workshop)).text) == {*Detail}
    somebody.shown_to = {"phone": "participants"}  # Without a name nobody is listed.
    somebody.save()
    assert shown_on(door.get(place_of(workshop)).text) == set()


def test_a_trainer_shows_every_visitor_what_they_show_to_everybody_and_always_the_name(client, somebody):
    workshop = WorkshopFactory(region=None)
    WorkshopTrainer.objects.create(workshop=workshop, person=somebody, accepted_at=timezone.now())
    address = f"/en/workshops/{workshop.slug}/"
    told_of = {*Detail} - {Detail.REGION}
    for audience, shown in {"everybody": told_of, "participants": {Detail.NAME}}.items():
        show_to(somebody, audience)
        assert shown_on(client.get(address).text) == shown
    client.force_login(somebody.user)  # The page is one and the same for everybody.
    assert shown_on(client.get(address).text) == {Detail.NAME}


# --- A changed name ---------------------------------------------------------------------------------------------------


def test_a_changed_name_is_changed_on_every_page_at_once(client, manager, association, secretary):
    """Whatever page names somebody reads it from the person."""
    user = UserFactory(first_name="Айзада", last_name="Атбаева")
    workshop = WorkshopFactory(organiser=association, capacity=5, parts=False)
    WorkshopTrainer.objects.create(workshop=workshop, person=user.person, accepted_at=timezone.now())
    draft = WorkshopFactory(organiser=association, state="submitted", parts=False)
    WorkshopTrainer.objects.create(workshop=draft, person=user.person)
    actions.take_place(workshop, user)
    person = Person.objects.get(user=user)
    pages = {
        f"/kk/workshops/{workshop.slug}/": None,
        f"/kk/desk/workshops/{workshop.slug}/participants/": manager,
        f"/kk/desk/workshops/{workshop.slug}/": manager,
        f"/kk/desk/workshops/review/{draft.slug}/": secretary,
        f"/kk/desk/workshops/{workshop.slug}/place/": user,
        "/kk/desk/": user,
        "/kk/account/": user,
        "/kk/account/details/": user,
        reverse("wagtailsnippets_people_person:list"): secretary,
        reverse("wagtailsnippets_people_person:edit", args=[person.pk]): secretary,
    }

    def named(name: str) -> dict[str, bool]:
        found = {}
        for address, reader in pages.items():
            client.logout()
            if reader:
                client.force_login(reader)
            answer = client.get(address)
            assert answer.status_code == 200, address
            found[address] = name in answer.text
        return found

    assert named("Айзада") == dict.fromkeys(pages, True)
    client.force_login(user)
    assert client.post("/kk/account/details/", told("Жанагүл", "Атбаева")).status_code == 302
    assert named("Жанагүл") == dict.fromkeys(pages, True)
    assert named("Айзада") == dict.fromkeys(pages, False)


def test_refused_place_keeps_neither_answers_nor_consent(door, librarian):
    """Who was refused has agreed to nothing, and is asked again where it is of use."""
    workshop = WorkshopFactory(applications_close_at=timezone.now() - timedelta(hours=1))
    answer = door.post(place_of(workshop), ASKED)
    assert answer.context["is_refused"]
    person = Person.objects.get(user=librarian)
    assert (has_consented(person, Purpose.PLACE), person.details_confirmed_at) == (False, None)


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_as_much_for_one_trainer_who_shows_workplaces_as_for_three(
    number, client, django_assert_num_queries
):
    workshop = WorkshopFactory(parts=False)
    for _trainer in range(number):
        person = UserFactory(first_name="Айгүл", last_name="Үлгі").person
        Person.objects.filter(pk=person.pk).update(shown_to={Detail.WORKPLACES: Audience.EVERYBODY})
        organisation = OrganisationFactory()
        Affiliation.objects.create(person=person, organisation=organisation, position="Кітапханашы")
        WorkshopTrainer.objects.create(
            workshop=workshop, name="Айгүл Үлгі", person=person, accepted_at=timezone.now()
        )
    url = workshop.url_in("kk")
    assert client.get(url).text.count("Кітапханашы, ") == number
    with django_assert_num_queries(15):
        client.get(url)
