"""The screens with which an organisation registers its people, and on which each confirms."""

import pytest
from django.urls import reverse

from federation.workshops import actions
from federation.workshops.actions import Colleague
from federation.workshops.models import Participation, PlaceOffer, Workshop
from portal.accounts.limits import INVITATIONS
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import PlaceOfferFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory(capacity=2)


@pytest.fixture
def address(workshop, association) -> str:
    return f"/en/desk/for/{association.slug}/workshops/{workshop.slug}/colleagues/"


def lines(*pairs: tuple[str, str]) -> dict[str, str]:
    """The form with these names and addresses."""
    data = {"colleagues-TOTAL_FORMS": "10", "colleagues-INITIAL_FORMS": "0"}
    for number, (name, email) in enumerate(pairs):
        data |= {f"colleagues-{number}-name": name, f"colleagues-{number}-email": email}
    return data


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_manager_registers_colleagues_and_reads_for_whom_there_was_no_place(client, manager, address):
    client.force_login(manager)
    pairs = [
        ("Бірінші Адам", "One@Test.example"),
        ("Екінші", "two@test.example"),
        ("Үшінші", "three@test.example"),
    ]
    text = text_of(client.post(address, lines(*pairs), follow=True))
    assert "Places are held for 2 people. We have written to each." in text
    assert "No place could be held for: Үшінші." in text
    assert [(offer.name, offer.email) for offer in PlaceOffer.objects.all()] == [
        ("Бірінші Адам", "one@test.example"), ("Екінші", "two@test.example"),
    ]  # fmt: skip
    text = text_of(client.post(address, lines(*pairs[:1]), follow=True))
    assert "asked already: Бірінші Адам" in text
    assert "Not confirmed yet" in text


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([], "Name at least one colleague."),
        ([("Адам", "")], "Enter the e-mail address."),
        ([("", "one@test.example")], "Enter the name."),
        ([("Адам", "no address")], "E-mail:"),
        ([("А", "one@test.example"), ("Б", "ONE@test.example")], "This address is already in a line above."),
    ],
)
def test_form_that_says_too_little_holds_nothing(client, manager, address, pairs, message):
    client.force_login(manager)
    response = client.post(address, lines(*pairs))
    assert message in text_of(response)
    assert PlaceOffer.objects.count() == 0


def test_at_most_ten_at_once(client, manager, address, workshop):
    Workshop.objects.filter(pk=workshop.pk).update(capacity=20)
    client.force_login(manager)
    data = lines(*[("Адам", f"p{number}@test.example") for number in range(11)])
    client.post(address, {**data, "colleagues-TOTAL_FORMS": "11"})
    assert PlaceOffer.objects.count() == 0


def test_invitations_are_limited_and_nothing_is_half_done(client, manager, address):
    client.force_login(manager)
    for _number in range(INVITATIONS.amount - 1):
        assert INVITATIONS.take(f"user {manager.pk}")
    response = client.post(address, lines(("А", "one@test.example"), ("Б", "two@test.example")))
    assert (response.status_code, PlaceOffer.objects.count()) == (429, 0)


def test_contributor_is_told_who_registers_and_others_find_nothing(client, association, address, manager):
    contributor = RepresentativeFactory(organisation=association, role="contributor").person.user
    for user, status in (
        (contributor, 403),
        (RepresentativeFactory().person.user, 404),
        (UserFactory(), 404),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status
        assert client.post(address, lines(("А", "one@test.example"))).status_code == status
    assert PlaceOffer.objects.count() == 0


def test_offers_of_another_organisation_are_neither_seen_nor_withdrawn(client, manager, address, workshop):
    foreign = PlaceOfferFactory(workshop=workshop, name="Бөтен Адам")
    client.force_login(manager)
    assert "Бөтен Адам" not in text_of(client.get(address))
    assert client.post(f"{address}{foreign.pk}/withdraw/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None


def test_manager_withdraws_an_offer(client, manager, association, address, workshop):
    offer = PlaceOfferFactory(workshop=workshop, organisation=association)
    client.force_login(manager)
    assert "The place is not held any more." in text_of(
        client.post(f"{address}{offer.pk}/withdraw/", follow=True)
    )
    assert "Withdrawn" in text_of(client.get(address))


# --- Confirming -------------------------------------------------------------------------------------------------------


@pytest.fixture
def offer(workshop, manager, association, librarian):
    colleague = Colleague("Example Librarian", librarian.email)
    return actions.register_colleagues(workshop, association, manager.person, [colleague]).held[0]


def test_whoever_has_the_address_confirms_with_the_consent_that_a_place_needs(
    client, offer, librarian, association
):
    address = f"/en/desk/places/{offer.make_token()}/"
    text = text_of(client.get(address))
    assert association.name.text in text and "The place is held for you until" in text
    assert librarian.email not in text
    client.force_login(UserFactory())
    assert client.post(address, {"answer": "accept"}).status_code == 403
    client.force_login(librarian)
    refused = client.post(address, {"answer": "accept"})
    assert (refused.status_code, Participation.objects.count()) == (200, 0)
    assert "I agree to the processing of my personal data for a place in a workshop" in text_of(refused)
    asked = client.get(address).context["asked"]
    data = {"answer": "accept", **{form.add_prefix("consent"): "on" for form in asked.consents}}
    done = client.post(address, data, follow=True)
    assert "You have a place." in text_of(done)
    assert Participation.objects.get().person == librarian.person
    assert client.post(address, data).url == reverse("workshops:my_workshops").replace("/kk/", "/en/")


def test_whoever_has_the_address_declines(client, offer, librarian):
    client.force_login(librarian)
    client.post(f"/en/desk/places/{offer.make_token()}/", {"answer": "decline"})
    offer.refresh_from_db()
    assert offer.answer == "declined"
    assert client.get(f"/en/desk/places/{offer.make_token()}/").status_code == 404


def test_whoever_is_asked_and_asks_for_a_place_is_led_to_the_question(client, offer, librarian, workshop):
    client.force_login(librarian)
    for response in (client.get, client.post):
        found = response(f"/en/desk/workshops/{workshop.slug}/place/")
        assert (found.status_code, "/en/desk/places/" in found.url) == (302, True)
    assert Participation.objects.count() == 0


def test_desk_asks_to_confirm_and_shows_the_library_who_has_answered(client, offer, librarian, manager):
    client.force_login(librarian)
    assert "Confirm your place until" in text_of(client.get("/en/desk/"))
    client.force_login(manager)
    text = text_of(client.get("/en/desk/"))
    assert "Colleagues whom we have registered" in text and "confirmed: 0 of 1" in text


def test_place_page_leads_managers_to_the_form(client, manager, association, workshop, address, librarian):
    page = f"/en/desk/workshops/{workshop.slug}/place/"
    client.force_login(manager)
    link = text_of(client.get(page)).partition(f'href="{address}">')[2].partition("</a>")[0]
    assert association.name.text in link
    client.force_login(librarian)
    assert "Register colleagues" not in text_of(client.get(page))


def test_organiser_and_secretariat_see_held_places_by_library_without_names(
    client, offer, workshop, secretary
):
    organiser = RepresentativeFactory(organisation=workshop.organiser).person.user
    for user in (organiser, secretary):
        client.force_login(user)
        text = text_of(client.get(f"/en/desk/workshops/{workshop.slug}/participants/"))
        assert "1 place is held" in text and offer.organisation.name.text in text
        assert "Example Librarian" not in text
