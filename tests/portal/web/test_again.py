"""Two requests wait for each other: PostgreSQL ends one, and it runs again as if nothing had been."""

import threading
from contextlib import nullcontext, suppress

import pytest
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from federation.directory.models import Organisation
from portal import urls as portals
from portal.accounts.models import User
from portal.web import retries
from portal.web.retries import AgainMiddleware

meet = threading.Barrier(2)
runs: list[str] = []


def crosswise(request: HttpRequest) -> HttpResponse:
    """Renames two rows in the order that is asked for; the first attempts of two requests meet in between."""
    first, second = request.POST["order"].split(",")
    runs.append(request.POST["order"])
    if "kept" in request.POST and len(runs) < 3:
        User.objects.create(email=f"{first}@kept.example")  # Kept at once: outside of the transaction.
    with transaction.atomic():
        messages.success(request, "saved")
        request.session["order"] = [*request.session.get("order", []), first]
        request.user.is_demo = not getattr(request.user, "is_demo", False)
        Organisation.objects.filter(pk=first).update(city_kk=request.POST["order"])
        if len(runs) < 3:
            meet.wait(10)
        catching = suppress(OperationalError) if "caught" in request.POST else nullcontext()
        with catching, transaction.atomic(savepoint=False):
            Organisation.objects.filter(pk=second).update(city_kk=request.POST["order"])
        if request.POST.get("caught") == "silently":
            return HttpResponse("done")  # It is not: nothing of a broken transaction is kept.
        Organisation.objects.exists()
        words = request.FILES["file"].read() if request.FILES else b""
    told = [str(message) for message in messages.get_messages(request)]
    return HttpResponse(f"{told} {request.session['order'] == [first]} {words.decode()}")


class Ended(Exception):
    """As PostgreSQL says it."""

    sqlstate = "40P01"


def fails_otherwise(request: HttpRequest) -> HttpResponse:
    """Is ended for another at first, and fails by itself when it runs again."""
    runs.append("otherwise")
    if len(runs) == 1:
        raise Ended
    raise ValueError


urlpatterns = [
    path("crosswise/", crosswise),
    path("fails-otherwise/", fails_otherwise),
    *portals.urlpatterns,
]
handler500 = portals.handler500


@pytest.fixture
def ask_crosswise(settings):
    """Asks for both orders at once and returns the statuses and texts of the answers."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    settings.ROOT_URLCONF = __name__
    rows = [Organisation.objects.create(name_kk=f"Үлгі {number}", type="district").pk for number in range(2)]
    user = User.objects.create_user(email="somebody@test.example")

    def ask(**more) -> list[tuple[int, str]]:
        answers = []
        runs.clear()

        def send(order: str) -> None:
            client = Client(raise_request_exception=False)
            client.force_login(user)
            data = {"order": order, "file": SimpleUploadedFile("a.txt", b"words"), **more}
            answer = client.post("/crosswise/", data)
            answers.append((answer.status_code, answer.text))
            connections.close_all()

        pairs = [f"{rows[0]},{rows[1]}", f"{rows[1]},{rows[0]}"]
        threads = [threading.Thread(target=send, args=(order,)) for order in pairs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        return answers

    return ask


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_the_action_that_the_database_ended_is_done_all_the_same_and_nothing_twice(
    ask_crosswise, monkeypatch
):
    assert ask_crosswise() == [(200, "['saved'] True words")] * 2
    assert len(runs) == 3
    # Somebody caught the error and wrote a line: the transaction is broken all the same.
    for how, answer in (("and went on", "['saved'] True words"), ("silently", "done")):
        assert ask_crosswise(caught=how) == [(200, answer)] * 2
        assert len(runs) == 3
    # Something that is kept already is not done twice: somebody is told that it failed.
    statuses = sorted(status for status, _text in ask_crosswise(kept="yes"))
    assert (statuses[0], statuses[1] >= 500, len(runs)) == (200, True, 2)
    assert User.objects.filter(email__endswith="@kept.example").count() == 2
    # Without the rule one of the two always fails: otherwise this would prove nothing.
    monkeypatch.setattr(retries.Attempt, "may_be_repeated", lambda self: False)
    assert sorted(status for status, _text in ask_crosswise())[1] >= 500


def test_what_fails_otherwise_when_it_runs_again_is_not_repeated_for_the_first_reason(settings):
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        settings.MIDDLEWARE[-1],
    ]
    runs.clear()
    assert Client(raise_request_exception=False).post("/fails-otherwise/").status_code == 500
    assert len(runs) == 2


def test_it_is_the_last_of_all_middleware(settings):
    assert settings.MIDDLEWARE[-1] == f"{retries.__name__}.{AgainMiddleware.__name__}"
