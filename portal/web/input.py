"""Middleware that cleans what a request brings: its address, its cookies and the values of its form.

Here every text is cleaned as far as any text is (portal.language.cleaning); fields that ask for more, a heading or an
address, are cleaned further where they are read (portal.web.forms) and saved (portal.web.saving).
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict

from portal.language import clean_heading, clean_json, clean_line

from . import errors

MOST_IN_QUERY = 64 * 1024  # Signs; most servers in front of a portal take far less.
MOST_PARAMETERS = 1000  # The admin's longest names 500 rows.


class CleanAddressMiddleware:
    """Cleans path, query and cookies; answers 414 to a query that is too long to be one of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MOST_IN_QUERY or query.count("&") > MOST_PARAMETERS:
            request.META["QUERY_STRING"] = ""  # The page of the error writes links with it.
            return errors.page_of(request, HTTPStatus.REQUEST_URI_TOO_LONG)
        request.META["QUERY_STRING"] = clean_query(query)
        request.path = clean_heading(request.path)
        request.path_info = clean_heading(request.path_info)
        cookies = {name: clean_line(value) for name, value in request.COOKIES.items()}
        if cookies != request.COOKIES:  # A quoted cookie may write any sign as an octal number.
            request.COOKIES = cookies
        return self.get_response(request)


class CleanFormMiddleware:
    """Cleans every value of a sent form, but passwords: whichever view reads it, by a form class or by itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple, _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method == "POST" and request.POST:
            request.POST = clean_values(request.POST)  # type: ignore[assignment]  # For the stubs it is read-only.
        return None


def clean_query(query: str) -> str:
    """The query of an address, each name and value as a clean line; one without odd signs as it was written."""
    written = query.encode("latin-1", errors="replace").decode(errors="replace")  # As WSGI hands over bytes.
    decoded = unquote_plus(written, errors="replace")
    if clean_line(decoded) == decoded:
        return query
    return urlencode([(clean_line(name), clean_line(value)) for name, value in parse_qsl(written, True)])


def clean_values(sent: QueryDict) -> QueryDict:
    """The values of a form as clean texts; the same object when there is nothing to clean."""
    cleaned = {name: _clean_list(name, values) for name, values in sent.lists()}
    if all(cleaned[name] == values for name, values in sent.lists()):
        return sent
    found = sent.copy()
    for name, values in cleaned.items():
        found.setlist(name, values)
    found._mutable = False  # As the form that it stands for.
    return found


def _clean_list(name: str, values: list[str]) -> list[str]:
    return values if is_password(name) else [clean_json(value) for value in values]


def is_password(name: str) -> bool:
    """True for a field's name that tells of a password: every sign of it counts."""
    return "password" in name.lower()
