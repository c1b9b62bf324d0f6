"""Doors of the admin that are for superusers alone, and superusers whom nobody else may touch or look into."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from portal.accounts.enums import Role
from portal.accounts.guards import may_open
from tests import services

from .factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
FOUNDATIONS = {
    "wagtailredirects",
    "wagtailadmin_collections",
    "wagtailadmin_workflows",
    "wagtailusers_groups",
    "wagtaillocales",
    "wagtailsites",
    "wagtailsettings",
}


def named(resolver=None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str, int]]:
    """Namespace, name and how many things stand in the address."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from named(found, (*spaces, found.namespace) if found.namespace else spaces)
        elif isinstance(found, URLPattern) and spaces and found.name:
            yield spaces[-1], found.name, found.pattern.regex.groups


def addresses(space: str) -> list[str]:
    found = []
    for owner, name, number in named():
        if owner == space:
            try:
                found.append(reverse(f"{space}:{name}", args=[1] * number))
            except NoReverseMatch:  # Settings, of which the portal has none.
                continue
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_a_superuser_reaches_what_the_portal_stands_on_whatever_they_were_given(client, method):
    users = [UserFactory(role=role) for role in Role if role != Role.REVIEWER]
    given = UserFactory()
    given.user_permissions.set(Permission.objects.all())
    reached = []
    for user in [*users, given]:
        client.force_login(user)
        for space in FOUNDATIONS:
            for address in addresses(space):
                response = getattr(client, method)(address)
                if (response.status_code, response.headers.get("Location")) != (302, "/admin/"):
                    reached.append((str(user), address, response.status_code))
    assert reached == []


def test_a_superuser_reaches_them(client):
    client.force_login(UserFactory(is_superuser=True))
    places = ["redirects/", "collections/", "workflows/list/", "groups/", "locales/", "sites/"]
    assert [client.get(f"/admin/{place}").status_code for place in places] == [200] * len(places)


def test_the_menu_offers_nothing_of_them(client):
    given = UserFactory()
    given.user_permissions.set(Permission.objects.all())
    request = RequestFactory().get("/admin/")
    request.user = given
    client.force_login(given)
    page = client.get("/admin/account/").content.decode()
    hidden = ["/admin/redirects/", "/admin/collections/", "/admin/workflows/list/", "/admin/groups/"]
    assert [address for address in hidden if may_open(request, address) or f'"{address}"' in page] == []
    assert '"/admin/users/"' in page


def test_administrator_manages_users_but_looks_into_no_superuser(client):
    superuser, user = UserFactory(is_superuser=True), UserFactory()
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    names = [name for space, name, number in named() if space == "wagtailusers_users" and number]
    assert {"edit", "delete", "history", "usage"} <= set(names)
    for name in names:
        address = f"wagtailusers_users:{name}"
        own = [client.get(reverse(address, args=[row.pk])) for row in (user, superuser)]
        assert [answer.status_code for answer in own] == [200, 302], name


def test_a_reviewer_has_nothing_of_the_admin(client):
    reviewer = UserFactory(role=Role.REVIEWER, preferred_language="en")
    client.force_login(reviewer)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert client.get("/en/desk/bar/").status_code == 204
    assert "/admin/" not in client.get("/en/desk/").content.decode()
