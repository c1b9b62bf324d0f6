"""Close and erase are two acts on two pages; both say before what goes, and both always work."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone
from wagtail.models import APIToken, ModelLogEntry

from federation.membership.models import Representative, RepresentativeInvitation
from federation.people import actions
from federation.people.models import Merge, Person
from federation.workshops.actions import take_place
from federation.workshops.models import Participation, WorkshopTrainer
from home.models import ContactMessage
from portal.accounts.actions import close_account, delete_account
from portal.accounts.enums import Role
from portal.accounts.jobs import empty_closed_accounts, erase_unconfirmed_accounts
from portal.accounts.models import User
from portal.accounts.registry import Leaving, subject_of, told_to
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.home.test_contact import make_message

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PAGES = {"close": "closed", "delete": "deleted"}


@pytest.fixture
def user(db):
    return UserFactory(first_name="Үлгі", last_name="Адам", role=Role.EDITOR, email="leaves@example.org")


def test_closing_ends_the_way_in_and_the_roles_and_keeps_who_it_was(client, client_factory, user):
    RepresentativeFactory(user=user)
    later = RepresentativeFactory(user=user, since=timezone.localdate() + timedelta(days=9))
    take_place(WorkshopFactory(), user)
    TOTP.activate(user, generate_totp_secret())
    APIToken.objects.create(user=user, name="program", key_hash="0" * 64, prefix="wagtail_0")
    browser = client_factory()
    browser.force_login(user)
    close_account(user)
    user.refresh_from_db()
    assert (user.is_closed, user.is_active, user.groups.count(), user.has_usable_password()) == (
        True,
        False,
        0,
        False,
    )
    assert not Authenticator.objects.exists() and not APIToken.objects.exists()
    assert browser.get("/en/account/").status_code == 302
    assert list(Representative.objects.values_list("until", flat=True)) == [timezone.localdate()]
    assert not Representative.objects.filter(pk=later.pk).exists()  # It never began.
    assert Participation.objects.get().state == "cancelled"
    assert (user.email, Person.objects.get(user=user).full_name) == ("leaves@example.org", "Үлгі Адам")
    assert EmailAddress.objects.filter(user=user, verified=True).exists()
    letter = Letter.objects.get(key__startswith="account:closed:")
    assert (letter.address, letter.language) == ("leaves@example.org", "kk")
    line = ModelLogEntry.objects.for_instance(user).get(action="accounts.close")
    close_account(user)  # Once more: nothing more.
    assert Letter.objects.filter(key__startswith="account:closed:").count() == 1
    assert ModelLogEntry.objects.filter(action="accounts.close").get() == line


@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_for_the_password_and_leads_to_its_goodbye(client, user, page, language):
    client.force_login(user)
    address = f"/{language}/account/data/{page}/"
    assert address in client.get(f"/{language}/account/data/").text
    assert client.get(address).context["told"].goes
    assert User.objects.get(pk=user.pk).is_active  # Not by looking.
    assert client.post(address, {"password": "wrong"}).context["form"].errors.keys() == {"password"}
    assert User.objects.get(pk=user.pk).is_active
    goodbye = f"/{language}/account/data/{PAGES[page]}/"
    assert client.post(address, {"password": PASSWORD}).url == goodbye
    assert client.get(goodbye).status_code == 200
    after = User.objects.get(pk=user.pk)
    assert (after.is_closed, after.is_erased) == (page == "close", page == "delete")


def test_pages_name_coming_places_roles_and_organisations_without_a_voice(user):
    alone, shared = RepresentativeFactory(user=user), RepresentativeFactory(user=user)
    RepresentativeFactory(organisation=shared.organisation)
    RepresentativeFactory(organisation=alone.organisation, role="contributor")
    workshop = WorkshopFactory(words__title="Алдағы семинар")
    take_place(workshop, user)
    for leaving in Leaving:
        told = told_to(subject_of(user), leaving)
        assert sum("Алдағы семинар" in words for words in told.goes) == 1
        assert sum(str(alone.organisation) in words for words in told.goes) == 1
        assert sum(str(shared.organisation) in words for words in told.goes) == 1
        (warning,) = told.warns
        assert str(alone.organisation) in warning
        assert told.stays


def test_colleague_who_has_closed_the_account_is_no_voice(user):
    own = RepresentativeFactory(user=user)
    other = RepresentativeFactory(organisation=own.organisation)
    other.person.user.is_active = False
    other.person.user.save()
    assert len(told_to(subject_of(user), Leaving.CLOSING).warns) == 1


def test_closed_account_is_opened_by_an_administrator_and_an_erased_one_never(client, user):
    close_account(user)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    form = {"email": user.email, "first_name": "Үлгі", "last_name": "Адам", "preferred_language": "kk"}
    client.post(f"/admin/users/edit/{user.pk}/", {**form, "is_active": "on"})
    user.refresh_from_db()
    assert (user.is_active, user.closed_at, user.person.full_name) == (True, None, "Үлгі Адам")
    delete_account(user)
    user.refresh_from_db()
    user.is_active = True
    user.save()
    assert User.objects.get(pk=user.pk).is_erased


def test_accounts_opened_many_at_once_are_closed_no_more(client, user):
    close_account(user)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    client.post(f"/admin/bulk/accounts/user/set_active_state/?id={user.pk}", {"mark_as_active": "True"})
    user.refresh_from_db()
    assert (user.is_active, user.closed_at) == (True, None)


def test_account_that_a_merge_closed_and_many_at_once_open_is_somebody_of_its_own(client, user):
    kept, merged = UserFactory().person, user.person
    actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    row = Merge.objects.get()
    for one in (kept, merged):
        actions.confirm(row.pk, one.user)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    client.post(f"/admin/bulk/accounts/user/set_active_state/?id={user.pk}", {"mark_as_active": "True"})
    user = User.objects.get(pk=user.pk)
    assert (user.is_active, user.person.merged_into) == (True, None)


def test_closed_account_gets_no_letter_by_which_to_come_back(client, user):
    close_account(user)
    Letter.objects.all().delete()
    for path in ("password/reset/", "login/code/"):
        client.post(f"/en/account/{path}", {"email": user.email})
    assert {letter.key.split(":")[1] for letter in Letter.objects.all()} == {"unknown_account"}


def test_last_superuser_cannot_close_the_account_either(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    assert client.post("/kk/account/data/close/", {"password": PASSWORD}).status_code == 403
    assert User.objects.get(pk=user.pk).is_active


def test_account_is_emptied_three_years_after_it_was_closed_and_the_person_stays(user, time_machine):
    close_account(user)
    assert empty_closed_accounts() == 0
    time_machine.move_to(timezone.now() + timedelta(days=3 * 365 + 1))
    assert (empty_closed_accounts(), empty_closed_accounts()) == (1, 0)
    user.refresh_from_db()
    assert (user.is_erased, user.first_name) == (True, "")
    person = Person.objects.get()
    assert (person.user, person.full_name) == (None, "Үлгі Адам")


def test_account_that_nobody_confirmed_goes_after_a_month(user, time_machine):
    waiting = UserFactory(verified=False)
    EmailAddress.objects.create(user=waiting, email=waiting.email)
    assert erase_unconfirmed_accounts() == 0
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert (erase_unconfirmed_accounts(), erase_unconfirmed_accounts()) == (1, 0)
    assert (User.objects.get(pk=waiting.pk).is_erased, User.objects.get(pk=user.pk).is_erased) == (
        True,
        False,
    )
    assert not Letter.objects.exists()


def test_address_that_nobody_confirmed_is_nobodys(time_machine):
    """Whoever typed it at the door may have meant somebody else's."""
    address = "somebodyelse@example.org"
    user = UserFactory(email=address, first_name="Үлгі", last_name="Тренер", verified=False)
    EmailAddress.objects.create(user=user, email=address, primary=True)
    message = make_message(email=address)
    line = WorkshopTrainer.objects.create(workshop=WorkshopFactory(), name="Үлгі Тренер", email=address)
    invitation = RepresentativeInvitation.objects.create(organisation=OrganisationFactory(), email=address)
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert erase_unconfirmed_accounts() == 1
    assert User.objects.get(pk=user.pk).is_erased
    line.refresh_from_db()
    assert (line.name, line.email) == ("Үлгі Тренер", address)
    assert ContactMessage.objects.filter(pk=message.pk).exists()
    assert RepresentativeInvitation.objects.filter(pk=invitation.pk).exists()


def test_account_that_is_confirmed_while_others_are_erased_stays(time_machine, monkeypatch):
    users = [UserFactory(verified=False) for _number in range(2)]
    time_machine.move_to(timezone.now() + timedelta(days=31))

    def erase(user, **kwargs):
        for other in users:
            EmailAddress.objects.create(user=other, email=other.email, primary=True, verified=True)
        delete_account(user, **kwargs)

    monkeypatch.setattr("portal.accounts.actions.delete_account", erase)
    assert erase_unconfirmed_accounts() == 1
    assert [User.objects.get(pk=user.pk).is_erased for user in users] == [True, False]
