"""Inviting by address, the letter, the page behind its link, and the answers."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from federation.membership import actions
from federation.membership.models import Representative, RepresentativeInvitation
from federation.people.models import Person
from portal.accounts.enums import Role
from portal.accounts.limits import INVITATIONS, INVITATIONS_TO_ADDRESS
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter
from portal.navigation.registry import Acting, tasks_for
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import RepresentativeFactory, RepresentativeInvitationFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/en/desk/organisations/own/people/"
LINK = re.compile(r"https?://[^/\s]+(/\w\w/desk/invitations/\S+)")


@pytest.fixture(autouse=True)
def _nobody_has_invited():
    cache.clear()


@pytest.fixture
def organisation():
    return OrganisationFactory(slug="own", name_en="Example Association", name_kk="Үлгі қауымдастық")


@pytest.fixture
def manager(organisation):
    return RepresentativeFactory(organisation=organisation, user__last_name="Hidden-Name").person.user


@pytest.fixture
def door(client, manager) -> Client:
    client.force_login(manager)
    return client


def typed(**changed: str) -> dict[str, str]:
    return {"email": "new@example.org", "role": "manager", "language": "ru", **changed}


def link_in_letter() -> str:
    """The path in the letter, as its reader gets it."""
    (letter,) = written_letters().filter(key__startswith="membership:invitation:")
    return LINK.search(letter.words().text)[1]


def as_owner(email: str = "new@example.org") -> Client:
    client = Client()
    client.force_login(UserFactory(email=email))
    return client


def test_whoever_is_invited_accepts_and_the_other_managers_are_told(door, manager, organisation):
    assert door.post(PEOPLE, typed()).url == PEOPLE
    path = link_in_letter()
    assert path.startswith("/ru/")
    owner = as_owner()
    assert owner.post(path, {"answer": "accept"}).url == PEOPLE.replace("/en/", "/ru/")
    term = Representative.objects.get(organisation=organisation, person__user__email="new@example.org")
    assert (term.role, term.since, term.until) == ("manager", timezone.localdate(), None)
    accepted = Letter.objects.filter(key__startswith="membership:accepted:")
    assert list(accepted.values_list("address", flat=True)) == [manager.email]
    assert owner.post(path, {"answer": "accept"}).status_code == 302  # Sent twice.
    assert Representative.objects.filter(organisation=organisation).count() == 2


def test_details_are_asked_before_the_first_step_that_needs_them_and_never_again(door):
    door.post(PEOPLE, typed())
    path, owner = link_in_letter(), as_owner()
    asked = owner.get(path).context["asked"]
    assert (list(asked.details.fields), asked.consent) == (["latin_name", "region"], None)
    wrong = owner.post(path, {"answer": "accept", "latin_name": "x" * 201, "region": "KZ-00"})
    assert wrong.context["asked"].details.errors.keys() == {"latin_name", "region"}
    assert RepresentativeInvitation.objects.get().is_open
    owner.post(path, {"answer": "accept", "latin_name": "Aigul Ulgi", "region": "KZ-55"})
    person = RepresentativeInvitation.objects.get().person
    assert (person.latin_name, person.region_id) == ("Aigul Ulgi", "KZ-55")
    RepresentativeInvitationFactory(email="new@example.org")
    (task,) = tasks_for(Acting(person.user))
    assert owner.get(task.url).context["asked"].details is None
    owner.post(task.url, {"answer": "accept", "latin_name": "Forged"})
    person.refresh_from_db()
    assert (person.latin_name, person.representations.count()) == ("Aigul Ulgi", 2)


def test_who_declines_is_asked_nothing(door):
    door.post(PEOPLE, typed())
    path, owner = link_in_letter(), as_owner()
    owner.post(path, {"answer": "decline", "latin_name": "x" * 201})
    assert RepresentativeInvitation.objects.get().declined_at
    assert Person.objects.get(user__email="new@example.org").details_confirmed_at is None


@pytest.mark.parametrize("answer", [{}, {"answer": ""}, {"answer": "perhaps"}])
def test_any_other_answer_changes_nothing(door, organisation, answer):
    door.post(PEOPLE, typed())
    assert as_owner().post(link_in_letter(), answer).status_code == 200
    assert RepresentativeInvitation.objects.get().is_open
    assert Representative.objects.filter(organisation=organisation).count() == 1


def test_details_and_the_role_are_written_together_or_not_at_all(door, monkeypatch):
    door.post(PEOPLE, typed())
    path, owner = link_in_letter(), as_owner()
    monkeypatch.setattr("federation.membership.actions.accept", lambda *_given: 1 / 0)
    owner.raise_request_exception = False
    assert owner.post(path, {"answer": "accept", "latin_name": "Aigul Ulgi"}).status_code == 500
    assert Person.objects.get(user__email="new@example.org").latin_name == ""


def test_whoever_declines_represents_nobody(door, organisation):
    door.post(PEOPLE, typed())
    path = link_in_letter()
    assert as_owner().post(path, {"answer": "decline"}).url == "/ru/desk/"
    assert RepresentativeInvitation.objects.get().declined_at
    assert Representative.objects.filter(organisation=organisation).count() == 1
    assert Client().get(path).status_code == 404


def declines(invitation: RepresentativeInvitation) -> list[str]:
    """Declines twice, the letter read; returns who is written to."""
    written_letters()
    person = UserFactory(email=invitation.email).person
    for _twice in range(2):
        actions.decline(invitation, person)
    letters = written_letters().filter(key__startswith="membership:declined:")
    assert all(invitation.email in letter.words().text for letter in letters)
    return sorted(letters.values_list("address", flat=True))


def test_managers_are_told_once_that_an_invitation_was_declined(manager, organisation):
    UserFactory(role=Role.SECRETARIAT)
    RepresentativeFactory(organisation=organisation, role="contributor")
    row = actions.invite(organisation, "new@example.org", "manager", "kk", manager.person)
    assert declines(row) == [manager.email]


@pytest.mark.parametrize("has_manager", [True, False])
def test_the_secretariat_is_told_of_what_it_has_invited_to(manager, organisation, has_manager):
    secretary = UserFactory(role=Role.SECRETARIAT)
    other = organisation if has_manager else OrganisationFactory()
    assert declines(actions.invite(other, "new@example.org", "manager", "kk", secretary.person)) == [
        secretary.email
    ]


def test_the_secretariat_is_told_where_no_manager_is_left(manager, organisation):
    secretary = UserFactory(role=Role.SECRETARIAT)
    row = actions.invite(organisation, "new@example.org", "manager", "kk", manager.person)
    manager.is_active = False
    manager.save()
    assert declines(row) == [secretary.email]


def test_letter_page_and_task_say_who_invites(organisation, manager):
    secretary = UserFactory(role=Role.SECRETARIAT)
    owner = UserFactory(email="new@example.org")
    ways = ("The secretariat of the federation invites you", "The organisation invites you")
    for by, said, unsaid in ((secretary, *ways), (manager, *reversed(ways))):
        row = actions.invite(organisation, "new@example.org", "manager", "en", by.person)
        letter = written_letters().get(key__startswith=f"membership:invitation:{row.pk}:")
        with override("en"):
            (task,) = tasks_for(Acting(owner))
        page = Client().get(task.url).content.decode()
        for text in (letter.words().text, task.why):
            assert said in text
            assert unsaid not in text
        assert ("The secretariat invites you" in page) is (by is secretary)
        actions.withdraw(row)


def test_page_says_who_invites_to_what_and_names_no_person(door):
    door.post(PEOPLE, typed())
    path = link_in_letter().replace("/ru/", "/en/")
    response = Client().get(path)
    text = response.content.decode()
    assert "Example Association invites you to represent it" in text
    assert "Hidden-Name" not in text
    assert "new@example.org" not in text
    assert "n•••@example.org" in text
    assert (
        f"/en/account/login/?next={path.replace('/', '%2F')}" in text.replace("%3A", ":") or "next=" in text
    )
    assert "no-store" in response["Cache-Control"]


def test_a_visitor_who_sends_the_answer_signs_in_first_and_nothing_is_answered(door):
    door.post(PEOPLE, typed())
    response = Client().post(link_in_letter(), {"answer": "accept"})
    assert response.status_code == 403  # With what was sent, to send it again once signed in.
    assert "/ru/account/login/" in response.content.decode()
    assert RepresentativeInvitation.objects.get().is_open


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_another_account_is_told_which_address_was_invited_and_answers_nothing(door, answer):
    door.post(PEOPLE, typed())
    path, other = link_in_letter(), as_owner("somebody@example.org")
    for response in (other.get(path), other.post(path, {"answer": answer})):
        text = response.content.decode()
        assert "n•••@example.org" in text
        assert "somebody@example.org" in text
        assert 'value="accept"' not in text
    assert response.status_code == 403
    assert RepresentativeInvitation.objects.get().is_open


def test_an_address_that_is_not_confirmed_answers_nothing(door):
    door.post(PEOPLE, typed())
    user = UserFactory(email="somebody@example.org")
    EmailAddress.objects.create(user=user, email="new@example.org", verified=False)
    client = Client()
    client.force_login(user)
    assert client.post(link_in_letter(), {"answer": "accept"}).status_code == 403


def test_whoever_has_confirmed_the_address_finds_the_invitation_on_the_desk():
    invitation = RepresentativeInvitationFactory(email="new@example.org")
    owner, other = UserFactory(email="new@example.org"), UserFactory()
    titles = [task.title for task in tasks_for(Acting(owner))]
    assert titles == [invitation.organisation.name]
    assert tasks_for(Acting(other)) == []
    client = Client()
    client.force_login(owner)
    (task,) = tasks_for(Acting(owner))
    client.post(task.url, {"answer": "accept"})
    assert tasks_for(Acting(owner)) == []
    assert Representative.objects.get(organisation=invitation.organisation).person == owner.person


def test_whoever_represents_already_gets_the_greater_role(manager, organisation):
    term = RepresentativeFactory(organisation=organisation, role="contributor")
    for role in ("manager", "contributor"):
        invitation = RepresentativeInvitationFactory(
            organisation=organisation, email=term.person.user.email, role=role
        )
        actions.accept(invitation, term.person)
    assert list(Representative.objects.filter(person=term.person).values_list("role", flat=True)) == [
        "manager"
    ]


# --- Known and unknown addresses --------------------------------------------------------------------------------------


def test_an_address_with_an_account_and_one_without_look_the_same_to_the_inviter(door):
    UserFactory(email="known@example.org", preferred_language="kk")
    PersonFactory(email="person@example.org")
    asked, shown = [], []
    for email in ("warm@example.org", "known@example.org", "strange@example.org", "person@example.org"):
        with CaptureQueriesContext(connection) as queries:
            response = door.post(PEOPLE, typed(email=email), follow=True)
        asked.append([re.sub(r"\d+|'[^']*'", "…", query["sql"]) for query in queries])
        row = RepresentativeInvitation.objects.get(email=email)
        shown.append(response.content.decode().replace(email, "…").replace(f"/{row.pk}/", "/…/"))
        letter = written_letters().get(key__startswith=f"membership:invitation:{row.pk}:")
        shown[-1] += letter.text.replace(email, "…") + letter.language
        RepresentativeInvitation.objects.all().delete()
    assert asked[1] == asked[2] == asked[3]
    assert shown[1] == shown[2] == shown[3]


# --- The letter and its link ------------------------------------------------------------------------------------------


def test_the_link_stands_in_the_letter_and_is_kept_nowhere(door):
    door.post(PEOPLE, typed())
    path = link_in_letter()
    token = path.rstrip("/").rpartition("/")[2]
    letter = Letter.objects.get(key__startswith="membership:invitation:")
    assert token in letter.words().text
    assert token not in letter.text + letter.html + str(letter.facts) + letter.sealed
    deliver_due()
    assert token not in Letter.objects.get(pk=letter.pk).words().text


def test_a_letter_that_comes_after_a_withdrawal_is_not_written(door):
    door.post(PEOPLE, typed())
    actions.withdraw(RepresentativeInvitation.objects.get())
    deliver_due()
    assert Letter.objects.get(key__startswith="membership:invitation:").text == ""


def test_sent_again_there_is_a_second_letter(door, organisation):
    row = RepresentativeInvitationFactory(
        organisation=organisation, sent_at=timezone.now() - timedelta(days=1)
    )
    for _twice in range(2):
        assert door.post(f"{PEOPLE}invitations/{row.pk}/", {"action": "send"}).url == PEOPLE
    assert Letter.objects.filter(address=row.email).count() == 1
    door.post(f"{PEOPLE}invitations/{row.pk}/", {"action": "withdraw"})
    assert door.post(f"{PEOPLE}invitations/{row.pk}/", {"action": "withdraw"}).status_code == 302
    door.post(f"{PEOPLE}invitations/{row.pk}/", {"action": "send"})
    assert Letter.objects.filter(address=row.email).count() == 1


def test_a_form_sent_twice_invites_once_and_later_says_that_the_address_is_invited(door):
    for _twice in range(2):
        assert door.post(PEOPLE, typed()).status_code == 302
    assert (RepresentativeInvitation.objects.count(), Letter.objects.count()) == (1, 1)
    RepresentativeInvitation.objects.update(sent_at=timezone.now() - timedelta(days=1))
    assert "email" in door.post(PEOPLE, typed()).context["form"].errors
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("limit", [INVITATIONS, INVITATIONS_TO_ADDRESS], ids=lambda limit: limit.name)
def test_invitations_of_a_day_are_limited(door, manager, organisation, limit):
    key = f"user {manager.pk}" if limit is INVITATIONS else "new@example.org"
    row = RepresentativeInvitationFactory(organisation=organisation, email="new@example.org", role="manager")
    RepresentativeInvitation.objects.update(sent_at=timezone.now() - timedelta(days=1))
    for _number in range(limit.amount):
        assert limit.take(key)
    for response in (
        door.post(PEOPLE, typed()),
        door.post(f"{PEOPLE}invitations/{row.pk}/", {"action": "send"}),
    ):
        assert (response.status_code, "Retry-After" in response) == (429, True)
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("changed", [{"email": "no address"}, {"role": "owner"}, {"language": "de"}])
def test_what_is_wrong_invites_nobody(door, changed):
    assert door.post(PEOPLE, typed(**changed)).context["form"].errors.keys() == changed.keys()
    assert not RepresentativeInvitation.objects.exists()


# --- The page of people -----------------------------------------------------------------------------------------------


def test_page_lists_who_represents_who_is_invited_and_who_did(door, manager, organisation):
    RepresentativeInvitationFactory(organisation=organisation, email="open@example.org")
    gone = RepresentativeInvitationFactory(organisation=organisation, email="gone@example.org")
    gone.withdraw()
    past = RepresentativeFactory(organisation=organisation, user__last_name="Formerly")
    actions.end_term(past, manager.person)
    people = door.get(PEOPLE).context["people"]
    assert [row[0] for row in people.current.rows] == [str(manager.person)]
    assert [row[0] for row in people.invited.rows] == ["open@example.org"]
    assert [row[0] for row in people.past.rows] == [str(past.person)]


def test_page_costs_the_same_however_many_people(door, organisation, django_assert_num_queries):
    def fill() -> int:
        RepresentativeFactory(organisation=organisation, role="contributor")
        RepresentativeInvitationFactory(organisation=organisation)
        past = RepresentativeFactory(organisation=organisation, role="contributor")
        Representative.objects.filter(pk=past.pk).update(until="2025-01-01")
        with CaptureQueriesContext(connection) as queries:
            door.get(PEOPLE)
        return len(queries)

    fill()
    assert fill() == fill()


def test_panel_on_the_desk_names_the_organisation_and_leads_to_its_people(door):
    assert f'href="{PEOPLE}"' in door.get("/en/desk/").content.decode()
