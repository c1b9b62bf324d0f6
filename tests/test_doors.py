"""Where people are led at our own addresses, in detail, and what every answer has in common.

Who may pass at all is said for every route, those of libraries included, in tests/doors; addresses of accounts have a
table of their own (tests/portal/accounts/test_doors.py).
"""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import TranslationSource

from federation.membership.models import Representative
from home.actions import take_message
from home.models import HomePage
from portal.accounts.enums import Role
from portal.media.models import PortalDocument
from tests import services
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import PDF, FileFactory, MaterialFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
VISITORS = ("anonymous", "librarian", "stranger", "representative", "secretariat", "editor")
ADDRESSES = {
    "door": "/en/account/login/",
    "admin-door": "/admin/login/",
    "logout": "/en/account/logout/",
    "admin": "/admin/",
    "pages": "/admin/pages/{home}/",
    "workshops": "/admin/snippets/workshops/workshop/",
    "manage": "/en/desk/workshops/{slug}/",
    "message": "/admin/snippets/home/contactmessage/inspect/{message}/",
    "list": "/en/desk/workshops/",
    "mine": "/en/desk/my-workshops/",
    "en": "/en/",
}

# Answers to all six at once, in the order of VISITORS; a word is the address in ADDRESSES that they are led to.
ALL = " ".join
EVERYBODY = {status: ALL([status] * 6) for status in ("200", "404", "405", "503", "en")}
SIGNED_IN = {status: ALL(["door", *[status] * 5]) for status in ("200", "404", "405", "mine")}
OWN = {status: f"door 404 404 {status} 404 404" for status in ("200", "405", "list", "manage")}
OWN_AND_OFFICE = {status: f"door 404 404 {status} {status} 404" for status in ("200", "405")}
OFFICE = {status: f"door 403 403 403 {status} 403" for status in ("200", "404", "405")}
STAFF = {status: f"{ALL(['admin-door'] * 4)} {status} {status}" for status in ("200", "405", "404", "admin")}
ONLY_OFFICE = f"{ALL(['admin-door'] * 4)} 200 admin"
PAGE = (EVERYBODY["200"], EVERYBODY["200"])  # Wagtail answers a form sent to a page with the page.
READ = (EVERYBODY["200"], EVERYBODY["405"])

# address: answers to GET, answers to POST
PUBLIC = {
    "/en/": PAGE,
    "/en/directory/": PAGE,
    "/en/directory/own/": PAGE,
    "/en/directory/data/": PAGE,
    "/en/directory/data.csv": READ,
    "/en/directory/data.json": READ,
    "/en/directory/data.csv-metadata.json": READ,
    "/en/directory/data.xlsx": READ,
    "/en/directory/regions.csv": READ,
    "/en/directory/regions.xlsx": READ,
    "/en/directory/own/card.vcf": READ,
    "/robots.txt": READ,
    "/sitemap.xml": READ,
    "/sitemap-page-1.xml": READ,
    "/en/library/": PAGE,
    "/en/library/curriculum/": PAGE,
    "/en/library/material/": PAGE,
    "/en/news/": PAGE,
    "/en/workshops/": PAGE,
    "/en/workshops/approved/": PAGE,
    "/en/workshops/project-2010/": PAGE,
    "/en/contact/": PAGE,
    "/en/search/": READ,
    "/en/search/?q=kitap": READ,
    "/en/search/suggest/": READ,
    "/en/search/suggest/?q=kitap": READ,
    "/en/news/feed.atom": PAGE,
    "/en/workshops/calendar.ics": READ,
    "/en/workshops/approved/calendar.ics": READ,
    "/en/nothing/": (EVERYBODY["404"], EVERYBODY["404"]),
}
DOORS = {
    "/": (EVERYBODY["en"], EVERYBODY["405"]),
    # Nobody is named in the settings of tests.
    "/.well-known/security.txt": (EVERYBODY["404"], EVERYBODY["405"]),
    "/.well-known/change-password": (ALL(["/en/account/password/change/"] * 6), EVERYBODY["405"]),
    "/share/home.homepage/1/en.png": (EVERYBODY["404"], EVERYBODY["405"]),
    "/health/": READ,
    # Tests run no worker and no clock.
    "/health/all/": (EVERYBODY["503"], EVERYBODY["405"]),
    "/styleguide/": ("404 404 404 404 200 200",) * 2,
    "/media/nothing.png": (EVERYBODY["404"], EVERYBODY["405"]),
    "/documents/{document}/{name}": PAGE,
    "/documents/authenticate_with_password/1/": (EVERYBODY["404"], EVERYBODY["404"]),
    "/en/_util/authenticate_with_password/1/1/": (EVERYBODY["404"], EVERYBODY["404"]),
    "/en/_util/login/": (SIGNED_IN["404"], SIGNED_IN["404"]),
    "/en/library/material/files/{file}/file.pdf": READ,
    "/en/workshops/draft/": ("404 404 404 200 404 404",) * 2,
    "/en/workshops/draft/calendar.ics": (EVERYBODY["404"], EVERYBODY["405"]),
    "/en/workshops/submitted/": ("404 404 404 200 200 404",) * 2,
    "/en/search/mine/?q=kitap": (SIGNED_IN["200"], SIGNED_IN["405"]),
    "/en/desk/": (SIGNED_IN["200"], SIGNED_IN["405"]),
    "/en/desk/bar/": (f"{ALL(['204'] * 4)} 200 200", EVERYBODY["405"]),
    "/en/desk/my-workshops/": (SIGNED_IN["200"], SIGNED_IN["405"]),
    "/en/desk/workshops/": (SIGNED_IN["200"], SIGNED_IN["405"]),
    "/en/desk/workshops/new/?form=5a0e4a55-7d2b-4a41-9b2e-1f6f6d0c3c11": (
        SIGNED_IN["200"],
        "door 403 200 200 403 403",
    ),
    "/en/desk/workshops/review/": (OFFICE["200"], OFFICE["405"]),
    "/en/desk/workshops/review/draft/": (OFFICE["404"], OFFICE["404"]),
    "/en/desk/workshops/review/submitted/": (OFFICE["200"], OFFICE["200"]),
    "/en/desk/workshops/draft/": (OWN["200"], OWN["405"]),
    "/en/desk/workshops/draft/edit/": (OWN["200"], OWN["200"]),
    "/en/desk/workshops/submitted/edit/": (OWN["manage"], OWN["200"]),  # What was typed meanwhile is shown.
    "/en/desk/workshops/draft/discard/": (OWN["200"], OWN["list"]),
    "/en/desk/workshops/approved/change/": (OWN["200"], OWN["200"]),
    "/en/desk/workshops/approved/copy/": (OWN["200"], OWN["200"]),
    "/en/desk/workshops/approved/cancel/": (OWN["200"], OWN["200"]),
    "/en/desk/workshops/draft/participants/": (OWN["200"], OWN["405"]),
    "/en/desk/workshops/approved/participants/": (OWN_AND_OFFICE["200"], OWN_AND_OFFICE["405"]),
    "/en/desk/workshops/draft/place/": (SIGNED_IN["404"], SIGNED_IN["404"]),
    "/en/desk/workshops/approved/place/": (SIGNED_IN["200"], SIGNED_IN["200"]),  # Without a consent.
    "/en/desk/workshops/approved/leave/": (SIGNED_IN["mine"], SIGNED_IN["mine"]),
    "/admin/login/": ("door 403 403 403 admin admin",) * 2,
    "/admin/localize/update/{source}/": (
        f"{ALL(['admin-door'] * 4)} admin 200",
        f"{ALL(['admin-door'] * 4)} admin pages",
    ),
}
STAFF_LISTS = (STAFF["200"], STAFF["405"])
NOBODY_HERE = (STAFF["admin"], STAFF["admin"])  # Administrators alone.
SNIPPETS = "/admin/snippets/"
EDITORS_GET, EDITORS_POST = (f"{ALL(['admin-door'] * 4)} admin {status}" for status in ("200", "405"))
ADMIN = {
    "/admin/localize/reports/translations/": (EDITORS_GET, EDITORS_POST),
    "/admin/localize/reports/translations/results/": (EDITORS_GET, EDITORS_POST),
    "/admin/localize/translate/9999/pofile/download/": (STAFF["404"], STAFF["404"]),
    "/admin/localize/translate/9999/pofile/upload/": (STAFF["405"], STAFF["404"]),
    "/admin/reports/outdated-translations/": (EDITORS_GET, EDITORS_POST),
    "/admin/reports/outdated-translations/results/": (EDITORS_GET, EDITORS_POST),
    f"{SNIPPETS}directory/organisation/": STAFF_LISTS,
    f"{SNIPPETS}directory/organisation/results/": STAFF_LISTS,
    f"{SNIPPETS}directory/organisation/import/": (ONLY_OFFICE, ONLY_OFFICE),
    f"{SNIPPETS}choose/directory/organisation/": STAFF_LISTS,
    f"{SNIPPETS}choose/directory/organisation/results/": STAFF_LISTS,
    f"{SNIPPETS}directory/organisationdescription/": STAFF_LISTS,
    f"{SNIPPETS}directory/organisationdescription/results/": STAFF_LISTS,
    f"{SNIPPETS}directory/organisationdescription/add/": (STAFF["200"], STAFF["200"]),
    f"{SNIPPETS}home/contactmessage/": STAFF_LISTS,
    f"{SNIPPETS}home/contactmessage/results/": STAFF_LISTS,
    f"{SNIPPETS}home/contactmessage/inspect/{{message}}/": STAFF_LISTS,
    f"{SNIPPETS}home/contactmessage/answer/{{message}}/": (
        STAFF["405"],
        f"{ALL(['admin-door'] * 4)} message admin",
    ),
    f"{SNIPPETS}choose/resources/material/": STAFF_LISTS,
    f"{SNIPPETS}choose/resources/material/results/": STAFF_LISTS,
    f"{SNIPPETS}resources/material/": STAFF_LISTS,
    f"{SNIPPETS}resources/material/results/": STAFF_LISTS,
    f"{SNIPPETS}resources/materialdescription/add/": (STAFF["200"], STAFF["200"]),
    f"{SNIPPETS}workshops/workshop/": STAFF_LISTS,
    f"{SNIPPETS}workshops/workshop/results/": STAFF_LISTS,
    **{
        f"{SNIPPETS}{place}workshops/{model}/{end}": STAFF_LISTS
        for place, model in (
            ("choose/", "workshop"),
            ("choose/", "project"),
            ("", "workshopdescription"),
        )
        for end in ("", "results/")
    },
    # No form has it.
    f"{SNIPPETS}choose/workshops/workshopdescription/": (STAFF["admin"], STAFF["admin"]),
    f"{SNIPPETS}choose/workshops/workshopdescription/results/": (STAFF["admin"], STAFF["admin"]),
    # A workshop changes at the desk.
    f"{SNIPPETS}workshops/workshop/edit/{{workshop}}/": (STAFF["admin"], STAFF["admin"]),
    f"{SNIPPETS}workshops/workshopdescription/add/": (STAFF["200"], STAFF["200"]),
    f"{SNIPPETS}workshops/projectdescription/add/": (STAFF["200"], STAFF["200"]),
    "/admin/search/queries/": STAFF_LISTS,
    "/admin/search/queries/results/": STAFF_LISTS,
    "/admin/search/why/": STAFF_LISTS,
    "/admin/search/index/": STAFF_LISTS,
    "/admin/search/index/rebuild/": NOBODY_HERE,
    f"{SNIPPETS}search/promotion/": STAFF_LISTS,
    f"{SNIPPETS}search/promotion/results/": STAFF_LISTS,
    f"{SNIPPETS}search/promotion/add/": (STAFF["200"], STAFF["200"]),
    f"{SNIPPETS}search/synonymgroup/": STAFF_LISTS,
    f"{SNIPPETS}search/synonymgroup/add/": (STAFF["200"], STAFF["200"]),
    "/admin/users/": NOBODY_HERE,
    "/admin/users/results/": NOBODY_HERE,
    "/admin/users/new/": NOBODY_HERE,
    "/admin/users/edit/{user}/": NOBODY_HERE,
    "/admin/users/delete/{user}/": NOBODY_HERE,
    "/admin/groups/edit/{group}/": NOBODY_HERE,
    "/admin/groups/delete/{group}/": NOBODY_HERE,
}
# The last row: whoever sends it is signed out.
WAY_OUT = {"/admin/logout/": (ALL(["logout"] * 6), ALL(["admin-door"] * 6))}
TABLE = {**PUBLIC, **DOORS, **ADMIN, **WAY_OUT}


@pytest.fixture
def visitors(db) -> dict[str, Client]:
    """One signed-in browser for each column of the table."""
    own = RepresentativeFactory(organisation__slug="own", user__first_name="Own")
    users = {
        "librarian": UserFactory(),
        "stranger": RepresentativeFactory().person.user,
        "representative": own.person.user,
        "secretariat": UserFactory(role=Role.SECRETARIAT),
        "editor": UserFactory(role=Role.EDITOR),
    }
    clients = {name: Client(enforce_csrf_checks=True) for name in VISITORS}
    for name, user in users.items():
        clients[name].force_login(user)
    return clients


@pytest.fixture
def numbers(visitors) -> dict[str, object]:
    """What stands in addresses: the primary keys of the things that are asked for."""
    own = Representative.objects.get(person__full_name="Own").organisation
    workshops = {
        state: WorkshopFactory(slug=state, state=state, organiser=own)
        for state in ("approved", "draft", "submitted")
    }
    material = MaterialFactory(slug="material", titles={"en": "Material"})
    file = FileFactory(material=material, file=ContentFile(PDF, name="file.pdf"))
    document = PortalDocument.objects.create(title="Paper", file=ContentFile(PDF, name="file.pdf"))
    NewsPageFactory(language="en")  # The date of an empty feed is the moment that it is asked for.
    home = HomePage.objects.get(locale__language_code="en")
    message = take_message(language="en", name="Reader", email="a@example.org", subject="other", text="Why?")
    source, _is_new = TranslationSource.get_or_create_from_instance(home)
    return {
        "workshop": workshops["approved"].pk,
        "file": file.pk,
        "document": document.pk,
        "name": document.filename,
        "source": source.pk,
        "home": home.get_parent().pk,
        "message": message.pk,
        "user": own.representatives.get().person.user_id,
        "group": Group.objects.get(name=Role.EDITOR.value).pk,
    }


def ask(client: Client, method: str, address: str, site: str = "same-origin"):
    """Asks as a browser does that reads English; what the answer wrote is taken back."""
    with transaction.atomic():
        headers = {"sec-fetch-site": site, "accept-language": "en"}
        response = getattr(client, method)(address, headers=headers)
        transaction.set_rollback(True)
    return response


def outcome(response, numbers: dict[str, object], address: str) -> str:
    if response.status_code not in (301, 302):
        return str(response.status_code)
    place = response["Location"].partition("?")[0]
    if place == f"/en{address}" and address != "/":
        return "404"  # Before it says so, Django looks for the address with a language in front.
    slug = (address.rstrip("/").split("/") or [""])[-2:][0]
    names = {known.format(slug=slug, **numbers): name for name, known in ADDRESSES.items()}
    return names.get(place, place)


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_visitor_gets_what_the_table_says(visitors, numbers, method):
    expected = {address: row[method == "post"] for address, row in TABLE.items()}
    found = {
        address: " ".join(
            outcome(ask(client, method, address.format(**numbers)), numbers, address)
            for client in visitors.values()
        )
        for address in TABLE
    }
    assert {a: words for a, words in found.items() if words != expected[a]} == {}


def test_form_from_another_site_is_refused_at_every_door_and_changes_nothing(visitors, numbers):
    wrong = {}
    for address in TABLE:
        for name in ("anonymous", "representative", "secretariat"):
            with CaptureQueriesContext(connection) as queries:
                response = ask(visitors[name], "post", address.format(**numbers), site="cross-site")
            written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
            if (response.status_code, written) != (403, []):
                wrong[f"{address}, {name}"] = (response.status_code, written)
    assert wrong == {}


def test_personal_addresses_are_kept_by_nobody(visitors, numbers):
    personal = [address for address in TABLE if address.startswith(("/admin/", "/en/desk/"))]
    kept = [
        f"{address}, {name}"
        for address in personal
        for name, client in visitors.items()
        if "no-store" not in ask(client, "get", address.format(**numbers)).get("Cache-Control", "")
    ]
    assert kept == []


def test_public_addresses_are_the_same_for_everybody_and_set_no_cookie(visitors, numbers):
    wrong = []
    for address in PUBLIC:
        answers = [ask(visitors[name], "get", address) for name in ("anonymous", "librarian", "editor")]
        bodies = {r.getvalue() if r.streaming else r.content for r in answers}
        cookies = [response.cookies.output() for response in answers if response.cookies]
        varies = [name for name in (r.get("Vary", "").lower() for r in answers) if "cookie" in name]
        if len(bodies) > 1 or cookies or (varies and answers[0].status_code == 200):
            wrong.append((address, len(bodies), cookies, varies))
    assert wrong == []
