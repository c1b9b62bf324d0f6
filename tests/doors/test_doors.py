"""Every route of the URLconf × the twelve × reading and sending, and what they get."""

import pytest

from tests import services
from tests.sampling import asked_for, sample

from .asking import ask
from .judging import faults
from .routes import names
from .whole import TABLE
from .world import BAIT, World, bait, make_world

pytestmark = [pytest.mark.django_db, services.asked_once]
# Where each word of the world is read by those who may read it.
PLACES = {
    "person": "/admin/snippets/people/person/",
    "member": "/admin/snippets/membership/membership/edit/{membership}/",
    "account": "/admin/users/",
    "message": "/admin/snippets/home/contactmessage/",
    "owndraft": "/en/desk/workshops/",
    "strangedraft": "/en/desk/workshops/",
    "submitted": "/admin/snippets/workshops/workshop/",
    "draftpage": "/admin/pages/{index}/",
    "privatepage": "/admin/pages/{privatepage}/edit/",
    "draftmaterial": "/admin/snippets/resources/material/",
    "draftlibrary": "/admin/snippets/directory/organisation/",
    "document": "/admin/documents/",
    "participant": "/en/desk/workshops/approved/participants/",
    "redirect": "/admin/redirects/",
}


@pytest.fixture(scope="module")
def world(taken_back) -> World:
    """One world for all; what is done in it is taken back."""
    return make_world()


def test_every_route_has_a_row_and_every_row_a_route():
    known, rows = set(names()), {name.partition(" of a ")[0] for name in TABLE}
    assert (sorted(known - rows), sorted(rows - known)) == ([], [])


def test_each_of_the_twelve_gets_what_the_table_says(world):
    rows = sample(TABLE, "DOORS")
    wrong = [f"{name}: {fault}" for name in rows for fault in faults(name, TABLE[name], world)]
    if wrong:
        pytest.fail("\n".join([f"DOORS={asked_for('DOORS')}", *wrong]), pytrace=False)


# --- The table can fail -----------------------------------------------------------------------------------------------

SIDE_DOORS = "tests.doors.unguarded"


def test_a_route_without_a_row_is_found(settings):
    settings.ROOT_URLCONF = SIDE_DOORS
    assert set(names()) - set(TABLE) == {"admin/side-door/"}


def test_an_unguarded_view_is_found(world, settings):
    settings.ROOT_URLCONF = SIDE_DOORS
    people = "admin/snippets/people/person/"
    found = " | ".join(faults(people, TABLE[people], world))
    assert "read: opens (200), not door: reviewer, trainer" in found
    assert "read: shows the person: moderator, editor, translator, reviewer" in found


def test_a_view_that_writes_and_then_refuses_is_found(world, settings):
    settings.ROOT_URLCONF = SIDE_DOORS
    edit = "admin/snippets/people/person/edit/<pk>/"
    assert any(
        "sent: writes UPDATE" in fault and "editor" in fault for fault in faults(edit, TABLE[edit], world)
    )


def test_a_view_that_breaks_is_found(world, settings):
    settings.ROOT_URLCONF = SIDE_DOORS
    results = "admin/snippets/people/person/results/"
    assert any(
        "broken (500), not opens: superuser" in fault for fault in faults(results, TABLE[results], world)
    )


@pytest.mark.parametrize("word", BAIT)
def test_each_word_stands_where_one_may_read_it(world, word):
    """A word that nobody could ever meet would prove nothing."""
    place = PLACES[word].format(**world.keys())
    reader = (BAIT[word].split() or ["stranger"])[-1]
    assert bait(word) in ask(world.clients[reader], "get", place).text
