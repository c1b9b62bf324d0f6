"""Saves of every kind from several processes at once, through the doors of the admin and the actions of the desk.

    DATABASE_URL=postgres://… python -m tests.faults.deadlocks [--seconds N] [--processes N] [--without]

Makes a database of its own beside the one that is named, with a few rows of each kind that the admin keeps, and lets
everybody save the same rows. Prints how many saves failed; there must be none. `--without` leaves the rule out that
runs an action again (ADR 0029), to see what would fail.
"""

# ruff: noqa: T201
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from federation.workshops.models import Workshop
    from portal.accounts.models import User

ROOT = Path(__file__).resolve().parents[2]
ROWS = 2  # Of each kind: the fewer, the more often two want the same.
STREAMS = ("body", "blocks", "content")  # What pages call their fields of blocks.
MIDDLEWARE = "portal.web.retries.AgainMiddleware"


def saves(seconds: float = 60, processes: int = 6, without: bool = False) -> dict[str, int]:
    """Lets everybody save; how many saves there were by what became of them: "saved", "refused" or what failed."""
    from tests.bench.places import beside, make_database

    url = beside(os.environ["DATABASE_URL"], "deadlocks")
    make_database(os.environ["DATABASE_URL"], "deadlocks")
    with tempfile.TemporaryDirectory(prefix="portal-deadlocks-") as folder:
        more = {"DATABASE_URL": url, "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        run = {"cwd": ROOT, "env": os.environ | more, "text": True}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], check=True, **run)
        me = [sys.executable, "-m", "tests.faults.deadlocks"]
        subprocess.run([*me, "rows"], check=True, stdout=subprocess.DEVNULL, **run)
        words = ["save", str(seconds), "without" if without else ""]
        asked = [
            subprocess.Popen([*me, *words, str(number)], stdout=subprocess.PIPE, **run)
            for number in range(processes)
        ]
        found: collections.Counter[str] = collections.Counter()
        for process in asked:
            found.update(json.loads(process.communicate()[0].splitlines()[-1]))
    return dict(found)


def failures(found: dict[str, int]) -> dict[str, int]:
    """What failed, of that which `saves` found."""
    return {name: number for name, number in found.items() if name not in ("saved", "refused")}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=6)
    parser.add_argument("--without", action="store_true", help="leave the rule out")
    options = parser.parse_args()
    found = saves(options.seconds, options.processes, options.without)
    failed = sum(failures(found).values())
    for name, number in sorted(found.items()):
        print(f"{number:>7}  {name}")
    print(f"{failed} of {sum(found.values())} saves failed")
    sys.exit(bool(failed) and not options.without)


# What follows runs in processes of its own, with Django set up.


def make_rows() -> None:
    """A few rows of each kind, and a superuser for each who saves."""
    from portal.accounts.models import User
    from tests.admin.registry import VIEWSETS
    from tests.admin.rows import make
    from tests.federation.workshops.factories import WorkshopFactory

    from . import stress

    for number in range(40):
        user = User.objects.create_superuser(email=f"root{number}@example.org", password="x")
        user.emailaddress_set.update(verified=True)
    for viewset in VIEWSETS:
        for _number in range(ROWS):
            make(viewset.model)
    for model in _page_kinds():
        for _number in range(ROWS):
            make(model)
    for number in range(ROWS):
        WorkshopFactory(slug=f"deadlocks-{number}", capacity=3)
    stress.make_rows(list(User.objects.filter(email__startswith="root").order_by("pk")[:8]), ROWS * 2)


def _page_kinds() -> list:
    from wagtail.models import Page, get_page_models

    from tests.admin.rows import FACTORIES

    return [model for model in get_page_models() if model is not Page and model in FACTORIES]


def save(seconds: float, without: bool, number: int) -> None:
    """One process that saves this and that; prints what became of it."""
    from django.conf import settings
    from django.test import Client
    from wagtail import hooks

    from portal.accounts.models import User

    from . import stress

    if without:
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != MIDDLEWARE]
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=f"root{number}@example.org"))
    found: collections.Counter[str] = collections.Counter()
    end = time.monotonic() + seconds
    dice = random.Random(number)
    ways = stress.ways()
    forms = [*_edit_addresses(), *list(ways) * 8]
    with hooks.register_temporarily("construct_main_menu", lambda request, items: items.clear()):
        sent: dict[str, dict] = {}
        while time.monotonic() < end:
            address = dice.choice(forms)
            if way := ways.get(address):
                if answer := way(client, dice):
                    found[_judged(address, answer)] += 1
            else:
                found[_send(client, address, sent, dice) if "/" in address else _act(address, dice)] += 1
    print(json.dumps(found))


def _edit_addresses() -> list[str]:
    """Where rows and pages are edited, and, in between, what is done to workshops (`_act`)."""
    from django.urls import reverse

    from portal.content.models import Description
    from tests.admin.registry import VIEWSETS, may, names_of
    from tests.admin.walking import address

    edited = [
        address(viewset, "edit", row)
        for viewset in VIEWSETS
        if "edit" in names_of(viewset)
        and may(viewset, "change")
        and viewset.model._meta.label != "accounts.User"
        for row in viewset.model._base_manager.order_by("-pk")[:ROWS]
    ]
    by_model = {viewset.model: viewset for viewset in VIEWSETS}
    # Words and what they are about cross: both change the record and what search says of it.
    described = [
        address(by_model[type(row)], "edit", row)
        for model in by_model
        if issubclass(model, Description)
        for words in model._base_manager.order_by("-pk")[:1]
        for row in (words, words.record)
    ]
    pages = [
        reverse("wagtailadmin_pages:edit", args=[page.pk])
        for model in _page_kinds()
        for page in model.objects.order_by("-pk")[:ROWS]
    ]
    return [
        *edited,
        *described * 4,
        *pages * 4,
        *["take", "leave", "amend", "ask", "decide", "register", "answer"] * 8,
    ]


def _send(client, address: str, sent: dict[str, dict], dice: random.Random) -> str:
    """Sends a form as it stood once, published or not, with another text in the first field that has one."""
    from tests.admin.forms import as_sent, biggest_form

    if address not in sent:
        page = client.get(address)
        if page.status_code != 200:
            return "refused"
        form = biggest_form(page.text)
        # Blocks are drawn by scripts: sent without any.
        sent[address] = {**{f"{name}-count": "0" for name in STREAMS}, **as_sent(form)}
    data = dict(sent[address])
    for name in ("title", "title_kk", "name_kk", "city_kk", "summary", "full_name"):
        if name in data:
            data[name] = [f"{data[name][0][:40]} {dice.randrange(1000)}"]
    if dice.random() < 0.6:
        data["action-publish"] = "1"
    return _judged(address, client.post(address, data))


def _judged(what: str, answer) -> str:
    """What became of a request: the table of an import and the like are shown with 200, which changes nothing."""
    if answer.status_code < 500:
        return "saved" if answer.status_code == 302 else "refused"
    return f"{what}: {answer.status_code} {_why(answer)}"


def _why(answer) -> str:
    error = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
    return str(error).splitlines()[0] if str(error) else repr(error)


def _act(what: str, dice: random.Random) -> str:
    from django.db import OperationalError

    from federation.people.actions import Refused
    from federation.people.models.invitation import NotOpen
    from federation.workshops.models import Workshop
    from portal.accounts.models import User

    workshop = Workshop.objects.get(slug=f"deadlocks-{dice.randrange(ROWS)}")
    user = User.objects.get(email=f"root{dice.randrange(40)}@example.org")
    try:
        _do(what, workshop, user, dice)
    except (Refused, NotOpen):
        return "refused"
    except OperationalError as error:
        return f"{what}: {str(error).splitlines()[0]}"
    return "saved"


def _do(what: str, workshop: "Workshop", user: "User", dice: random.Random) -> None:
    """Takes, gives up or holds a place, answers who holds one, changes the workshop, asks for a change or decides it."""
    from federation.workshops import actions
    from portal.accounts.models import User
    from tests.federation.workshops.amending import amend

    if what == "take":
        actions.take_place(workshop, user)
    elif what == "leave":
        actions.cancel_participation(workshop, user)
    elif what == "amend":
        amend(workshop, user, capacity=dice.randint(3, 40), kk_title=f"Атауы {dice.randrange(9)}")
    elif what == "ask":
        amend(workshop, user, city=f"Қала {dice.randrange(9)}", venue_kk=f"Зал {dice.randrange(9)}")
    elif what == "decide":
        if wish := workshop.wished_changes.waiting().first():
            actions.approve_change(wish, user)
    elif what == "register":
        colleagues = [actions.Colleague("Үлгі", user.email)]
        actions.register_colleagues(workshop, workshop.organiser, user.person, colleagues)
    elif offer := workshop.place_offers.order_by("?").first():
        actions.accept_place(offer, User.objects.get(email=offer.email))


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("rows", "save"):
        import django

        django.setup()
        if sys.argv[1] == "rows":
            make_rows()
        else:
            save(float(sys.argv[2]), bool(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
