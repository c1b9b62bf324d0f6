"""Answers to requests that cannot be met, in the language of the address.

What is broken must not be needed for saying so: the pages for 500 and 503 ask neither the database nor the frame.
"""

import sys
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from . import deadlines

RETRY_SECONDS = 60  # When a visitor whom the database could not serve may come again.
WITHOUT_FRAME = frozenset({500, 503})


def page_of(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """The page of a status, in the language of the address or else the one that the browser asks for."""
    language = _language_of_address(request)
    languages = [language] if language else list(dict(settings.LANGUAGES))
    home = f"/{language}/" if language else "/"
    context = {"languages": languages, "status": status, "home": home}
    with translation.override(language or _language_of_browser(request)):
        frame = None if status in WITHOUT_FRAME else request
        return HttpResponse(render_to_string(template or f"{status}.html", context, frame), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to what cannot be read: 400, or 413 when there is too much of it."""
    # What could not be read once would fail again in the frame, which reads the query for its links.
    request.META["QUERY_STRING"] = ""
    request.GET = QueryDict()
    return page_of(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to somebody who may not do this: 403."""
    return page_of(request, 403)


def foreign_request(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form that did not come from the portal's own pages: 403, nothing changed."""
    return page_of(request, 403, "403_csrf.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer where nothing is, or nothing that the asker may know of: 404."""
    return page_of(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer when the portal itself fails: 503 while the database cannot be reached, else 500."""
    # What a library makes of a connection that was taken away is any error at all.
    if deadlines.is_away() or any(
        isinstance(error, OperationalError | InterfaceError) for error in _causes()
    ):
        return database_away(request)
    return page_of(request, 500)


def database_away(request: HttpRequest) -> HttpResponse:
    """The answer while the database cannot be asked: 503, and when to come again."""
    response = page_of(request, 503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _causes() -> Iterator[BaseException]:
    """The error that is being handled and what led to it."""
    error = sys.exc_info()[1]
    while error is not None:
        yield error
        error = error.__cause__


def _language_of_address(request: HttpRequest) -> str | None:
    return translation.get_language_from_path(request.path_info)


def _language_of_browser(request: HttpRequest) -> str:
    return translation.get_language_from_request(request)
