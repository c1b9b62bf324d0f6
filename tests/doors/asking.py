"""Asks as the thirteen do, and says in a word what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import ERROR
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# What is kept of every visit, allowed or not.
OF_EVERY_VISIT = ("django_session", "portal_cache")
DOORS = ("/admin/login/", "/en/account/login/")


@dataclass
class Answer:
    """What somebody got, and what was written for it."""

    response: HttpResponse
    written: list[str] = field(default_factory=list)

    @property
    def word(self) -> str:
        """door, refused, 404, 405, 503, bad (400 …), broken (500 …), or opens."""
        status = self.response.status_code
        if status in (301, 302):
            place = self.response["Location"].partition("?")[0]
            if place in DOORS:
                return "door"
            asked = self.response.wsgi_request.path
            if place == f"/en{asked}" and asked != "/":
                return "404"  # Before it says so, Django looks for the address with a language in front.
            return "refused" if place == "/admin/" and _says_error(self.response) else "opens"
        if status == 403:
            return "refused"
        if status in (404, 405, 503):
            return str(status)
        return "opens" if status < 400 else "bad" if status < 500 else "broken"

    @property
    def text(self) -> str:
        body = self.response.getvalue() if self.response.streaming else self.response.content
        return body.decode("utf-8", "replace")


def is_written(sql: str) -> bool:
    """True when a statement writes something that is not kept of every visit."""
    return sql.startswith(WRITES) and not any(table in sql for table in OF_EVERY_VISIT)


def _says_error(response: HttpResponse) -> bool:
    queued = getattr(getattr(response.wsgi_request, "_messages", None), "_queued_messages", ())
    return any(message.level >= ERROR for message in queued)


def ask(client: Client, method: str, address: str, body: Any = None, kind: str | None = None) -> Answer:
    """Asks as a browser does that reads English; what the answer wrote is noted and taken back."""
    written: list[str] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if is_written(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    options: dict[str, Any] = {"content_type": kind} if kind else {}
    cookies = client.cookies.copy()
    with transaction.atomic():
        with connection.execute_wrapper(note):
            response = getattr(client, method)(
                address,
                data=body,
                headers={"sec-fetch-site": "same-origin", "accept-language": "en"},
                **options,
            )
        transaction.set_rollback(True)
    client.cookies = cookies  # Also where the answer signed somebody out.
    return Answer(response, written)
