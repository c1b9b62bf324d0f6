"""Visitors: requests to a running portal at a steady rate, with what each was answered and when."""

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What a visitor got; status 0 is no answer at all."""

    path: str
    status: int
    seconds: float
    headers: dict[str, str]
    text: str


def ask(url: str, path: str, seconds: float = 30, **headers: str) -> Answer:
    """Asks once, over a connection of its own."""
    started = time.monotonic()
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=seconds)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        status, found = response.status, dict(response.getheaders())
    except (OSError, http.client.HTTPException) as error:
        status, found, text = 0, {}, repr(error)
    finally:
        connection.close()
    return Answer(path, status, time.monotonic() - started, found, text)


@dataclass
class Visitors:
    """Those who came; `answers` is complete when the block is over."""

    url: str
    paths: Sequence[str]
    answers: list[Answer] = field(default_factory=list)

    def slowest(self) -> float:
        """Seconds of the slowest answer."""
        return max(answer.seconds for answer in self.answers)

    def median(self) -> float:
        """Seconds of the answer in the middle."""
        return sorted(answer.seconds for answer in self.answers)[len(self.answers) // 2]


@contextmanager
def visitors(url: str, paths: Sequence[str], a_second: float = 10) -> Iterator[Visitors]:
    """While the block runs, somebody comes to the next of the paths so many times a second; nobody waits for another.

    Every second brings a cookie, so that the portal looks for a session.
    """
    group, is_over, threads = Visitors(url, paths), threading.Event(), []

    def come(path: str, number: int) -> None:
        cookie = {"Cookie": f"sessionid={'a' * 32}"} if number % 2 else {}
        group.answers.append(ask(url, path, **cookie))

    def send() -> None:
        number = 0
        while not is_over.wait(1 / a_second):
            threads.append(threading.Thread(target=come, args=(paths[number % len(paths)], number)))
            threads[-1].start()
            number += 1

    sender = threading.Thread(target=send)
    sender.start()
    try:
        yield group
    finally:
        is_over.set()
        sender.join()
        for thread in threads:
            thread.join()
