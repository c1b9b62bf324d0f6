"""Copying in the admin: Wagtail's own view saves the form onto the original, whoever may only add."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.views.generic.models import CopyViewMixin

from portal.accounts.enums import Role
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def routes(resolver=None) -> Iterator[URLPattern]:
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from routes(found)
        else:
            yield found


def test_no_view_of_the_admin_edits_the_original_as_a_copy():
    views = {getattr(route.callback, "view_class", None) for route in routes()}
    copies = [view for view in views if isinstance(view, type) and issubclass(view, CopyViewMixin)]
    unsafe = [
        view for view in copies if view.get_initial_form_instance is CopyViewMixin.get_initial_form_instance
    ]
    assert unsafe == []


def test_administrator_cannot_take_over_a_superuser_by_copying(client):
    superuser = UserFactory(is_superuser=True)
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    form = {
        "email": "taken@example.org",
        "first_name": "Taken",
        "preferred_language": "en",
        "is_active": "on",
    }
    client.post(f"/admin/users/copy/{superuser.pk}/", form)
    superuser.refresh_from_db()
    assert superuser.email != "taken@example.org"
