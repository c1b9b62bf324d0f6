"""One's own details in two windows."""

import pytest

from portal.web.collisions import FIELD
from tests.markup import plain

from .factories import UserFactory

pytestmark = pytest.mark.django_db
PROFILE = "/en/account/profile/"


def test_second_window_shows_what_the_first_saved(client):
    user = UserFactory(first_name="Asel", last_name="")
    client.force_login(user)
    mark = client.get(PROFILE).context["state_shown"]
    sent = {"first_name": "Aigul", "last_name": "", "preferred_language": "kk", FIELD: mark}
    for _time in range(2):  # Sent twice, it meets only itself.
        assert client.post(PROFILE, sent).status_code == 302
    late = {**sent, "first_name": "Asem"}
    wrong = client.post(PROFILE, {**late, "preferred_language": "xx"})
    assert wrong.context["state_shown"] == mark
    answer = client.post(PROFILE, late)
    user.refresh_from_db()
    assert (answer.status_code, user.first_name) == (200, "Aigul")
    (found,) = answer.context["differences"]
    assert (found.stored, found.typed) == ([("Aigul", True)], [("Asem", True)])
    assert 'value="Asem"' in answer.text and "<mark>Aigul</mark>" in plain(answer.text)
    assert client.post(PROFILE, {**late, FIELD: answer.context["state_shown"]}).status_code == 302
    user.refresh_from_db()
    assert user.first_name == "Asem"
