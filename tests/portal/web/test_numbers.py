"""A number in an address, a query or a form may be anything: it is never a failure of ours.

Of the admin's routes a third is asked, another each day; all of them with DOORS=all.
"""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.core.exceptions import FieldError
from django.http import HttpRequest
from django.test import RequestFactory

from federation.workshops.models import Workshop
from portal.language.numbers import read_key
from portal.web.admin_requests import AdminRequestMiddleware
from tests.doors.routes import addresses, todays_names
from tests.doors.world import World, make_world

pytestmark = pytest.mark.django_db

DIGITS = "7" * 5000
ODD = (DIGITS, "_39" * 25, "²")  # Wagtail reads "_39" as a 9.
# For administrators who try their monitoring, and for monitoring: nobody has started a worker here.
MEANT_TO_FAIL = frozenset({"admin/failwhale/", "health/all/"})
QUERY = (
    "p", "page", "id", "limit", "offset", "user", "owner", "locale", "collection_id", "parent_page_id", "child_of", "content_type",
    "weeks", "month", "record", "organiser", "topic", "region", "year", "site", "parent", "organisation", "task", "workflow",
)  # fmt: skip
_NUMBER = re.compile(r"(?<=/)\d+(?=/|\?|$)|(?<==)\d+(?=&|$)")


@pytest.fixture
def world() -> World:
    made = make_world()
    for client in made.clients.values():
        client.raise_request_exception = False
    return made


def todays() -> Iterator[str]:
    """The routes that are asked today."""
    return (name for name in todays_names() if name not in MEANT_TO_FAIL)


def test_any_number_in_any_address_is_answered(world):
    client, failed = world.clients["superuser"], {}
    for name in todays():
        for address in addresses(name, world)[:1]:
            for odd in ODD if _NUMBER.search(address) else ():
                if client.get(_NUMBER.sub(odd, address)).status_code >= 500:
                    failed.setdefault(name, []).append(odd[:20])
    assert failed == {}


def test_any_number_in_any_query_is_answered(world):
    client, failed = world.clients["superuser"], {}
    for name in todays():
        address = "" if "<" in name else addresses(name, world)[0].partition("?")[0]
        for odd in (DIGITS, "9" * 20, "²") if address else ():
            query = "&".join(f"{known}={odd}" for known in QUERY)
            if client.get(f"{address}?{query}").status_code >= 500:
                failed.setdefault(name, []).append(odd[:20])
    assert failed == {}


def test_any_number_in_a_form_is_answered(world):
    """The forms of the desk and the contact page, every field of them a number."""
    forms = [
        ("manager", f"/en/desk/workshops/{place}/")
        for place in ("new", "draft/edit", "approved/change", "approved/copy")
    ]
    forms += [("secretariat", "/en/desk/workshops/review/submitted/"), ("visitor", "/en/contact/")]
    failed = []
    for (who, address), odd in product(forms, (DIGITS, "9" * 20, "²", "٣", "0", "1e9")):
        client = world.clients[who]
        found = client.get(address)
        form = (found.context or {}).get("form") if found.status_code == 200 else None
        fields = dict.fromkeys(getattr(form, "fields", ()), odd)
        for decision in ("", "approve_change"):
            sent = {
                **fields,
                "change": odd,
                "organiser": odd,
                "capacity": odd,
                "topics": odd,
                "decision": decision,
            }
            response = client.post(address, sent, headers={"sec-fetch-site": "same-origin"})
            if response.status_code >= 500:
                failed.append((address, decision, odd[:20]))
    assert failed == []


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("7", 7),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, 0),
        (DIGITS, 0),
        ("²", 0),
        ("٣", 0),
        ("-1", 0),
        ("", 0),
        ("a", 0),
    ],
)
def test_key_is_read_or_is_none(sent, key):
    assert read_key(sent) == key


@pytest.mark.parametrize("key", [DIGITS, "²", "a", 10**20])
def test_keys_that_no_row_can_have_are_a_404_in_the_admin_and_nowhere_else(key):
    """Nothing but that: a mistake of ours stays one."""
    middleware = AdminRequestMiddleware(lambda request: None)
    admin, public = RequestFactory().get("/admin/x/"), RequestFactory().get("/en/x/")
    try:
        list(Workshop.objects.filter(pk__in=[key]))
    except (ValueError, OverflowError) as error:
        assert _status(middleware, admin, error) == 404
        assert middleware.process_exception(public, error) is None
    for ours in (
        ValueError("no"),
        FieldError("no"),
        ValueError("Field 'id' expected a number but got <Workshop: a>."),
    ):
        assert middleware.process_exception(admin, ours) is None


def _status(middleware: AdminRequestMiddleware, request: HttpRequest, error: Exception) -> int:
    return middleware.process_exception(request, error).status_code
