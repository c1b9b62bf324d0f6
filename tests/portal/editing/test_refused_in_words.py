"""Who may not pass in the admin reads why in their own language, whatever language the address is in."""

import pytest
from django.contrib.messages import get_messages
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from portal.accounts.enums import Role
from portal.language import LANGUAGES
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
# Refused by a library's view, and by one of ours.
DOORS = ["/admin/users/", "/admin/groups/", "/admin/snippets/people/person/duplicates/"]
WHY = "Sorry, you do not have permission to access this area."


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_refusal_is_in_the_readers_language(client, door, language):
    user = UserFactory(role=Role.EDITOR)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client.force_login(user)
    other = next(code for code in LANGUAGES if code != language)
    answer = client.get(door, headers={"Accept-Language": other})
    with override(language):
        assert [str(message).strip() for message in get_messages(answer.wsgi_request)] == [_(WHY)]
