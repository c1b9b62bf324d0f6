"""The groups of roles stay as the portal has them, and say so; a group that somebody made is theirs."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from portal.accounts.enums import Role
from portal.accounts.roles import ROLE_NAMES, apply_roles
from portal.content.install import install

from .factories import UserFactory

pytestmark = pytest.mark.django_db
WHY = {"en": "restores them with every update"}


@pytest.fixture
def superuser(client):
    user = UserFactory(is_superuser=True, preferred_language="en")
    client.force_login(user)
    return user


def form_data(**fields) -> dict:
    empty = {f"{prefix}-{name}": "0" for prefix in prefixes() for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {**empty, **fields}


def prefixes() -> list[str]:
    from wagtail.users.views.groups import get_permission_panel_classes

    return [
        panel.default_prefix if hasattr(panel, "default_prefix") else panel().prefix
        for panel in get_permission_panel_classes()
    ]


def state_of(group: Group) -> tuple:
    return (
        group.name,
        set(group.permissions.values_list("pk", flat=True)),
        set(GroupPagePermission.objects.filter(group=group).values_list("page", "permission")),
    )


@pytest.mark.parametrize("role", list(Role))
def test_the_form_of_a_role_says_why_it_stays_and_it_does(client, superuser, role):
    group = Group.objects.get(name=role.value)
    before = state_of(group)
    edit, delete = f"/admin/groups/edit/{group.pk}/", f"/admin/groups/delete/{group.pk}/"
    for address in (edit, delete):
        assert WHY["en"] in client.get(address).content.decode()
        answer = client.post(address, form_data(name="renamed", permissions=[]), follow=True)
        assert WHY["en"] in answer.content.decode()
        assert state_of(Group.objects.get(pk=group.pk)) == before


def test_every_role_has_words_to_say_it():
    assert set(ROLE_NAMES) == {role.value for role in Role}


def test_a_group_that_somebody_made_is_changed_and_deleted(client, superuser):
    group = Group.objects.create(name="Photographers")
    edit = f"/admin/groups/edit/{group.pk}/"
    assert WHY["en"] not in client.get(edit).content.decode()
    client.post(edit, form_data(name="Photographers of Almaty", permissions=[]))
    group.refresh_from_db()
    assert group.name == "Photographers of Almaty"
    client.post(f"/admin/groups/delete/{group.pk}/")
    assert not Group.objects.filter(pk=group.pk).exists()


@pytest.mark.parametrize("name", ["Photographers", "Editors", "Moderators"])
def test_an_update_never_touches_a_group_that_somebody_made(name):
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="change_redirect"))
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission=Permission.objects.get(codename="lock_page")
    )
    before = state_of(group)
    install()
    assert state_of(Group.objects.get(pk=group.pk)) == before


def test_an_update_takes_back_what_a_role_was_given_besides():
    group = Group.objects.get(name=Role.TRANSLATOR.value)
    before = state_of(group)
    group.permissions.add(Permission.objects.get(codename="change_redirect"))
    GroupPagePermission.objects.create(
        group=group, page=Page.get_first_root_node(), permission=Permission.objects.get(codename="lock_page")
    )
    apply_roles()
    assert state_of(group) == before
