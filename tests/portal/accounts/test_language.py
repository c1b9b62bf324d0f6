"""One language for letters, pages of the account and the admin, wherever it is chosen."""

import pytest
from wagtail.users.models import UserProfile

from portal.accounts.enums import Role
from portal.accounts.models import User

from .factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def languages_of(user):
    user.refresh_from_db()
    return user.preferred_language, UserProfile.objects.get(user=user).preferred_language


def test_a_language_chosen_in_the_admin_is_kept_when_one_signs_in_again(client):
    user = UserFactory(role=Role.EDITOR, preferred_language="ru")
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "kk"
    profile.save()

    client.post("/en/account/login/", {"login": user.email, "password": PASSWORD})

    assert "_auth_user_id" in client.session
    assert languages_of(user) == ("kk", "kk")


def test_a_language_chosen_in_the_portal_is_that_of_the_admin():
    user = UserFactory(preferred_language="kk")
    user.preferred_language = "en"
    user.save()

    assert languages_of(user) == ("en", "en")


@pytest.mark.parametrize("language", ["", "de"])
def test_no_language_or_one_that_the_portal_does_not_speak_changes_nothing(language):
    user = UserFactory(preferred_language="kk")
    UserProfile.objects.get(user=user).delete()

    UserProfile.objects.create(user=user, preferred_language=language)

    assert User.objects.get(pk=user.pk).preferred_language == "kk"
