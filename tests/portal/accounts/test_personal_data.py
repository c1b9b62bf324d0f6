import json
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import models
from wagtail.log_actions import log
from wagtail.models import APIToken, ModelLogEntry
from wagtail.users.models import UserProfile

from federation.people.models import Consent
from portal.accounts import registry
from portal.accounts.actions import delete_account, give_consent
from portal.accounts.enums import Role
from portal.accounts.models import PrivacyTerms, User
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
# What is a user's own and stays with the empty shell: it opens no door and names nobody.
STAYS = {
    "wagtailusers.UserProfile.user",  # Language and look of the admin; its picture goes.
    "wagtailadmin.EditingSession.user",  # Who has a page open now; Wagtail forgets it after an hour.
    "wagtailadmin.FormState.user",  # Half of a form, under the key of a page that nobody gets any more.
    "wagtailcore.Comment.user",  # Part of a conversation of editors.
    "wagtailcore.CommentReply.user",
    "wagtailcore.PageSubscription.user",
}


@pytest.fixture
def room(monkeypatch):
    """A room that holds one thing on each user."""
    kept = {}
    monkeypatch.setattr(registry, "PERSONAL_DATA", dict(registry.PERSONAL_DATA))
    registry.register_personal_data(
        "room",
        title="Room",
        kept="For ever.",
        export=lambda subject: {"kept": kept.get(subject.user.pk)},
        # The account is erased last: a room still finds who it is.
        erase=lambda subject: (
            kept.pop(subject.user.pk) if subject.user.email.endswith("@example.org") else None
        ),
    )
    return kept


def test_download_holds_what_every_room_holds(client, user, room):
    give_consent(user, PrivacyTerms.objects.current())
    room[user.pk] = "something"
    client.force_login(user)
    response = client.get("/kk/account/data/download/")
    client.post(response.headers["Location"], {"password": PASSWORD})
    response = client.get("/kk/account/data/download/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data = json.loads(response.content)
    assert data["account"]["email"] == user.email
    assert [row["version"] for row in data["consents"]] == [PrivacyTerms.objects.current().version]
    assert data["room"] == {"kept": "something"}


def test_account_is_deleted_with_everything_after_the_password(client, client_factory, user, room):
    room[user.pk] = "something"
    give_consent(user, PrivacyTerms.objects.current())
    address = user.email
    client.force_login(user)
    wrong = client.post("/kk/account/data/delete/", {"password": "wrong"})
    assert wrong.context["form"].errors.keys() == {"password"}
    assert User.objects.get(pk=user.pk).email == address
    assert client.post("/kk/account/data/delete/", {"password": PASSWORD}).headers["Location"] == (
        "/kk/account/data/deleted/"
    )
    shell = User.objects.get(pk=user.pk)
    assert (shell.email, shell.get_full_name(), shell.is_active) == (
        f"erased-{user.pk}@erased.invalid",
        "",
        False,
    )
    assert not room
    assert not Consent.objects.exists()
    assert not EmailAddress.objects.filter(user=user).exists()
    assert client.get("/kk/account/").status_code == 302
    again = client_factory().post("/en/account/login/", {"login": address, "password": PASSWORD})
    assert again.status_code == 200
    assert Letter.objects.get(address=address).language == "kk"


def own_rows() -> dict[str, type[models.Model]]:
    """What belongs to one user alone, by the field that says so: it would go with the user's row."""
    relations = [
        row for row in User._meta.get_fields(include_hidden=True) if row.auto_created and not row.concrete
    ]
    return {
        f"{row.related_model._meta.label}.{row.field.name}": row.related_model
        for row in relations
        if row.one_to_one or row.on_delete is models.CASCADE
    }


def test_nothing_that_lets_somebody_in_outlives_the_account(client_factory):
    user = UserFactory(role=Role.EDITOR, is_staff=True, is_superuser=True)
    EmailAddress.objects.create(user=user, email="second@example.org", verified=True)
    user.user_permissions.add(Permission.objects.first())
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    APIToken.objects.create(user=user, name="program", key_hash="0" * 64, prefix="wagtail_0")
    RepresentativeFactory(user=user)
    give_consent(user, PrivacyTerms.objects.current())
    made = {
        name
        for name, model in own_rows().items()
        if model.objects.filter(**{name.split(".")[2]: user}).exists()
    }
    assert own_rows().keys() - STAYS == made - STAYS  # What a library adds is to be looked at, and made here.
    browser = client_factory()
    browser.force_login(user)
    assert browser.get("/en/account/").status_code == 200

    delete_account(user)

    kept = {
        name
        for name, model in own_rows().items()
        if model.objects.filter(**{name.split(".")[2]: user}).exists()
    }
    assert kept <= STAYS
    assert not APIToken.objects.exists() and not Authenticator.objects.exists()
    shell = User.objects.get(pk=user.pk)
    assert (shell.is_active, shell.is_staff, shell.is_superuser) == (False, False, False)
    assert not shell.has_usable_password() and not shell.check_password(PASSWORD)
    assert browser.get("/en/account/").status_code == 302


def test_who_was_erased_gets_no_letter_by_which_to_come_back(client, user):
    address = user.email
    delete_account(user)
    Letter.objects.all().delete()
    for path in ("password/reset/", "login/code/"):
        client.post(f"/en/account/{path}", {"email": address})
        client.post(f"/en/account/{path}", {"email": User.objects.get(pk=user.pk).email})
    assert {letter.key.split(":")[1] for letter in Letter.objects.all()} == {"unknown_account"}


def test_addresses_that_still_wait_to_be_confirmed_are_handed_over(user):
    EmailAddress.objects.create(user=user, email="another@example.org")
    assert registry.export_for(registry.subject_of(user))["account"]["addresses"] == [
        "another@example.org",
        user.email,
    ]


def test_moments_are_those_of_kazakhstan(client, user):
    user.date_joined = datetime(2026, 11, 28, 14, 14, tzinfo=UTC)
    user.save()
    client.force_login(user)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert "2026-11-28T19:14:00+05:00" in client.get("/en/account/data/download/").text


def test_nothing_in_the_admin_tells_who_was_erased(
    user, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    log(user, "wagtail.edit", user=user)
    profile = UserProfile.objects.get(user=user)
    profile.avatar.save("me.png", ContentFile(b"picture"))
    storage, name = profile.avatar.storage, profile.avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        registry.erase_for(registry.subject_of(user))
    assert ModelLogEntry.objects.for_instance(user).get().label == ""
    assert not UserProfile.objects.get(user=user).avatar
    assert not storage.exists(name)


def test_somebody_without_a_password_is_asked_for_a_code(client, user):
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    response = client.get("/en/account/data/delete/")
    assert response.headers["Location"] == "/en/account/login/code/?next=%2Fen%2Faccount%2Fdata%2Fdelete%2F"
    client.post(response.headers["Location"], {"email": user.email, "next": "/en/account/data/delete/"})
    letter = written_letters().get()
    code = next(line.strip() for line in letter.words().text.splitlines() if line.startswith("    "))
    response = client.post(
        "/en/account/login/code/confirm/", {"code": code, "next": "/en/account/data/delete/"}
    )
    assert response.headers["Location"] == "/en/account/data/delete/"
    assert client.post("/en/account/data/delete/").headers["Location"] == "/en/account/data/deleted/"
    assert not User.objects.get(pk=user.pk).is_active


def test_last_superuser_cannot_leave(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    assert client.post("/en/account/data/delete/", {"password": PASSWORD}).status_code == 403
    assert User.objects.get(pk=user.pk).is_active
