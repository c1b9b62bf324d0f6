"""A trainer is a typed line until whoever confirmed the address accepts; nobody learns from it who exists."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, override

from federation.people.models import Person
from federation.workshops import actions
from federation.workshops.models import WorkshopTrainer
from portal.accounts.limits import LETTERS_OF_USER
from portal.mail.models import Letter
from portal.navigation.registry import Acting, panels_for, tasks_for
from portal.web.secret_words import keys_in
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
TYPED = "Айгуль Тренерова"
ADDRESS = "aigul@example.org"
ACCEPT = {"answer": "accept", "consent": "on"}


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association, state="draft", parts=False)


@pytest.fixture
def line(workshop):
    return WorkshopTrainerFactory(workshop=workshop, name=TYPED, email=ADDRESS)


@pytest.fixture
def aigul(db):
    """Has the address, confirmed, and goes by another name than was typed."""
    return UserFactory(email=ADDRESS, first_name="Aigul", last_name="Omarova", preferred_language="en")


@pytest.fixture
def stranger(db):
    return UserFactory(email="stranger@example.org")


def door(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(line: WorkshopTrainer, language: str = "en") -> str:
    return f"/{language}/desk/trainings/{line.pk}/"


def invite(workshop, manager) -> None:
    door(manager).post(f"/ru/desk/workshops/{workshop.slug}/trainers/invite/")


def as_it_is(line: WorkshopTrainer) -> dict:
    return WorkshopTrainer.objects.filter(pk=line.pk).values().get()


def invitations() -> list[str]:
    rows = Letter.objects.filter(key__contains="trainer_invited").order_by("pk")
    return list(rows.values_list("address", flat=True))


# --- Inviting ---------------------------------------------------------------------------------------------------------


def test_organiser_invites_from_a_draft_and_each_line_and_address_is_written_to_once(workshop, line, manager):
    WorkshopTrainerFactory(workshop=workshop)  # Without an address.
    for _time in range(2):
        invite(workshop, manager)
    assert invitations() == [ADDRESS]
    line.refresh_from_db()
    assert (line.is_open, line.person, line.invited_by) == (True, None, manager.person)
    text = written_letters().get(address=ADDRESS).text
    assert f"/kk/desk/trainings/{line.pk}/" in text
    assert TYPED in text and ADDRESS in text
    assert list(keys_in(text)) == []  # The link lets nobody in.


def test_approval_invites_who_was_not_invited_before(workshop, line, manager, secretary):
    invite(workshop, manager)
    late = WorkshopTrainerFactory(workshop=workshop, email="late@example.org")
    workshop.state = "submitted"
    workshop.save()
    WorkshopFactory(parts=True)  # Another's trainers are left alone.
    workshop.topics.set(WorkshopFactory().topics.all())
    workshop.money_sources.create(kind="association")
    actions.approve(workshop, secretary)
    assert invitations() == [ADDRESS, late.email]


def again(workshop, trainer, user):
    return door(user).post(f"/ru/desk/workshops/{workshop.slug}/trainers/{trainer.pk}/again/")


def test_who_has_not_answered_is_asked_again_once_a_click(asked, workshop, manager, aigul):
    an_hour_ago = timezone.now() - timedelta(hours=1)
    WorkshopTrainer.objects.filter(pk=asked.pk).update(sent_at=an_hour_ago)
    page = door(manager).get(f"/en/desk/workshops/{workshop.slug}/").text
    assert "last e-mail" in page and f"/trainers/{asked.pk}/again/" in page
    for _time in range(2):
        assert again(workshop, asked, manager).status_code == 302
    assert invitations() == [ADDRESS, ADDRESS]
    assert as_it_is(asked)["sent_at"] > an_hour_ago
    assert again(workshop, asked, RepresentativeFactory().person.user).status_code == 404


@pytest.mark.parametrize("change", ["answered", "over", "not invited"])
def test_nobody_is_asked_again_without_a_question_that_is_open(asked, workshop, manager, aigul, change):
    written_letters()
    if change == "answered":
        actions.accept_training(asked, aigul)
    elif change == "over":
        type(workshop).objects.filter(pk=workshop.pk).update(state="declined")
    else:
        WorkshopTrainer.objects.filter(pk=asked.pk).update(invited_at=None)
    WorkshopTrainer.objects.filter(pk=asked.pk).update(sent_at=timezone.now() - timedelta(hours=1))
    before = invitations()
    again(workshop, asked, manager)
    assert invitations() == before


def test_letters_of_asking_again_are_limited(asked, workshop, manager):
    while LETTERS_OF_USER.take(f"user {manager.pk}"):
        pass
    WorkshopTrainer.objects.filter(pk=asked.pk).update(sent_at=timezone.now() - timedelta(hours=1))
    before = invitations()
    again(workshop, asked, manager)
    assert invitations() == before


def test_the_organiser_is_told_once_that_a_trainer_has_accepted(asked, aigul, manager):
    written_letters()
    for _time in range(2):
        actions.accept_training(asked, aigul)
    letter = written_letters().get(key__contains="trainer_accepted")
    assert (letter.address, "Aigul Omarova" in letter.text) == (manager.email, True)


@pytest.mark.parametrize(("state", "has_page"), [("draft", False), ("approved", True)])
def test_letter_of_a_decline_speaks_of_the_page_only_where_there_is_one(
    asked, workshop, aigul, manager, state, has_page
):
    type(workshop).objects.filter(pk=workshop.pk).update(state=state)
    written_letters()
    actions.decline_training(asked, aigul)
    with override("ru"):
        said = gettext("The name is no longer shown on the workshop’s page.")
    letter = written_letters().get(key__contains="trainer_declined")
    assert (said in letter.text) is has_page


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"state": "declined"}, {"is_historic": True}])
def test_nobody_is_invited_to_what_will_not_take_place(workshop, line, manager, change):
    type(workshop).objects.filter(pk=workshop.pk).update(**change)
    invite(workshop, manager)
    assert invitations() == []


def test_another_address_makes_the_older_link_dead_and_gets_a_letter_of_its_own(
    workshop, line, manager, aigul
):
    invite(workshop, manager)
    draft = actions.Draft(
        words={"kk": {"title": "Басқару"}},
        trainers=[actions.TrainerLine(TYPED, "other@example.org", row=line.pk)],
    )
    actions.save_draft(manager, workshop.organiser, draft, workshop)
    assert door(aigul).get(page_of(line)).status_code == 404
    invite(workshop, manager)
    assert invitations() == [ADDRESS, "other@example.org"]
    draft.trainers = [actions.TrainerLine(TYPED, ADDRESS, row=line.pk)]
    actions.save_draft(manager, workshop.organiser, draft, workshop)
    invite(workshop, manager)
    assert invitations() == [ADDRESS, "other@example.org"]
    assert door(aigul).get(page_of(line)).status_code == 200  # The first letter leads there.


def test_who_invites_too_many_is_told_to_wait_and_nobody_is_written_to(workshop, manager):
    for number in range(21):
        WorkshopTrainerFactory(workshop=workshop, email=f"t{number}@example.org")
    page = door(manager).post(f"/ru/desk/workshops/{workshop.slug}/trainers/invite/", follow=True)
    assert invitations() == []
    assert page.context["messages"]


# --- Answering --------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(workshop, line, manager):
    invite(workshop, manager)
    line.refresh_from_db()
    return line


def test_reading_the_question_changes_nothing_and_shows_nobody_else(asked, aigul):
    before = as_it_is(asked)
    page = door(aigul).get(page_of(asked))
    assert as_it_is(asked) == before
    assert TYPED in page.text and "Aigul Omarova" in page.text


def test_who_confirmed_the_address_accepts_once_and_is_shown_from_then_on(asked, aigul, workshop, manager):
    for _time in range(2):
        door(aigul).post(page_of(asked), ACCEPT)
    first = as_it_is(asked)
    assert (first["person_id"], first["name"]) == (aigul.person.pk, TYPED)
    door(aigul).post(page_of(asked), ACCEPT)
    door(aigul).post(page_of(asked), {"answer": "decline"})
    assert as_it_is(asked) == first
    page = door(manager).get(f"/ru/desk/workshops/{workshop.slug}/").text
    assert "Aigul Omarova" in page and TYPED not in page


def test_until_then_whoever_typed_sees_what_they_typed(asked, aigul, workshop, manager):
    for address in (f"/ru/desk/workshops/{workshop.slug}/", f"/ru/desk/workshops/{workshop.slug}/edit/"):
        page = door(manager).get(address).text
        assert TYPED in page and "Omarova" not in page


def test_address_that_is_not_confirmed_opens_nothing(asked, stranger):
    EmailAddress.objects.create(user=stranger, email=ADDRESS, verified=False)
    assert door(stranger).get(page_of(asked)).status_code == 404


def test_second_confirmed_address_of_an_account_will_do(asked, stranger):
    EmailAddress.objects.create(user=stranger, email=ADDRESS, verified=True)
    door(stranger).post(page_of(asked), ACCEPT)
    assert as_it_is(asked)["person_id"] == stranger.person.pk


def test_others_get_one_answer_whatever_is_there(asked, workshop, stranger):
    """Another's invitation, one that never was, one that was answered, a line that nobody was asked about."""
    answered = WorkshopTrainerFactory(
        workshop=workshop, email="a@example.org", invited_at=timezone.now(), accepted_at=timezone.now(),
        person=UserFactory().person,
    )  # fmt: skip
    silent = WorkshopTrainerFactory(workshop=workshop, email=stranger.email)
    keys = [asked.pk, 10**6, answered.pk, silent.pk]
    before = [as_it_is(row) for row in (asked, answered, silent)]
    for send in (lambda key: door(stranger).get(f"/en/desk/trainings/{key}/"),
                 lambda key: door(stranger).post(f"/en/desk/trainings/{key}/", ACCEPT)):  # fmt: skip
        send(keys[0])  # What is read once by anybody is read.
        answers = set()
        for key in keys:
            with CaptureQueriesContext(connection) as queries:
                response = send(key)
            answers.add((response.status_code, len(queries), response.text.replace(f"/{key}/", "/KEY/")))
        assert len(answers) == 1, [(status, count) for status, count, _text in answers]
        assert answers.pop()[0] == 404
    assert [as_it_is(row) for row in (asked, answered, silent)] == before


def test_visitors_are_led_to_sign_in_and_come_back_whatever_is_there(asked, client, aigul):
    for line in (asked, WorkshopTrainer(pk=10**6)):
        response = client.get(page_of(line))
        assert response.headers["Location"] == f"/en/account/login/?next={page_of(line)}"
    signed_in = client.post(
        f"/en/account/login/?next={page_of(asked)}",
        {"login": ADDRESS, "password": PASSWORD, "next": page_of(asked)},
    )
    assert signed_in.headers["Location"] == page_of(asked)


def test_who_is_a_trainer_already_is_not_one_twice(asked, workshop, aigul):
    WorkshopTrainerFactory(workshop=workshop, person=aigul.person)
    page = door(aigul).post(page_of(asked), ACCEPT)
    assert "already" in page.text
    assert as_it_is(asked)["person_id"] is None


def test_person_without_a_name_is_asked_for_it(asked, aigul):
    Person.objects.filter(user=aigul).update(full_name="")
    aigul.first_name = aigul.last_name = ""
    aigul.save()
    assert "first_name" in door(aigul).post(page_of(asked), ACCEPT).text
    assert as_it_is(asked)["accepted_at"] is None
    door(aigul).post(page_of(asked), {**ACCEPT, "first_name": " Айгуль ", "last_name": "Омарова"})
    asked.refresh_from_db()
    assert asked.everyday_name == "Айгуль Омарова"


@pytest.mark.parametrize("state", ["cancelled", "declined", "over"])
def test_nobody_accepts_what_will_not_take_place(asked, workshop, aigul, state):
    yesterday = timezone.localdate() - timedelta(days=1)
    is_over = {"state": "approved", "starts_on": yesterday, "ends_on": yesterday}
    change = is_over if state == "over" else {"state": state}
    type(workshop).objects.filter(pk=workshop.pk).update(**change)
    page = door(aigul).get(page_of(asked))
    assert "not going to take place" in page.text
    door(aigul).post(page_of(asked), ACCEPT)
    assert as_it_is(asked)["person_id"] is None
    assert tasks_for(Acting(aigul)) == []


def test_who_declines_is_shown_nowhere_and_the_organiser_is_told(asked, workshop, aigul, manager, client):
    workshop.state = "approved"
    workshop.save()
    workshop.trainers.update(is_shown_meanwhile=True)
    assert TYPED in client.get(workshop.url_in("ru")).text
    written_letters()  # What asks is put into words while it asks.
    for _time in range(2):
        door(aigul).post(page_of(asked), {"answer": "decline"})
    assert TYPED not in client.get(workshop.url_in("ru")).text
    letter = written_letters().get(key__contains="trainer_declined")
    assert (letter.address, TYPED in letter.text) == (manager.email, True)
    assert "Omarova" not in letter.text  # What they are called is theirs.
    (task,) = tasks_for(Acting(manager))
    assert (task.url[3:], TYPED in task.why) == (f"/desk/workshops/{workshop.slug}/", True)
    door(aigul).post(page_of(asked), ACCEPT)
    assert as_it_is(asked)["person_id"] is None


def test_organiser_takes_off_who_has_declined_and_nobody_else(asked, workshop, manager):
    address = f"/ru/desk/workshops/{workshop.slug}/trainers/{asked.pk}/take-off/"
    door(manager).post(address)
    assert workshop.trainers.filter(pk=asked.pk).exists()
    WorkshopTrainer.objects.filter(pk=asked.pk).update(declined_at=timezone.now())
    assert door(RepresentativeFactory().person.user).post(address).status_code == 404
    assert workshop.trainers.filter(pk=asked.pk).exists()
    for _time in range(2):
        assert door(manager).post(address).status_code == 302
    assert not workshop.trainers.filter(pk=asked.pk).exists()


# --- The trainer's desk -----------------------------------------------------------------------------------------------


def test_open_invitation_is_a_task_for_who_confirmed_the_address_alone(asked, aigul, stranger):
    (task,) = tasks_for(Acting(aigul))
    assert task.url.endswith(f"/desk/trainings/{asked.pk}/")
    assert tasks_for(Acting(stranger)) == []
    actions.accept_training(asked, aigul)
    assert tasks_for(Acting(aigul)) == []


def test_accepted_trainer_reads_on_the_desk_where_they_train(asked, workshop, aigul, stranger):
    actions.accept_training(asked, aigul)
    for user, is_told in ((aigul, True), (stranger, False)):
        page = door(user).get("/en/desk/my-workshops/").text
        assert (str(workshop.title) in page, "Workshops that I help to hold" in page) == (is_told, is_told)
        assert bool(panels_for(Acting(user))) is is_told


def test_after_the_answer_nothing_asks_any_more(asked, workshop, aigul, manager):
    assert "Are you this trainer?" in door(aigul).get(page_of(asked)).text
    actions.accept_training(asked, aigul)
    type(workshop).objects.filter(pk=workshop.pk).update(state="approved")
    page = door(aigul).get(page_of(asked)).text
    assert "Are you this trainer?" not in page
    assert f'href="{workshop.url_in("en")}"' in page
    type(workshop).objects.filter(pk=workshop.pk).update(state="draft")
    form = door(manager).get(f"/en/desk/workshops/{workshop.slug}/edit/").text
    assert "The trainer changes the name." in form  # Why the fields are grey.
    assert "The invitation went to this address." in form


def test_draft_in_which_somebody_was_chosen_is_not_told_before_they_are_invited(workshop, aigul):
    line = WorkshopTrainerFactory(workshop=workshop, person=aigul.person)
    assert list(WorkshopTrainer.objects.trained_by(aigul)) == []
    WorkshopTrainer.objects.filter(pk=line.pk).update(invited_at=timezone.now())
    assert list(WorkshopTrainer.objects.trained_by(aigul)) == [line]


def test_visitor_without_an_account_makes_one_and_comes_back(asked, client):
    door_page = client.get(f"/en/account/login/?next={page_of(asked)}").text
    assert f"/en/account/signup/?next={page_of(asked)}" in door_page.replace("%2F", "/")
    sent = {"email": ADDRESS, "password1": PASSWORD, "first_name": "Aigul", "last_name": "Omarova",
            "preferred_language": "en", "consent": "on", "next": page_of(asked)}  # fmt: skip
    client.post("/en/account/signup/", sent)
    assert client.get(page_of(asked)).status_code == 302  # An address that is not confirmed opens nothing.
    key = EmailConfirmationHMAC(EmailAddress.objects.get(email=ADDRESS)).key  # As it stands in the letter.
    confirmed = client.post(f"/en/account/confirm-email/{key}/", follow=True)
    assert f"/en/desk/trainings/{asked.pk}/" in confirmed.text
