"""People who ask the running portal for pages, as browsers do: one by one, or so many a second."""

import http.client
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie
from random import randrange
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

PATIENCE = 30  # Seconds until somebody gives up waiting.
NO_ANSWER = 0
MOST_WAITING = 200  # Requests under way at once: at five a second, forty seconds' worth.
HEALTH = ("/health/", "/health/all/")  # Their 503 is for machines, in JSON.


@dataclass(frozen=True)
class Answer:
    """What came back: a status (0 where nothing came) and the seconds until all of it was there."""

    path: str
    status: int
    seconds: float
    at: float = field(default_factory=time.time)
    headers: Message = field(default_factory=Message, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def language(self) -> str:
        """The language that the address names; "" where it names none."""
        first = self.path.split("/")[1]
        return first if first in ("kk", "ru", "en") else ""

    @property
    def is_honest(self) -> bool:
        """A 503 that says when to come again, in the reader's language where there is one to be read in."""
        if self.path in HEALTH:
            return self.status == 503
        if self.status != 503 or "Retry-After" not in self.headers:
            return False
        return not self.language or f'<html lang="{self.language}"'.encode() in self.body

    @property
    def has_failed(self) -> bool:
        """No answer, or an error of the server that is not an honest 503."""
        return self.status == NO_ANSWER or (self.status >= 500 and not self.is_honest)


class Visitor:
    """A browser with its cookies, one connection a request."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self.url, self.patience = url, patience
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, b"", headers)

    def post(self, path: str, fields: dict[str, str], file: tuple[str, str, bytes] | None = None) -> Answer:
        """Sends a form. `file` is the field, the name and the bytes of a file."""
        if file is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
        else:
            kind, body = in_parts(fields, *file)
        return self._ask("POST", path, body, {"Content-Type": kind, "Origin": self.url})

    def sign_in(self, name: str, password: str) -> Answer:
        """Signs a demonstration account in."""
        fields = {"login": f"{name}@example.org", "password": password}
        return self.post("/en/account/login/", fields)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Language": "ru", "X-Forwarded-For": some_address(), **headers}
        if kept:
            headers["Cookie"] = kept
        at, started = time.time(), time.monotonic()
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=self.patience)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            return Answer(path, NO_ANSWER, time.monotonic() - started, at)
        finally:
            connection.close()
        self._keep(response.headers)
        return Answer(path, response.status, time.monotonic() - started, at, response.headers, content)

    def _keep(self, headers: Message) -> None:
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value


def some_address() -> str:
    """An address of a private network, so that limits count many visitors and not one."""
    return f"10.{randrange(256)}.{randrange(256)}.{randrange(1, 255)}"


def in_parts(fields: dict[str, str], field_name: str, file_name: str, content: bytes) -> tuple[str, bytes]:
    """The type and the body of a form with a file (RFC 7578)."""
    edge = uuid4().hex
    head = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += (
        f'--{edge}\r\nContent-Disposition: form-data; name="{field_name}"; filename="{file_name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return f"multipart/form-data; boundary={edge}", head.encode() + content + f"\r\n--{edge}--\r\n".encode()


@contextmanager
def steadily(requests: Iterable[Callable[[], object]], a_second: float) -> Iterator[None]:
    """While the block runs, makes so many requests a second, on time whether or not earlier ones were answered.

    Waits for the last answers.
    """
    is_over = threading.Event()

    def keep_time() -> None:
        started = time.monotonic()
        for number, request in enumerate(requests):
            if is_over.wait(max(0, started + number / a_second - time.monotonic())):
                return
            pool.submit(request)

    with ThreadPoolExecutor(MOST_WAITING) as pool:
        clock = threading.Thread(target=keep_time, name="visitors")
        clock.start()
        try:
            yield
        finally:
            is_over.set()
            clock.join()
