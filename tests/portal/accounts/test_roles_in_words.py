"""Roles where an administrator gives them: in words of the reader's language, and none twice."""

import pytest
from django.contrib.auth.models import Group
from django.utils import translation

from portal.accounts.enums import Role
from portal.accounts.forms.admin import UserCreationForm
from portal.accounts.roles import apply_roles

from .factories import UserFactory

pytestmark = pytest.mark.django_db


def labels() -> set[str]:
    return {str(label) for _value, label in UserCreationForm().fields["groups"].choices}


def test_roles_are_offered_in_the_readers_language(language):
    with translation.override(language):
        assert labels() == {str(role.label) for role in Role}


def test_groups_of_wagtail_go_at_the_first_installation_unless_somebody_is_in_them():
    UserFactory().groups.add(Group.objects.create(name="Editors"))
    Group.objects.create(name="Moderators")
    Group.objects.filter(name__in=Role.values).delete()
    apply_roles()
    assert set(Group.objects.exclude(name__in=Role.values).values_list("name", flat=True)) == {"Editors"}
