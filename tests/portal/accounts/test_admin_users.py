import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.models import Letter
from tests.outbox import written_letters

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    client.force_login(administrator)
    return administrator


def form_of(user, **changes):
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "preferred_language": user.preferred_language,
        "is_active": "on",
        **changes,
    }


def edit(client, user, **changes):
    return client.post(f"/admin/users/edit/{user.pk}/", form_of(user, **changes))


def may_sign_in(client, email):
    response = client.post("/en/account/login/", {"login": email, "password": PASSWORD})
    return response.headers.get("Location") == "/en/desk/"


def test_address_changed_in_the_admin_signs_in_and_the_old_one_does_not(
    client, client_factory, administrator, user
):
    old = user.email
    assert edit(client, user, email="Changed@example.org").status_code == 302
    assert not may_sign_in(client_factory(), old)
    assert may_sign_in(client_factory(), "changed@example.org")
    assert Letter.objects.get().address == old


def test_address_changed_by_code_signs_in_and_the_old_one_does_not(client_factory, user):
    old, user.email = user.email, "changed@example.org"
    user.save()
    assert not may_sign_in(client_factory(), old)
    assert may_sign_in(client_factory(), "changed@example.org")


def test_address_changed_by_its_owner_signs_in_once_confirmed(client, client_factory, user, link_in_letter):
    old = user.email
    client.force_login(user)
    client.post("/en/account/email/", {"email": "changed@example.org", "action_add": ""})
    client.post("/en/account/reauthenticate/?next=/en/account/email/", {"password": PASSWORD})
    assert may_sign_in(client_factory(), old)
    client.post(link_in_letter("changed@example.org"))
    user.refresh_from_db()
    assert user.email == "changed@example.org"
    assert not may_sign_in(client_factory(), old)
    assert may_sign_in(client_factory(), "changed@example.org")


def test_address_of_another_account_is_refused_beside_the_field(client, administrator, user):
    other = UserFactory()
    response = edit(client, user, email=other.email.upper())
    assert "email" in response.context["form"].errors
    assert EmailAddress.objects.filter(email=other.email, user=other).exists()


def test_new_user_is_invited_to_set_a_password(client, client_factory, administrator, link_in_letter):
    form = {
        "email": "Invited@example.org",
        "first_name": "Үлгі",
        "preferred_language": "ru",
    }
    assert client.post("/admin/users/new/", form).status_code == 302
    user = User.objects.get(email="invited@example.org")
    assert not user.has_usable_password()
    assert Letter.objects.get().language == "ru"
    visitor = client_factory()
    page = visitor.get(link_in_letter("invited@example.org")).headers["Location"]
    visitor.post(page, {"password1": PASSWORD, "password2": PASSWORD})
    assert may_sign_in(client_factory(), "invited@example.org")


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/"])
def test_form_asks_for_the_language_and_for_no_password(client, administrator, user, path):
    page = client.get(f"/admin/users/{path.format(pk=user.pk)}").content.decode()
    assert page.count('name="preferred_language"') == 1
    assert 'type="password"' not in page


def test_list_shows_role_and_language(client, administrator):
    UserFactory(email="somebody@example.org", role=Role.EDITOR, preferred_language="ru")
    page = client.get("/admin/users/").content.decode()
    assert "Русский" in page
    assert "somebody@example.org" in page


def test_administrator_cannot_touch_or_make_a_superuser(client, administrator, user):
    superuser = UserFactory(is_superuser=True)
    assert edit(client, superuser, email="taken@example.org").status_code in (302, 403)
    edit(client, user, is_superuser="on")
    superuser.refresh_from_db()
    user.refresh_from_db()
    assert superuser.email != "taken@example.org"
    assert not user.is_superuser


def in_bulk(client, action, users, **form):
    query = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"/admin/bulk/accounts/user/{action}/?{query}", form)


def test_administrator_cannot_touch_a_superuser_among_many_either(client, administrator, user):
    superuser = UserFactory(is_superuser=True)
    group = Group.objects.get(name=Role.EDITOR)
    in_bulk(client, "assign_role", [superuser, user], role=group.pk)
    in_bulk(client, "set_active_state", [superuser, user], mark_as_active="False")
    found = User.objects.filter(pk__in=[superuser.pk, user.pk]).order_by("is_superuser")
    assert [(row.is_active, list(row.groups.all())) for row in found] == [(False, [group]), (True, [])]


def test_editor_sees_no_users(client, editor, user):
    client.force_login(editor)
    assert client.get("/admin/users/").status_code == 302
    edit(client, user, email="taken@example.org")
    user.refresh_from_db()
    assert user.email != "taken@example.org"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_admin_speaks_the_language_in_which_the_portal_writes_to_its_user(client, language):
    user = UserFactory(role=Role.EDITOR, preferred_language="en")
    user.preferred_language = language
    user.save()
    client.force_login(user)

    assert f'<html lang="{language}"' in client.get("/admin/").content.decode()


@pytest.mark.parametrize("way", ["one", "many"])
def test_user_deleted_in_the_admin_is_erased_as_a_person_and_told(client, administrator, user, way):
    User.objects.filter(pk=user.pk).update(preferred_language="en")
    person = user.person
    address = user.email
    urls = {
        "one": f"/admin/users/delete/{user.pk}/",
        "many": f"/admin/bulk/accounts/user/delete/?id={user.pk}",
    }
    assert client.get(urls[way]).status_code == 200
    assert client.post(urls[way]).status_code == 302
    user.refresh_from_db()
    person.refresh_from_db()
    assert (user.is_erased, user.is_active, user.get_full_name(), person.full_name) == (True, False, "", "")
    assert not EmailAddress.objects.filter(email=address).exists()
    assert "An administrator has closed your account" in written_letters().get(address=address).text
    assert list(client.get("/admin/users/").context["object_list"]) == [administrator]
    client.post(urls["one"])
    assert Letter.objects.filter(key__startswith="account:deleted").count() == 1
