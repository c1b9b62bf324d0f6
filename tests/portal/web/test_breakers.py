"""When somebody is believed to be away, and when not."""

import os
import socket
import threading
import time

import pytest
from django.db import connection

from portal.health.actions import _database as health_of_database
from portal.web import deadlines
from portal.web.breakers import Breaker
from portal.web.postgresql.base import DatabaseWrapper

TOO_MANY = b"SFATAL\0VFATAL\0C53300\0Msorry, too many clients already\0\0"


@pytest.fixture
def no_more_threads(monkeypatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)


def test_breaker_whose_probe_cannot_begin_stays_closed(no_more_threads):
    breaker = Breaker("it", lambda: None)
    breaker.open()
    assert not breaker.is_open  # Else nobody would ever close it.


def test_whoever_waits_goes_on_when_nobody_can_ask(no_more_threads, monkeypatch):
    """An error from here would leave a connection in the middle of a dialogue."""
    monkeypatch.setattr(deadlines, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(deadlines, "breaker", Breaker("it", lambda: None))
    opened = []
    monkeypatch.setattr(Breaker, "open", opened.append)
    look_up = deadlines.patience()
    time.sleep(0.02)
    look_up()
    assert opened == []
    assert health_of_database().status == "down"


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_process_that_is_forked_asks_for_itself():
    answers = threading.Event()

    def probe() -> None:
        if not answers.is_set():
            raise TimeoutError

    breaker = Breaker("it", probe, pause=0.01)
    breaker.open()
    child = os.fork()
    if child == 0:
        os._exit(breaker.is_open)  # The thread that would close it is not here.
    assert os.waitpid(child, 0)[1] == 0
    assert breaker.is_open
    answers.set()


@pytest.fixture
def asked(monkeypatch) -> list[float]:
    """The moments at which the database was asked whether it lives; it does."""
    moments: list[float] = []
    monkeypatch.setattr(deadlines, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(deadlines, "ask_database", lambda: moments.append(time.monotonic()))
    return moments


def test_of_many_who_wait_one_asks_for_all(asked):
    waiting = [deadlines.patience() for _number in range(20)]
    time.sleep(0.06)
    for look_up in waiting:
        look_up()
    assert len(asked) == 1
    time.sleep(0.06)
    for look_up in waiting:
        look_up()
    assert len(asked) == 2


def test_whoever_waits_does_not_wait_for_another_who_asks(asked):
    look_up = deadlines.patience()
    time.sleep(0.06)
    with deadlines._asking:
        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(2)
        assert not thread.is_alive()


@pytest.fixture
def says(monkeypatch):
    """Has the database be one that says these words to whoever comes, or hangs up when there are none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = {"HOST": "127.0.0.1", "PORT": server.getsockname()[1], "NAME": "n", "USER": "u"}
        more = {"OPTIONS": {"sslmode": "disable"}}
        database = DatabaseWrapper({**connection.settings_dict, **place, **more}, "away")
        monkeypatch.setattr(deadlines, "connection", database)
        monkeypatch.setattr(deadlines, "breaker", Breaker("it", lambda: None))

        def answer(words: bytes) -> None:
            client, _address = server.accept()
            with client:
                client.recv(1000)
                client.sendall(words)

        yield lambda words: threading.Thread(target=answer, args=(words,), daemon=True).start()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "is_away"),
    [(b"E" + (len(TOO_MANY) + 4).to_bytes(4, "big") + TOO_MANY, False), (b"", True)],
    ids=["full", "gone"],
)
def test_database_that_takes_nobody_in_for_want_of_room_is_there_all_the_same(says, words, is_away):
    says(words)
    deadlines._ask()
    assert deadlines.is_away() is is_away
