import pytest
from django.contrib.auth.models import Group

from portal.accounts.enums import Role
from portal.accounts.roles import apply_roles, has_role

from .factories import UserFactory

pytestmark = pytest.mark.django_db


def permissions_of(role):
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Group.objects.get(name=role.value).permissions.select_related("content_type")
    }


def test_administrators_alone_may_change_users():
    assert {role for role in Role if "accounts.change_user" in permissions_of(role)} == {Role.ADMINISTRATOR}


def test_applying_roles_again_changes_nothing_and_mends_what_was_taken():
    before = {role: permissions_of(role) for role in Role}
    Group.objects.get(name=Role.EDITOR.value).permissions.clear()
    apply_roles()
    apply_roles()
    assert {role: permissions_of(role) for role in Role} == before


def test_role_counts_only_while_the_account_is_open():
    editor = UserFactory(role=Role.EDITOR)
    superuser = UserFactory(is_superuser=True)
    closed = UserFactory(role=Role.EDITOR, is_active=False)
    assert [has_role(user, Role.EDITOR) for user in (editor, superuser, closed)] == [True, True, False]
    assert not has_role(editor, Role.SECRETARIAT)
