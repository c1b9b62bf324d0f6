"""Where the installation asks staff for a second factor, a password alone is a reader's: at every address.

The rights are tried one by one on the user that a request gets; the addresses with an account that has them all.
"""

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.accounts.enums import Role
from portal.accounts.middleware import STAFF_PATH
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import may_edit, must_have_second_factor, must_prove_second_factor
from portal.accounts.second_factor import user_with_proved_rights
from portal.accounts.withholding import NO_GRANTS, NO_PERMISSIONS, withhold_rights
from tests import services
from tests.federation.workshops.factories import WorkshopFactory
from tests.hidden.crawl import LISTS, MACHINES, answer
from tests.portal.accounts.factories import PASSWORD, UserFactory
from tests.portal.accounts.test_second_factor import code_for, switch_on
from tests.test_nothing_hidden_shows import addresses_of, all_things, hide_all

pytestmark = [pytest.mark.django_db, services.asked_once]
SET_UP, SHOW = "/kk/account/2fa/totp/activate/", "/kk/account/2fa/reauthenticate/"
SECRET = "JBSWY3DPEHPK3PXP"
CHANGES_BY_ITSELF = re.compile(
    r"^(?:expires|last-modified|etag|content-length|cache-control|vary|set-cookie): .*$"
    r"|(?:csrfmiddlewaretoken|state_shown)\" value=\"[^\"]+|<updated>[^<]*",
    re.MULTILINE,
)
TELLS_WHAT_IS_MISSING = {"/kk/account/"}  # "Your role requires it."


@pytest.fixture(autouse=True)
def _needed(settings):
    settings.STAFF_NEED_SECOND_FACTOR = True


# --- One right after the other --------------------------------------------------------------------------------------


def superuser() -> User:
    return UserFactory(is_superuser=True, is_staff=True)


def with_a_permission() -> User:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_organisation"))
    return user


def in_a_group_of_the_office() -> User:
    group = Group.objects.create(name="office")
    group.permissions.add(Permission.objects.get(codename="view_person"))
    return _member_of(group)


def in_a_group_with_pages() -> User:
    group = Group.objects.create(name="writers")
    permission = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=permission)
    return _member_of(group)


def in_a_group_with_files() -> User:
    group = Group.objects.create(name="archivists")
    root, permission = Collection.get_first_root_node(), Permission.objects.get(codename="add_document")
    GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    return _member_of(group)


def _member_of(group: Group) -> User:
    user = UserFactory()
    user.groups.add(group)
    return user


MAKERS = [
    superuser,
    with_a_permission,
    in_a_group_of_the_office,
    in_a_group_with_pages,
    in_a_group_with_files,
    *(lambda role=role: UserFactory(role=role) for role in Role),
]


def asking(user: User, *records: dict) -> User:
    """The user of a request in a session of `user` in which these things were shown."""
    client = Client()
    client.force_login(user)
    request = RequestFactory().get("/kk/")
    request.session = client.session
    request.session["account_authentication_methods"] = list(records)
    request.session["account_authentication_methods_user"] = str(user.pk)
    return user_with_proved_rights(request)


def rights(user: User) -> dict:
    """Everything by which code here, in Django and in Wagtail tells what somebody may do."""
    names = {f"{row.content_type.app_label}.{row.codename}" for row in Permission.objects.all()}
    return {
        "flags": (user.is_superuser, user.is_staff),
        "permissions": {name for name in names if user.has_perm(name)},
        "all": user.get_all_permissions() | user.get_group_permissions() | user.get_user_permissions(),
        "groups": (list(user.groups.all()), user.groups.count(), user.groups.exists()),
        "own": (list(user.user_permissions.all()), user.user_permissions.exists()),
        "roles": {role for role in Role if has_role(user, role)},
        "pages": list(
            PagePermissionPolicy().instances_user_has_any_permission_for(user, ["change", "publish"])
        ),
        "admin": may_edit(user),
    }


NONE = {
    "flags": (False, False), "permissions": set(), "all": set(), "groups": ([], 0, False), "own": ([], False),
    "roles": set(), "pages": [], "admin": False,
}  # fmt: skip
PASSWORD_SHOWN = {"method": "password", "at": 1.0, "reauthenticated": True}
FACTOR_SHOWN = {"method": "mfa", "at": 1.0, "type": "totp"}


@pytest.mark.parametrize("make", MAKERS)
def test_no_right_works_before_the_second_factor_and_each_does_after(make, settings):
    user = make()
    found = asking(user, PASSWORD_SHOWN)
    assert rights(found) == NONE
    assert must_prove_second_factor(found)
    # An app alone, set up in another session, is not enough; nor is a session that outlived the app.
    assert rights(asking(user, FACTOR_SHOWN)) == NONE
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    assert rights(asking(user, PASSWORD_SHOWN)) == NONE
    proved = asking(user, PASSWORD_SHOWN, FACTOR_SHOWN)
    settings.STAFF_NEED_SECOND_FACTOR = False
    assert rights(proved) == rights(asking(user)) != NONE
    assert not must_prove_second_factor(proved)


def test_group_that_only_tells_who_reads_what_is_no_right_of_staff():
    user = _member_of(Group.objects.create(name="readers"))
    found = asking(user)
    assert [group.name for group in found.groups.all()] == ["readers"]
    assert not must_have_second_factor(user)


def test_whatever_the_request_saves_the_account_keeps_its_rights():
    user = superuser()
    user.groups.add(Group.objects.get(name=Role.EDITOR))
    found = asking(user)
    found.first_name = "Жаңа"
    found.save()
    found.save(update_fields=["is_superuser", "last_name"])
    found.refresh_from_db()
    assert not found.is_superuser
    user.refresh_from_db()
    assert (user.first_name, user.is_superuser, user.is_staff, user.groups.count()) == ("Жаңа", True, True, 1)


def _subclasses(kind: type) -> Iterator[type]:
    for found in kind.__subclasses__():
        yield found
        yield from _subclasses(found)


def test_whatever_wagtail_remembers_of_somebody_is_withheld():
    names = {kind.permission_cache_name for kind in _subclasses(BasePermissionPolicy)} - {""}
    assert names - NO_GRANTS.keys() == set()


def test_whatever_django_remembers_of_somebody_is_withheld():
    user = superuser()
    fresh = User.objects.get(pk=user.pk)
    fresh.is_superuser = False  # Who is one is not asked for permissions.
    fresh.get_all_permissions(), fresh.get_group_permissions(), fresh.get_user_permissions()
    remembered = {name for name in vars(fresh) if name.endswith("_cache")} - {"_prefetched_objects_cache"}
    assert remembered - NO_PERMISSIONS.keys() == set()
    withhold_rights(fresh)
    assert rights(fresh) == NONE


# --- Every address --------------------------------------------------------------------------------------------------


def _patterns(found=None, prefix: str = "") -> Iterator[str]:
    for pattern in (found or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLPattern):
            yield path
        elif path != "admin/":
            yield from _patterns(pattern, path)


def addresses_of_routes(slug: str) -> list[str]:
    """An address of every route outside the admin, about a workshop that was submitted."""
    found = []
    for pattern in _patterns():
        path = re.sub(r"<slug:\w+>", slug, pattern)
        path = re.sub(r"<int:\w+>", "1", path)
        path = re.sub(r"<(?:str:|path:|uuid:)?\w+>|\(\?P<\w+>[^)]*\)", "x", path)
        found.append("/" + path.replace("\\", ""))
    return [path for path in found if not re.search(r"[()\[\]*+]", path)]


def _all_rights() -> User:
    user = UserFactory(is_superuser=True, is_staff=True, email="staff@example.org")
    user.groups.set(Group.objects.all())
    user.user_permissions.set(Permission.objects.all())
    return user


def _answers(user: User, addresses: list[str]) -> dict[str, str]:
    """What somebody gets who signed in by their password, without what names them."""
    client = Client()
    caches["default"].clear()
    client.post("/kk/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)
    found = {}
    for address in addresses:
        text = answer(client, address).replace(user.email, "ME")
        found[address] = CHANGES_BY_ITSELF.sub("", text)
    return found


def test_every_address_answers_as_to_a_librarian(settings):
    things = all_things()
    hide_all(things)
    submitted = WorkshopFactory(state="submitted", slug="submitted-workshop")
    asked = [
        *(address.replace("{l}", "kk") for address in LISTS),
        *MACHINES,
        *(address for address in addresses_of(things) if not re.match(r"/(?:ru|en)/|/admin/", address)),
        f"/kk/workshops/{submitted.slug}/",
        f"/kk/workshops/{submitted.slug}/calendar.ics",
        "/admin/pages/",
        "/admin/users/",
        *addresses_of_routes(submitted.slug),
    ]
    asked = [address for address in dict.fromkeys(asked) if not re.search(r"logout|^/health/", address)]
    assert len([address for address in asked if STAFF_PATH.match(address)]) > 20
    led = [address for address in asked if STAFF_PATH.match(address)]
    others = [address for address in asked if address not in {*led, *TELLS_WHAT_IS_MISSING}]
    librarian, staff = UserFactory(email="librarian@example.org"), _all_rights()
    as_reader, as_staff = _answers(librarian, others), _answers(staff, [*others, *led])
    to_the_factor = f"302\ncontent-type: text/html; charset=utf-8\nlocation: {SET_UP}"
    assert [address for address in led if not as_staff[address].startswith(to_the_factor)] == []
    assert [address for address in others if as_staff[address] != as_reader[address]] == []
    # The walk sees: where the installation does not ask, the same account gets more, of each kind.
    settings.STAFF_NEED_SECOND_FACTOR = False
    trusted = _answers(staff, others)
    more = {address for address in others if trusted[address] != as_reader[address]}
    for kind in ("/documents/", "/styleguide/", "/kk/search/mine/", f"/kk/workshops/{submitted.slug}/"):
        assert any(address.startswith(kind) for address in more), kind
    restricted = {name: thing for name, thing in things.items() if name.endswith("only for editors")}
    assert {name for name, thing in restricted.items() if not more & set(thing.addresses)} == set()


# --- On the way there -------------------------------------------------------------------------------------------------


def test_staff_whose_session_is_older_than_their_app_are_asked_for_its_code(client):
    user = UserFactory(role=Role.EDITOR)
    client.post("/kk/account/login/", {"login": user.email, "password": PASSWORD})
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    response = client.get("/admin/pages/")
    assert response.headers["Location"] == f"{SHOW}?next=%2Fadmin%2Fpages%2F"
    response = client.post(response.headers["Location"], {"code": code_for(SECRET), "next": "/admin/pages/"})
    assert response.headers["Location"] == "/admin/pages/"
    assert client.get("/admin/").status_code == 200


def test_signing_in_with_the_app_opens_everything(client):
    user = UserFactory(role=Role.EDITOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})
    client.post("/kk/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/kk/account/2fa/authenticate/", {"code": code_for(SECRET)})
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.all().delete()  # Somebody in charge took it away.
    assert client.get("/admin/").headers["Location"] == SET_UP


def test_setting_it_up_opens_everything_at_once(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    submitted = WorkshopFactory(state="submitted")
    assert client.get(f"/kk/workshops/{submitted.slug}/").status_code == 404
    switch_on(client)
    assert client.get("/kk/desk/").status_code == 200
    assert client.get(f"/kk/workshops/{submitted.slug}/").status_code == 200


def test_role_given_to_somebody_signed_in_begins_after_the_second_factor(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/kk/desk/").status_code == 200
    user.groups.add(Group.objects.get(name=Role.SECRETARIAT))
    assert client.get("/kk/desk/").headers["Location"] == SET_UP


def test_password_changed_before_the_second_factor_costs_no_right(client):
    user = superuser()
    client.post("/kk/account/login/", {"login": user.email, "password": PASSWORD})
    new = "a long enough one"
    client.post("/kk/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert (user.is_superuser, user.is_staff) == (True, True)


def test_last_superuser_cannot_leave_before_the_second_factor_either(client):
    user = superuser()
    client.force_login(user)
    assert client.post("/kk/account/data/delete/", {"password": PASSWORD}).status_code == 403
    assert User.objects.get(pk=user.pk).is_active


def test_who_is_in_no_role_is_not_led_anywhere_and_public_pages_ask_nobody(client):
    client.force_login(UserFactory())
    assert client.get("/kk/desk/").status_code == 200
    page = client.get("/kk/")
    assert "cookie" not in page.headers.get("Vary", "").lower()
