"""No door tells who exists: the same words and the same work for who is known and for who is not."""

import re
from collections import Counter
from collections.abc import Iterator
from math import erfc, sqrt
from random import Random
from typing import NamedTuple

import pytest
from django import forms
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from federation.membership.forms import InvitationForm
from federation.workshops.forms import ColleagueForm, TrainerForm, WorkshopForm
from federation.workshops.forms.letters import VisitorQuestionForm
from home.forms import ContactForm
from portal.accounts.forms.account import AddEmailForm, RequestLoginCodeForm, ResetPasswordForm, SignupForm
from portal.accounts.forms.admin import UserCreationForm, UserEditForm
from portal.mail import rendering
from portal.mail.forms import MessageForm
from portal.mail.models import Letter
from tests import rooms, services
from tests.bench.doors import LEAST_P, mann_whitney
from tests.who_exists import ACCOUNT, BY_ADDRESS, KINDS, Asking, doors

pytestmark = [pytest.mark.django_db, services.asked_once]
WRITE = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
UNIQUE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{12}\b|\b\d+\b")  # Keys of rows and forms, digests.
# Each form that takes an address, and the door at which it is sent.
FORMS = {
    SignupForm: "sign-up",
    ResetPasswordForm: "password reset",
    RequestLoginCodeForm: "sign-in code",
    AddEmailForm: "address added to one's account",
    ContactForm: "message to the secretariat",
    MessageForm: "message to the secretariat",
    VisitorQuestionForm: "question to an organiser",
    InvitationForm: "representative invited",
    TrainerForm: "trainer named in a draft",
    ColleagueForm: "colleague registered",
    WorkshopForm: "trainer named in a draft",
}
# What it writes, and to whom, is the same whoever exists.
WRITES_ALIKE_TO_ALL = ("message to the secretariat", "question to an organiser")
OF_ACCOUNTS = {door for door in BY_ADDRESS if door.startswith(("sign-", "wrong", "password", "address"))}
OF_WHO_SEES_ALL_ACCOUNTS = {UserCreationForm, UserEditForm}
DOORS = {door.name: door for door in doors(KINDS)}


class Cost(NamedTuple):
    """What an answer cost: questions to the database by what they do, hashes, templates of letters, letters."""

    questions: Counter[str]
    hashes: int
    rendered: list[str]
    letters: int


@pytest.fixture
def hashes(monkeypatch) -> list[int]:
    """Grows by each hash of a password that is made."""
    made: list[int] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, *args: made.append(1) or encode(self, *args)
    )
    return made


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """Grows by each template of a letter that is put into words."""
    made: list[str] = []
    plain_text = rendering._plain_text
    monkeypatch.setattr(rendering, "_plain_text", lambda *args: made.append(args[0]) or plain_text(*args))
    return made


def shape(sql: str) -> str:
    """What a question does: it reads, or writes to a table. Which table is read for nothing is another's at times."""
    if found := WRITE.match(sql):
        return f"{found[1]} {found[2]}"
    verb = sql.split()[0]
    return "SELECT" if verb == "DECLARE" else verb  # PostgreSQL reads many rows by a cursor.


def forms_below(parent: type) -> Iterator[type]:
    for form in parent.__subclasses__():
        yield form
        yield from forms_below(form)


@pytest.fixture
def answered(hashes, rendered):
    """Asks, and returns what can be seen of the answer, and what it cost."""

    def answer(asking: Asking) -> tuple[tuple, Cost]:
        hashes.clear(), rendered.clear()
        before = Letter.objects.count()
        with CaptureQueriesContext(connection) as found:
            response = asking.send(follow=True)
        text = response.text
        for typed in filter(None, asking.typed):
            text = text.replace(typed, "…")
        steps = [status for _path, status in response.redirect_chain]
        seen = (*steps, response.status_code, sorted(response.cookies), UNIQUE.sub("…", text))
        letters = Letter.objects.count() - before
        work = Counter(shape(query["sql"]) for query in found if "SAVEPOINT" not in query["sql"])
        return seen, Cost(work, len(hashes), sorted(rendered), letters)

    return answer


@pytest.mark.parametrize("name", DOORS)
def test_a_door_says_and_does_the_same_for_who_is_known_and_who_is_not(name, answered):
    cache.clear()
    door = DOORS[name]
    answered(door.make_unknown())  # What is read once by anybody is read.
    asked = door.make_known(), door.make_unknown()
    known, unknown = (answered(asking) for asking in asked)
    assert known[0] == unknown[0]
    assert known[1] == unknown[1]
    # Letters differ in length, and so would the time of the answer: a door only notes them.
    assert known[1].rendered == [] or name.startswith(WRITES_ALIKE_TO_ALL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", [door.name for door in doors([ACCOUNT])])
def test_a_door_commits_as_often_for_who_is_known_as_for_who_is_not(name, settings):
    """Each commit waits for the disk."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    cache.clear()
    DOORS[name].make_unknown().send()
    ends = []
    for asking in (DOORS[name].make_known(), DOORS[name].make_unknown()):
        with CaptureQueriesContext(connection) as found:
            asking.send()
        ends.append(Counter(query["sql"] for query in found if query["sql"] in ("COMMIT", "ROLLBACK")))
    assert ends[0] == ends[1]


@pytest.mark.parametrize("name", [name for name in DOORS if name.partition(":")[0] in OF_ACCOUNTS])
def test_answer_of_a_door_of_accounts_goes_out_on_a_tick(name, settings, monkeypatch):
    settings.DOOR_TICK_SECONDS, waited = 10, []
    monkeypatch.setattr("portal.accounts.middleware.sleep", waited.append)
    for asking in (DOORS[name].make_known(), DOORS[name].make_unknown()):
        waited.clear()
        asking.send()
        assert len(waited) == 1 and 5 < waited[0] < 10  # What was left of the ten seconds.


def test_looking_at_a_door_waits_for_nothing(client, settings, monkeypatch):
    settings.DOOR_TICK_SECONDS, waited = 10, []
    monkeypatch.setattr("portal.accounts.middleware.sleep", waited.append)
    for page in ("login", "signup", "password/reset", "login/code"):
        assert client.get(f"/kk/account/{page}/").status_code == 200
    assert waited == []


def test_each_form_that_takes_an_address_has_a_door():
    get_resolver().url_patterns  # noqa: B018 Loads them.
    with_address = {
        form
        for form in forms_below(forms.BaseForm)
        if rooms.is_ours(form)
        and any(isinstance(each, forms.EmailField) for each in form.base_fields.values())
    }
    assert with_address == FORMS.keys() | OF_WHO_SEES_ALL_ACCOUNTS
    assert set(FORMS.values()) <= BY_ADDRESS.keys()


# --- The comparison of times ------------------------------------------------------------------------------------------


def test_comparison_gives_the_published_figures():
    """Ages of men and women: the example of scipy.stats.mannwhitneyu, by its asymptotic method."""
    u, p = mann_whitney([19, 22, 16, 29, 24], [20, 11, 17, 12])
    assert (u, round(p, 6)) == (17, 0.111347)


def test_comparison_shares_ranks_among_equals():
    """By hand: three of the value 2 have the rank 3."""
    u, p = mann_whitney([1, 2, 2], [2, 3, 4])
    deviation = sqrt(9 / 12 * (7 - 24 / 30))
    assert (u, p) == (1, pytest.approx(erfc((4.5 - 1 - 0.5) / deviation / sqrt(2))))


def test_comparison_finds_what_differs_and_nothing_where_all_is_equal():
    assert mann_whitney([1] * 200, [1] * 200)[1] == 1
    order = Random(1)
    one, same = ([order.gauss(20, 2) for _time in range(200)] for _each in range(2))
    assert mann_whitney(one, same)[1] > LEAST_P > mann_whitney(one, [time + 1 for time in same])[1]
