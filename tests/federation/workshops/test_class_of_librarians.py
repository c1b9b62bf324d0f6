"""A class in one reading room: thirty people behind one network address come to the portal within five minutes."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from federation.workshops.models import Participation
from portal.language import LANGUAGES
from tests.federation.workshops.factories import WorkshopFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import PASSWORD
from tests.sampling import sample

pytestmark = pytest.mark.django_db
CLASS = 30


@pytest.fixture(autouse=True)
def within_five_minutes(time_machine):
    """The shortest time in which they could do it: at one moment all limits count everything."""
    caches["default"].clear()
    time_machine.move_to("2026-11-28 10:00:00+00:00", tick=False)


def answer(client: Client, path: str, data: dict | None = None, status: int = 302):
    response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code == status, path
    return response


def link_to(email: str) -> str:
    letter = written_letters().filter(address=email).latest("created_at")
    return re.search(r"https?://[^/\s]+(/\S+/account/\S+)", letter.words().text)[1]


@pytest.mark.parametrize("language", sample(LANGUAGES, "JOURNEYS"))
def test_thirty_librarians_behind_one_address_sign_up_sign_in_and_take_places(language):
    workshop = WorkshopFactory(capacity=CLASS)
    for number in range(CLASS):
        client, email = Client(REMOTE_ADDR="192.0.2.30"), f"librarian{number}@example.org"
        form = {
            "first_name": "Үлгі",
            "last_name": f"Мысалов {number}",
            "email": email,
            "password1": PASSWORD,
            "preferred_language": language,
            "consent": "on",
        }
        answer(client, f"/{language}/account/signup/", {**form, "password1": "short"}, 200)
        answer(client, f"/{language}/account/signup/", form)
        answer(client, link_to(email), {})
        answer(client, f"/{language}/account/logout/", {})
        if number % 3 == 0:
            client = Client(REMOTE_ADDR="192.0.2.30")  # On another machine of the room.
        door = f"/{language}/account/login/"
        answer(client, door, {"login": email, "password": "mistyped"}, 200)
        answer(client, door, {"login": email, "password": "mistyped once more"}, 200)
        answer(client, door, {"login": email, "password": PASSWORD})
        place = f"/{language}/desk/workshops/{workshop.slug}/place/"
        answer(client, place, {"first_name": "Example", "last_name": f"Librarian {number}", "consent": "on"})
    assert Participation.objects.filter(workshop=workshop, state="registered").count() == CLASS
