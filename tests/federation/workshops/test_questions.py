"""Participants and visitors ask the organiser; no address is shown that its owner does not show."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from federation.workshops import actions
from federation.workshops.models import Participation, Workshop
from portal.accounts.actions import delete_account
from portal.mail.models import Letter
from portal.mail.sending import forget_letters_to
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Можно ли приехать <b>накануне</b>?"
VISITOR = {"name": "Гость", "email": "guest@example.org", "text": TEXT, "website": ""}


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association)


@pytest.fixture
def participant(workshop):
    user = UserFactory(email="librarian@test.example", first_name="Example", last_name="Librarian")
    return ParticipationFactory(workshop=workshop, person=user.person)


@pytest.fixture
def door(client, participant):
    client.force_login(participant.person.user)
    return client


def write(door, workshop, **form):
    return door.post(f"/en/desk/workshops/{workshop.slug}/write/", {"text": TEXT, **form})


def ask(client, workshop, language="ru", **form):
    return client.post(f"/{language}/workshops/{workshop.slug}/ask/", {**VISITOR, **form})


def test_who_takes_part_is_led_to_their_own_page(door, client, workshop, participant):
    answer = door.get(f"/ru/workshops/{workshop.slug}/ask/")
    assert (answer.status_code, answer.url) == (302, f"/ru/desk/workshops/{workshop.slug}/write/")
    Participation.objects.filter(pk=participant.pk).update(state="cancelled")
    assert door.get(f"/ru/workshops/{workshop.slug}/ask/").status_code == 200


def letters() -> list[Letter]:
    return list(Letter.objects.filter(key__startswith="workshops:question:"))


def test_goes_to_each_representative_with_the_name_and_without_the_address(door, workshop, manager):
    RepresentativeFactory(organisation=workshop.organiser)
    assert write(door, workshop).status_code == 302
    assert len(letters()) == 2
    (letter,) = [letter for letter in letters() if letter.address == manager.email]
    assert "Example Librarian" in letter.text and TEXT in letter.text
    assert "<b>накануне</b>" not in letter.html
    assert "librarian@test.example" not in letter.text + letter.html + letter.reply_to
    assert f"/letters/new/?to={workshop.participations.get().pk}" in letter.text


def test_address_is_shown_only_where_its_owner_says_so(door, workshop):
    write(door, workshop, shows_address="on")
    (letter,) = letters()
    assert letter.reply_to == "librarian@test.example"
    assert "librarian@test.example" in letter.text
    assert "/letters/new/" not in letter.text


def test_link_of_the_letter_opens_the_answer_with_the_participant_chosen(client, door, workshop, manager):
    write(door, workshop)
    client.force_login(manager)
    place = workshop.participations.get()
    form = client.get(f"/ru/desk/workshops/{workshop.slug}/letters/new/?to={place.pk}").context["form"]
    assert (form["addressees"].value(), form["chosen"].value()) == ("chosen", [place.pk])
    other = ParticipationFactory()
    form = client.get(f"/ru/desk/workshops/{workshop.slug}/letters/new/?to={other.pk}").context["form"]
    assert form["addressees"].value() == "registered"


def test_same_question_is_written_once_a_day(door, client, workshop):
    for _time in range(2):
        write(door, workshop)
    assert len(letters()) == 1
    for _time in range(2):
        ask(client, workshop)
    assert len(letters()) == 2


def test_without_representatives_the_secretariat_gets_it(client, secretary):
    workshop = WorkshopFactory()
    ask(client, workshop)
    (letter,) = letters()
    assert letter.address == secretary.email


def test_where_nobody_can_answer_through_the_portal_the_address_must_be_shown(client, secretary):
    place = ParticipationFactory(person=UserFactory().person)
    client.force_login(place.person.user)
    refused = write(client, place.workshop)
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["shows_address"])
    write(client, place.workshop, shows_address="on")
    (letter,) = letters()
    assert (letter.address, letter.reply_to) == (secretary.email, place.person.user.email)


def test_contributor_reads_who_answers_and_gets_no_button(door, workshop, manager):
    helper = RepresentativeFactory(organisation=workshop.organiser, role="contributor").person.user
    write(door, workshop)
    texts = {letter.address: letter.text for letter in letters()}
    assert "/letters/new/" in texts[manager.email] and "/letters/new/" not in texts[helper.email]
    with override(helper.preferred_language):
        assert _("by a manager of the organiser, through the portal") in texts[helper.email]


@pytest.mark.parametrize("state", ["draft", "submitted", "declined"])
def test_nobody_else_finds_the_form(client, workshop, participant, state):
    client.force_login(UserFactory())
    assert write(client, workshop).status_code == 404
    client.force_login(participant.person.user)
    Workshop.objects.update(state=state)
    assert write(client, workshop).status_code == 404
    assert letters() == []


def test_who_gave_up_reads_what_they_got_and_writes_no_more(door, workshop):
    Participation.objects.update(state="cancelled")
    assert write(door, workshop).status_code == 200
    assert letters() == []


def test_visitor_is_answered_at_the_address_that_they_gave(client, workshop):
    answer = ask(client, workshop)
    assert answer.headers["Location"] == f"/ru/workshops/{workshop.slug}/ask/?sent=1"
    assert not answer.cookies
    (letter,) = letters()
    assert (letter.reply_to, "Гость" in letter.text, "русский" in letter.text) == (
        "guest@example.org",
        True,
        True,
    )


@pytest.mark.parametrize(
    "typed", [{"website": "x"}, {"text": ""}, {"email": "guest"}, {"text": "www.a.kz " * 3}]
)
def test_visitors_form_keeps_machines_out_as_the_contact_page_does(client, workshop, typed):
    assert ask(client, workshop, **typed).context["form"].errors
    assert letters() == []


def test_too_many_from_one_place_wait(client, door, workshop):
    answers = [ask(client, workshop, text=f"{TEXT} {number}").status_code for number in range(6)]
    assert answers == [302] * 5 + [429]
    answers = [write(door, workshop, text=f"{TEXT} {number}").status_code for number in range(6)]
    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize(
    "facts", [{"state": "submitted"}, {"state": "cancelled"}, {"is_historic": True}, {"ends_on": 1}]
)
def test_visitors_ask_about_what_is_to_come(client, workshop, facts):
    if "ends_on" in facts:
        day = timezone.localdate() - timezone.timedelta(days=1)
        facts = {"starts_on": day, "ends_on": day}
    Workshop.objects.update(**facts)
    assert ask(client, workshop).status_code == 404
    page = client.get(f"/ru/workshops/{workshop.slug}/")
    assert "/ask/" not in page.text


def test_workshops_page_leads_to_the_form_in_every_language(client, workshop, language):
    page = client.get(f"/{language}/workshops/{workshop.slug}/")
    assert f'href="/{language}/workshops/{workshop.slug}/ask/"' in page.text
    page = client.get(f"/{language}/workshops/{workshop.slug}/ask/")
    assert page.status_code == 200
    assert '<meta name="robots" content="noindex">' in page.text


def test_words_of_a_participant_go_when_they_are_erased(door, workshop, participant):
    write(door, workshop)
    delete_account(participant.person.user)
    (letter,) = letters()
    assert (letter.text, letter.html) == ("", "")


def test_words_of_a_visitor_go_with_their_address(client, workshop):
    ask(client, workshop)
    forget_letters_to("guest@example.org")
    (letter,) = letters()
    assert (letter.text, letter.reply_to) == ("", "")


def test_nothing_but_the_letters_is_kept(workshop, participant):
    assert actions.ask_organiser(workshop, actions.Question(TEXT, participation=participant)) == 1
    assert not workshop.steps.exists()
    assert not workshop.letters.exists()


def test_what_is_typed_into_a_form_that_closes_meanwhile_is_given_back(
    client, workshop, participant, manager
):
    desk, texts = (
        f"/en/desk/workshops/{workshop.slug}/",
        ["Можно ли приехать накануне?", "ТемаПисьма", "Адам"],
    )
    colleagues = f"/en/desk/for/{workshop.organiser.slug}/workshops/{workshop.slug}/colleagues/"
    rows = {
        "colleagues-TOTAL_FORMS": "10",
        "colleagues-INITIAL_FORMS": "0",
        "colleagues-0-email": "a@b.example",
    }
    forms = [
        (participant.person.user, f"{desk}write/", {"text": texts[0]}),
        (manager, f"{desk}letters/new/", {"subject_kk": texts[1], "action": "preview"}),
        (manager, colleagues, {**rows, "colleagues-0-name": texts[2]}),
    ]
    Workshop.objects.update(starts_on="2020-01-01", ends_on="2020-01-02")
    for (user, address, form), text in zip(forms, texts, strict=True):
        client.force_login(user)
        page = client.post(address, form)
        assert f"<blockquote>{text}</blockquote>" in page.text, address
        assert "What you wrote" not in client.get(address).text
