"""Who only looks changes nothing: every address is asked for by GET, and nothing may be written."""

import re
from itertools import product

import pytest
from django.db import connection

from tests import services
from tests.doors.routes import addresses, todays_names
from tests.doors.world import make_world

pytestmark = [pytest.mark.django_db, services.asked_once]

WHO = ("librarian", "manager", "superuser")
_WRITES = re.compile(r'^\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.I)
# What is written while somebody looks, where, and why that changes nothing that anybody said.
ALLOWED = {
    "django_session": (r".*", "what the visit remembers, such as messages that were shown"),
    "portal_cache": (r".*", "counts of attempts, and what is kept for a while"),
    "wagtailadmin_editingsession": (
        r"admin/.*/(edit|revert)/(<\w+>/)?$",
        "Wagtail tells others who has the form open",
    ),
    "wagtailcore_pagesubscription": (
        r"admin/pages/<page_id>/(edit|revisions/.*/revert)/$",
        "an empty row, made with the form that has it",
    ),
    "media_rendition": (
        r"admin/(api/main/images|images|pages)/",
        "the small picture beside a name, worked out from the picture",
    ),
    "media_portaldocument": (
        r"admin/documents/edit/",
        "a file's size, read from the file where it was never noted",
    ),
    "wagtailsearch_indexentry": (r"admin/documents/edit/", "the same row, for search"),
    "resources_material": (r"\{language\}/library/<slug>/files/", "the count of downloads"),
    "resources_materialfile": (r"\{language\}/library/<slug>/files/", "the count of downloads"),
}


class Watch:
    """Notes the tables that are written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := _WRITES.match(sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


def is_allowed(name: str, table: str) -> bool:
    return table in ALLOWED and re.match(ALLOWED[table][0], name) is not None


def test_no_address_writes_when_somebody_looks():
    world = make_world()
    wrote = set()
    for who, name in product(WHO, todays_names()):
        if who != "superuser" and name.startswith("admin/"):
            continue  # They do not come in.
        client = world.clients[who]
        client.raise_request_exception = False
        for address in addresses(name, world):
            watch = Watch()
            with connection.execute_wrapper(watch):
                response = client.get(address)
                response.getvalue() if response.streaming else response.content
            wrote |= {(name, table) for table in watch.tables if not is_allowed(name, table)}
    assert wrote == set()
