from collections.abc import Iterator

import pytest
from django.template import Template
from django.test.utils import _TestState
from wagtail import hooks

from portal.accounts.models import User

from .walking import Walker


@pytest.fixture
def walker(client, monkeypatch) -> Iterator[Walker]:
    """A superuser in the admin, without what costs half of the time and fails elsewhere: menus, and the notes that
    Django's tests take of every template."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    client.force_login(User.objects.create_superuser(email="root@example.org", password="x"))
    with hooks.register_temporarily("construct_main_menu", lambda request, items: items.clear()):
        yield Walker(client)
