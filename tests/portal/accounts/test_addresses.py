"""One mailbox has one form of its address at every door, whichever form a browser sends."""

from importlib import import_module
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.apps import apps
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, models
from django.test import Client

from federation.people.models import Person
from home.models import ContactMessage
from portal.accounts.actions import change_email, is_address_taken
from portal.accounts.enums import Role
from portal.accounts.forms.account import as_address_field  # noqa: F401 - all forms of accounts are imported with it
from portal.accounts.models import User
from portal.mail.fields import AddressField, AddressFormField, one_form, readable
from portal.mail.models import Letter
from portal.mail.sending import send_letter
from tests import rooms
from tests.home.test_contact import SENT
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory
from .test_signing_up import NEW

pytestmark = pytest.mark.django_db
READABLE, KEPT = (Path(__file__).parent / "emails-international.txt").read_text(encoding="utf-8").split()
BOTH = pytest.mark.parametrize("typed", [READABLE, KEPT, READABLE.upper(), f" {KEPT.upper()} "])


@pytest.fixture
def owner(db):
    return UserFactory(email=KEPT)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (READABLE, KEPT),
        ("User@Example.ORG", "user@example.org"),
        ("user@почта。қаз", KEPT),  # The full stop of an Asian keyboard.
        ("user@bücher.example", "user@xn--bcher-kva.example"),
        ("user@straße.example", "user@xn--strae-oqa.example"),  # As browsers of today do.
        ("no address", "no address"),
        ("user@-.example", "user@-.example"),
        (f"user@{'ж' * 64}.example", f"user@{'ж' * 64}.example"),
        ("", ""),
        ("user@\ud800.example", "user@\ud800.example"),
    ],
)
def test_address_has_one_form_and_what_is_none_stays_for_validators(typed, kept):
    assert one_form(typed) == kept
    assert one_form(kept) == kept


def test_people_read_the_letters_of_their_language():
    assert readable(KEPT) == READABLE
    assert readable("user@example.org") == "user@example.org"
    assert readable("user@xn--a.example") == "user@xn--a.example"


def test_every_column_of_addresses_keeps_the_one_form():
    ours = [model for model in apps.get_models() if rooms.is_ours(model)]
    columns = [
        field for model in ours for field in model._meta.get_fields() if isinstance(field, models.EmailField)
    ]
    assert len(columns) >= 6
    assert [str(field) for field in columns if not isinstance(field, AddressField)] == []


def test_every_form_field_for_addresses_gives_the_one_form():
    for app in apps.get_app_configs():
        if app.name.split(".")[0] in rooms.ROOMS:
            for name in ("forms", "admin_forms"):
                if (Path(app.path) / f"{name}.py").exists():
                    import_module(f"{app.name}.{name}")

    def below(form):
        for child in form.__subclasses__():
            yield child
            yield from below(child)

    ours = {form for form in below(forms.BaseForm) if rooms.is_ours(form)}
    fields = [
        f"{form.__qualname__}.{name}"
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.EmailField)
        # Those of allauth and Wagtail are made of ours, or clean the address themselves: see the doors below.
        and not isinstance(field, AddressFormField)
        and not hasattr(form, "labels")
        and not hasattr(form, "clean_email")
    ]
    assert fields == []


def test_no_form_takes_an_address_for_which_no_column_has_room():
    """Also where it grows longer only in its one form."""
    room = AddressField().max_length
    assert AddressFormField().clean(f"{'a' * 40}@{'.'.join(['b' * 60] * 3)}.kz")
    for address in (
        f"{'a' * 40}@{'.'.join(['b' * 60] * 4)}.kz",
        f"{'a' * 60}@{'.'.join(['қ' * 40] * 4)}.қаз",
    ):
        assert len(one_form(address)) > room
        with pytest.raises(ValidationError):
            AddressFormField().clean(address)


class TestDoors:
    @BOTH
    def test_sign_up_makes_one_account(self, client, typed):
        client.post("/kk/account/signup/", {**NEW, "email": typed})
        Client().post("/kk/account/signup/", {**NEW, "email": READABLE})
        assert list(User.objects.values_list("email", flat=True)) == [KEPT]
        assert list(EmailAddress.objects.values_list("email", flat=True)) == [KEPT]

    @BOTH
    def test_sign_in(self, client, owner, typed):
        answer = client.post("/kk/account/login/", {"login": typed, "password": PASSWORD})
        assert answer.status_code == 302

    @BOTH
    @pytest.mark.parametrize("path", ["login/code/", "password/reset/"])
    def test_code_and_reset(self, client, owner, typed, path):
        client.post(f"/kk/account/{path}", {"email": typed})
        letter = written_letters().get()
        assert (letter.address, "signup" in letter.words().text) == (KEPT, False)

    @BOTH
    def test_limits_count_every_form_as_one(self, client, owner, typed):
        for _ in range(5):
            client.post("/kk/account/login/", {"login": KEPT, "password": "wrong"})
        assert client.post("/kk/account/login/", {"login": typed, "password": "wrong"}).status_code == 429

    @BOTH
    def test_change_of_ones_own_address(self, client, user, typed):
        client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
        client.post("/en/account/reauthenticate/", {"password": PASSWORD})
        client.post("/en/account/email/", {"email": typed, "action_add": ""})
        assert EmailAddress.objects.get(user=user, verified=False).email == KEPT
        assert Letter.objects.get().address == KEPT

    @BOTH
    def test_change_by_the_office_and_by_a_command(self, user, typed):
        change_email(user, typed)
        user.refresh_from_db()
        assert (user.email, EmailAddress.objects.get(user=user).email) == (KEPT, KEPT)
        user.email = typed
        user.save()
        assert (user.email, User.objects.get().email) == (KEPT, KEPT)

    @BOTH
    def test_admin_refuses_a_second_account_and_invites_to_the_one_form(self, typed):
        admin = UserFactory(role=Role.ADMINISTRATOR, is_superuser=True)
        client = Client()
        client.force_login(admin)
        data = {"email": typed, "first_name": "A", "last_name": "B", "preferred_language": "kk"}
        client.post("/admin/users/new/", data)
        invited = User.objects.get(email=KEPT)
        assert Letter.objects.get().address == KEPT
        answer = client.post("/admin/users/new/", {**data, "email": READABLE})
        assert "email" in answer.context["form"].errors
        assert is_address_taken(typed) and not is_address_taken(typed, invited)

    @BOTH
    def test_command_makes_one_superuser(self, typed, monkeypatch):
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
        call_command("createsuperuser", email=typed.strip(), interactive=False, verbosity=0)
        assert (User.objects.get().email, EmailAddress.objects.get().email) == (KEPT, KEPT)
        assert User.objects.get_by_natural_key(typed) == User.objects.get()

    @BOTH
    def test_contact_form(self, client, typed):
        client.post("/en/contact/", {**SENT, "email": typed})
        assert ContactMessage.objects.get().email == KEPT
        assert Letter.objects.get(key__endswith=":sender").address == KEPT

    @BOTH
    def test_people_without_an_account(self, typed):
        person = Person.objects.create(full_name="Example", email=typed)
        assert (person.email, Person.objects.get(email=typed)) == (KEPT, person)

    @BOTH
    def test_letters_leave_with_the_form_that_every_server_takes(
        self, typed, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            send_letter(
                key="test",
                address=typed,
                reply_to=typed,
                language="en",
                template="mail/account/deleted",
                context={},
            )
        assert (mail.outbox[0].to, mail.outbox[0].reply_to) == ([KEPT], [KEPT])


def write_as_before(model, key, address):
    """Puts an address into a row past our fields, as rows of before have it."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET email = %s WHERE id = %s", [address, key])


class TestRowsOfBefore:
    migration = import_module("home.migrations.0006_one_form_of_addresses")

    def move(self):
        self.migration.one_form_of_logins(apps, None)
        self.migration.one_form_of_others(apps, None)

    def test_login_is_brought_into_the_one_form(self, user, client):
        write_as_before(User, user.pk, READABLE)
        write_as_before(EmailAddress, user.emailaddress_set.get().pk, READABLE)
        self.move()
        self.move()
        user.refresh_from_db()
        assert (user.email, user.emailaddress_set.get().email) == (KEPT, KEPT)
        answer = client.post("/kk/account/login/", {"login": READABLE, "password": PASSWORD})
        assert answer.status_code == 302

    @pytest.mark.parametrize("used", [0, 1])
    def test_two_accounts_of_one_mailbox_stop_nothing_and_the_one_in_use_keeps_it(self, used, time_machine):
        time_machine.move_to("2026-11-28 10:00:00+00:00")
        users = [UserFactory(email="first@example.org"), UserFactory(email=KEPT)]
        write_as_before(User, users[0].pk, READABLE)
        write_as_before(EmailAddress, users[0].emailaddress_set.get().pk, READABLE)
        User.objects.filter(pk=users[used].pk).update(last_login="2026-11-01 00:00Z")
        self.move()
        emails = [User.objects.get(pk=user.pk).email for user in users]
        assert emails[used] == KEPT
        assert emails[1 - used] == KEPT.replace("@", f"+{users[1 - used].pk}@")
        assert [user.emailaddress_set.get().email for user in users] == emails

    def test_wish_for_an_address_that_another_has_goes(self, owner, user):
        wish = EmailAddress.objects.create(user=user, email=READABLE)
        self.move()
        assert not EmailAddress.objects.filter(pk=wish.pk).exists()

    def test_other_rows_follow(self):
        person = Person.objects.create(full_name="Example", email="x@example.org")
        write_as_before(Person, person.pk, READABLE)
        self.move()
        person.refresh_from_db()
        assert person.email == KEPT


def test_people_read_their_address_as_they_write_it(client, owner, language):
    owner.preferred_language = language
    owner.save()
    client.post(f"/{language}/account/login/code/", {"email": KEPT})
    assert READABLE in client.get(f"/{language}/account/login/code/confirm/").text
    client.force_login(owner)
    for path in ("", "email/"):
        text = client.get(f"/{language}/account/{path}").text
        assert (READABLE in text, KEPT in text) == (True, False)


class TestWishForSomebodyElsesAddress:
    """Somebody gave an address that is not theirs as their new one, and never confirmed it."""

    @pytest.fixture
    def wish(self, user):
        def wish(email):
            client = Client()
            client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})
            client.post("/en/account/reauthenticate/", {"password": PASSWORD})
            client.post("/en/account/email/", {"email": email, "action_add": ""})
            Letter.objects.all().delete()
            return EmailAddress.objects.get(user=user, email=email, verified=False)

        return wish

    def test_owner_signs_in_and_gets_links_and_codes_for_their_own_account(self, client, user, owner, wish):
        wish(KEPT)
        key = f"/key/{user_pk_to_url_str(owner)}-"
        client.post("/en/account/password/reset/", {"email": KEPT})
        assert key in written_letters().get().words().text
        assert Client().post("/en/account/login/code/", {"email": KEPT}).status_code == 302
        assert Letter.objects.latest("pk").key.startswith("account:login_code:")
        signed_in = Client().post("/en/account/login/", {"login": KEPT, "password": PASSWORD})
        assert signed_in.headers["Location"] == "/en/desk/"

    def test_office_still_invites_the_owner_and_the_wish_gives_way(self, wish):
        row = wish("new@example.org")
        assert not is_address_taken("new@example.org")
        change_email(UserFactory(), "new@example.org")
        assert not EmailAddress.objects.filter(pk=row.pk).exists()

    def test_owner_signs_up_and_confirms(self, client, wish, link_in_letter):
        wish("new@example.org")
        client.post("/en/account/signup/", NEW)
        client.post(link_in_letter("new@example.org"))
        confirmed = EmailAddress.objects.get(email="new@example.org", verified=True)
        assert confirmed.user == User.objects.get(email="new@example.org")

    def test_link_to_an_address_that_nobody_confirmed_opens_no_account(self, client, wish):
        wish("new@example.org")
        for path in ("password/reset/", "login/code/"):
            client.post(f"/en/account/{path}", {"email": "new@example.org"})
        assert {letter.key.split(":")[1] for letter in Letter.objects.all()} == {"unknown_account"}
