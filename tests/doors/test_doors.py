"""Every route of the URLconf × the thirteen × reading and sending, and what they get."""

import gc
import logging

import pytest

from portal.editing import bounds
from tests import services
from tests.faults.disks import Disk, can_mount
from tests.sampling import asked_for, sample

from . import uploads
from .asking import ask
from .judging import faults
from .routes import names
from .whole import TABLE
from .world import BAIT, World, bait, make_world

pytestmark = [pytest.mark.django_db, services.asked_once]
# Where each word of the world is read by those who may read it.
PLACES = {
    "person": "/admin/snippets/people/person/",
    "duplicate": "/admin/snippets/people/person/duplicates/",
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
    "trainer": "/admin/snippets/workshops/workshoptrainer/",
    "redirect": "/admin/redirects/",
}


@pytest.fixture(scope="module")
def world(taken_back) -> World:
    """One world for all; what is done in it is taken back."""
    return make_world()


@pytest.fixture(autouse=True)
def _all_is_not_too_many(monkeypatch):
    """The table says who may change all rows of a list; tests/admin/test_bounds.py says how many they may be."""
    monkeypatch.setattr(bounds, "MOST_AT_ONCE", 10_000)


def test_every_route_has_a_row_and_every_row_a_route():
    known, rows = set(names()), {name.partition(" of a ")[0] for name in TABLE}
    assert (sorted(known - rows), sorted(rows - known)) == ([], [])


def test_each_of_the_thirteen_gets_what_the_table_says(world):
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


# --- A disk without room ----------------------------------------------------------------------------------------------


@pytest.fixture
def disk(world, tmp_path, settings, monkeypatch):
    """Every file of the portal, and what comes to it, on a small disk of its own."""
    services.needs(can_mount(tmp_path), "The right to mount a small disk")
    with Disk(tmp_path / "disk", megabytes=2) as disk:
        uploads.move_files(world, disk.folder, settings, monkeypatch)
        logging.disable()  # What is logged holds on to requests, with the files that they brought.
        yield disk
        logging.disable(logging.NOTSET)


def test_every_address_that_takes_a_file_says_that_there_is_no_room(world, disk, settings):
    """In the language of its reader, Russian, whose browser speaks English; and nothing is half written."""
    sent = _uploads(world)
    assert len(sent) > 10  # Else nobody would have been found to look for a file.
    assert [one.name for one in sent if not uploads.is_taken(one.send())] == [], (
        "not filled in by tests/doors/uploads.py"
    )
    gc.collect()
    disk.fill()
    before = uploads.files_in(disk.folder)
    wrong = []
    for is_large in (False, True):  # What is large is kept on the disk before anybody has looked at it.
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0 if is_large else 10**6
        wrong += [fault for one in sent if (fault := _fault(one, is_large))]
    gc.collect()  # What of an upload was on the disk goes with the request.
    after = uploads.files_in(disk.folder)
    wrong += [f"{path} is left or lost" for path in {*before, *after} if before.get(path) != after.get(path)]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _fault(upload: uploads.Upload, is_large: bool) -> str:
    """What is wrong with the answer to an upload; "" when all is right."""
    answer = upload.send()
    may_be_taken = upload.name in uploads.KEPT_NOWHERE and not is_large
    if not answer.written and (may_be_taken or uploads.says_no_room(answer, "ru")):
        return ""
    return f"{upload.name}: {answer.response.status_code}, written: {answer.written[:1]}"


def _uploads(world: World) -> list[uploads.Upload]:
    for name in ("superuser", "editor"):  # The editor has a picture that waits for the rest of its form.
        world.users[name].preferred_language = "ru"
        world.users[name].save()
    world.rows["uploadeddocument"].uploaded_by_user = world.users["superuser"]
    world.rows["uploadeddocument"].save()
    found = uploads.that_take_files(TABLE, world)
    return [uploads.Upload(name, address, TABLE[name], world) for name, address in found.items()]
