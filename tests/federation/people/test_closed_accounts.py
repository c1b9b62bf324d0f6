"""Who closed the account cannot sign in: the secretariat hands over, erases and opens the account again."""

from datetime import date

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from federation.people import actions
from federation.people.models import Person
from portal.accounts.actions import close_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.models import Letter
from tests.outbox import written_letters
from tests.portal.accounts.conftest import client_factory, link_in_letter
from tests.portal.accounts.factories import PASSWORD, UserFactory

from .factories import PersonFactory
from .test_requests import SENT, lines, page_of, secretary

__all__ = ["client_factory", "link_in_letter", "secretary"]  # Fixtures of other tests.
pytestmark = pytest.mark.django_db
OPEN = "open-again"


@pytest.fixture
def closed(db) -> Person:
    user = UserFactory(email="left@example.org", first_name="Жабық", last_name="Есік", role=Role.EDITOR)
    close_account(user, tells=False)
    return Person.objects.get(user=user)


def locked(**facts) -> Person:
    return UserFactory(is_active=False, **facts).person


# --- Written requests --------------------------------------------------------------------------------------------------


def test_data_of_a_closed_account_are_handed_over(client, secretary, closed):
    held = client.post(page_of(closed, "data"), {**SENT, "file": ""}).json()
    assert held["account"]["email"] == "left@example.org"
    assert len(lines(closed, "people.hand_over")) == 1


@pytest.mark.parametrize("make", [lambda closed: closed, lambda _closed: locked()], ids=["closed", "locked"])
def test_erasure_at_a_request_deletes_the_account_too_and_writes_once(client, secretary, closed, make):
    person = make(closed)
    user, address = person.user, person.user.email
    for _time in range(2):
        assert client.post(page_of(person, "erase"), SENT).status_code == 302
    person.refresh_from_db()
    assert person.is_forgotten and User.objects.get(pk=user.pk).is_erased
    assert len(lines(person, "people.erase")) == 1
    assert [letter.key.split(":")[:2] for letter in written_letters().filter(address=address)] == [
        ["people", "erased"]
    ]


def test_page_says_that_an_erasure_is_for_good(client, secretary, closed):
    with override("kk"):
        words = _(
            "Everything that tells who this person is will be erased, with the account, if there is one. This cannot be "
            "undone."
        )
    assert words in client.get(page_of(closed, "erase")).text


@pytest.mark.parametrize("name", ["data", "erase", OPEN])
def test_account_of_a_superuser_is_out_of_reach(client, secretary, name):
    person = locked(is_superuser=True)
    client.post(page_of(person, name), {**SENT, "file": ""})
    user = User.objects.get(pk=person.user_id)
    assert (user.is_erased, user.is_active, lines(person, "people.hand_over")) == (False, False, [])


# --- Opened again -------------------------------------------------------------------------------------------------------


def test_account_is_opened_once_and_its_owner_is_told(client, secretary, closed):
    assert client.get(page_of(closed, OPEN)).context["may_open"]
    assert not User.objects.get(pk=closed.user_id).is_active  # Reading changes nothing.
    for _time in range(2):
        client.post(page_of(closed, OPEN))
    user = User.objects.get(pk=closed.user_id)
    assert (user.is_active, user.closed_at, user.groups.count()) == (True, None, 0)
    (line,) = lines(closed, "people.open_account")
    assert line.user == secretary
    (letter,) = written_letters().filter(key__startswith="account:opened:")
    assert (letter.address, letter.person_id) == ("left@example.org", closed.pk)


def test_owner_comes_in_by_the_letter_and_by_nothing_else(
    client, client_factory, secretary, closed, link_in_letter
):
    closed.email = (
        "somebody.else@example.org"  # What the secretariat writes about the person is no address of it.
    )
    closed.save()
    client.post(page_of(closed, OPEN))
    assert not Letter.objects.filter(address="somebody.else@example.org").exists()
    owner = client_factory()
    assert not owner.login(email="left@example.org", password=PASSWORD)
    form = owner.get(link_in_letter("left@example.org"), follow=True)
    owner.post(
        form.request["PATH_INFO"], {"password1": "an entirely new one", "password2": "an entirely new one"}
    )
    assert User.objects.get(pk=closed.user_id).check_password("an entirely new one")


def erased() -> Person:
    user = UserFactory()
    close_account(user, tells=False)
    person = Person.objects.get(user=user)
    actions.erase_person(person, actions.Request(date(2026, 3, 1), "1"), UserFactory(role=Role.SECRETARIAT))
    return person


def merged() -> Person:
    kept, other = UserFactory().person, UserFactory().person
    question = actions.merge(kept.pk, other.pk, [], UserFactory(role=Role.SECRETARIAT))
    for person in (kept, other):
        actions.confirm(question.pk, person.user)
    return Person.objects.get(pk=other.pk)


@pytest.mark.parametrize(
    "make",
    [PersonFactory, lambda: UserFactory().person, locked, merged],
    ids=["none", "open", "locked", "merged"],
)
def test_nothing_else_is_opened(client, secretary, make):
    person = make()
    before = list(User.objects.order_by("pk").values_list("is_active", "closed_at"))
    client.post(page_of(person, OPEN))
    assert not actions.open_again(person, secretary)
    assert list(User.objects.order_by("pk").values_list("is_active", "closed_at")) == before
    assert not Letter.objects.filter(key__startswith="account:opened:").exists()


def test_who_was_erased_stays_so(client, secretary):
    person = erased()
    client.post(page_of(person, OPEN))
    assert not User.objects.filter(email__endswith="@erased.invalid", is_active=True).exists()
    assert not lines(person, "people.open_account")


@pytest.mark.parametrize("role", [None, Role.EDITOR, Role.TRANSLATOR, Role.MODERATOR])
def test_only_who_keeps_people_opens(client, closed, role):
    client.force_login(UserFactory(role=role) if role else UserFactory())
    client.post(page_of(closed, OPEN))
    assert not User.objects.get(pk=closed.user_id).is_active


# --- The list and the form -----------------------------------------------------------------------------------------------


def test_who_was_erased_is_neither_listed_nor_opened_nor_changed(client, secretary, closed):
    gone = erased()
    page = client.get("/admin/snippets/people/person/")
    assert f"/person/edit/{closed.pk}/" in page.text and f"/person/edit/{gone.pk}/" not in page.text
    for how in (client.get, client.post):
        assert how(page_of(gone, "edit"), follow=True).status_code == 404


def test_who_was_erased_is_nobody_to_choose(client, secretary, closed):
    gone = erased()
    for name in ("choose", "choose/results"):
        page = client.get(f"/admin/snippets/{name.replace('choose', 'choose/people/person', 1)}/").text
        assert f"/chosen/{closed.pk}/" in page and f"/chosen/{gone.pk}/" not in page


def test_list_tells_who_has_an_account(client, secretary, closed):
    PersonFactory(full_name="Дара Адам")
    page = client.get("/admin/snippets/people/person/")
    column = next(column for column in page.context["table"].columns.values() if column.name == "account")
    found = {str(row): str(column.get_value(row)) for row in page.context["object_list"]}
    with override("kk"):
        words = [_("has a closed account"), _("no account"), _("has an account")]
    assert [found["Жабық Есік"], found["Дара Адам"], found[str(secretary)]] == words


def test_form_shows_at_once_what_is_done_for_a_person(client, secretary, closed):
    def pages(person):
        return [
            button.url.split("/")[-3]
            for button in client.get(page_of(person, "edit")).context["header_buttons"]
            if button.url
        ]

    assert pages(closed) == ["consents", "data", "erase", OPEN]
    assert pages(PersonFactory()) == ["consents", "data", "erase"]


def test_form_counts_nothing_that_it_cannot_count(client, secretary, closed):
    assert "/person/usage/" not in client.get(page_of(closed, "edit")).text


def test_history_has_words_for_what_was_done(client, secretary, closed):
    client.post(page_of(closed, OPEN))
    assert ModelLogEntry.objects.get(action="people.open_account").message
