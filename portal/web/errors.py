"""Answers to requests that cannot be met, in the language of the address.

What is broken must not be needed for saying so: the pages for 500 and 503 ask neither the database nor the frame.
"""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from portal.localisation.addresses import home_url

from . import deadlines, disk_space

# Fields that hold secrets, or that pages send by themselves.
OWN_NAMES = re.compile(
    r"password|token|secret|code|^next$|^action|-(?:type|id|order|deleted|(?-i:[A-Z_]+))$", re.I
)
# The value of a choice, a slug, a moment: no words that anybody misses.
CHOICE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*|\d{4}-\d\d-\d\dT[\d:.+Z-]+")
MOST_TEXTS = 500
RETRY_SECONDS = 60  # When a visitor whom the database could not serve may come again.
WITHOUT_FRAME = frozenset({500, 503, disk_space.STATUS})


def page_of(request: HttpRequest, status: int, template: str = "", **more: Any) -> HttpResponse:
    """The page of a status, in the language of the address, or else in all of them, the reader's before the others.

    Whoever sent a form of ours finds on it the texts that they typed, to copy.
    """
    language = _language_of_address(request)
    first = language or _language_of_reader(request)
    languages = [language] if language else sorted(dict(settings.LANGUAGES), key=lambda code: code != first)
    home = home_url(language) if language else "/"
    wrote = written(request) if is_own_form(request) else []
    context = {"languages": languages, "status": status, "home": home, "wrote": wrote, **more}
    is_frameless = status in WITHOUT_FRAME
    if is_frameless and request.method == "GET":
        context["again"] = request.get_full_path()
    with translation.override(first):
        frame = None if is_frameless else request
        return HttpResponse(render_to_string(template or f"{status}.html", context, frame), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to what cannot be read: 400, or 413 when there is too much of it."""
    # What could not be read once would fail again in the frame, which reads the query for its links.
    request.META["QUERY_STRING"] = ""
    request.GET = QueryDict()
    return page_of(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django names it.
    """The answer to somebody who may not do this: 403."""
    return page_of(request, 403)


def refused_with_texts(request: HttpRequest) -> HttpResponse | None:
    """The page of 403 for somebody who typed texts into a form of ours; None where there is nothing to give back."""
    return page_of(request, 403) if gives_back(request) else None


def gives_back(request: HttpRequest) -> bool:
    """True when somebody typed texts into a form of ours, which a page can give back to them."""
    is_of_script = request.headers.get("X-Requested-With") == "XMLHttpRequest" or not request.accepts(
        "text/html"
    )
    return not is_of_script and is_own_form(request) and bool(written(request))


def foreign_request(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 Django names it.
    """The answer to a form that did not come from the portal's own pages: 403, nothing changed."""
    return page_of(request, 403, "403_csrf.html", wrote=[])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django names it.
    """The answer where nothing is, or nothing that the asker may know of: 404."""
    return page_of(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer when the portal itself fails: 507 without room, 503 while the database cannot be reached, else 500."""
    if disk_space.is_lack(sys.exc_info()[1]):
        return no_room(request)
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


def no_room(request: HttpRequest) -> HttpResponse:
    """The answer when nothing can be kept: 507, with the secretariat's address and, for a form, what was typed into
    it.
    """
    code = _language_of_address(request) or _language_of_reader(request)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        with translation.override(code):  # A script of the admin shows the text as it is.
            response = HttpResponse(
                disk_space.refusal(of_file=True).message, "text/plain; charset=utf-8", disk_space.STATUS
            )
    else:
        response = page_of(
            request, disk_space.STATUS, contact=disk_space.contact(code[:2]), wrote=written(request)
        )
    response["Retry-After"] = str(disk_space.RETRY_SECONDS)
    return response


def written(request: HttpRequest) -> list[str]:
    """The texts that somebody sent, to be copied from the answer: nothing secret, no keys and nothing of scripts."""
    if request.method != "POST":
        return []
    texts = [
        typed_in(value)
        for name, values in _sent(request).lists()
        if not OWN_NAMES.search(name)
        for value in values
    ]
    return list(dict.fromkeys(filter(None, texts)))[:MOST_TEXTS]


def is_own_form(request: HttpRequest) -> bool:
    """True for a form that is known to come from a page of ours: nobody else chooses what our pages say."""
    is_accepted = getattr(request, "csrf_processing_done", False)  # Django's, once it has looked.
    return request.method == "POST" and (
        is_accepted or request.headers.get("Sec-Fetch-Site") == "same-origin"
    )


def _sent(request: HttpRequest) -> QueryDict:
    """The fields of a form. They are read now when the failure came before them: a session asks the database first."""
    try:
        return request.POST
    except Exception:  # Whatever cannot be read: the page must come.
        return QueryDict()


def typed_in(value: str) -> str:
    """Returns the words a person may have written: rich text is JSON; other JSON, keys and choices are nothing."""
    value = value.strip()
    if value.startswith(("{", "[")):
        with suppress(ValueError, RecursionError):  # Else it is words that begin with a bracket.
            return _words_of_rich_text(json.loads(value))
    is_words = any(sign.isalpha() for sign in value) and len(value) > 2
    return value if is_words and not CHOICE.fullmatch(value) else ""


def _words_of_rich_text(sent: Any) -> str:
    try:
        return "\n".join(block["text"] for block in sent["blocks"]).strip()
    except (LookupError, TypeError):
        return ""


def _causes() -> Iterator[BaseException]:
    """The error that is being handled and what it was raised from; a mistake made on the way is one of ours, a 500."""
    error = sys.exc_info()[1]
    while error is not None:
        yield error
        error = error.__cause__


def _language_of_address(request: HttpRequest) -> str | None:
    return translation.get_language_from_path(request.path_info)


def _language_of_reader(request: HttpRequest) -> str:
    """In the admin the one that its user chose; elsewhere the browser's, for what is public is the same for
    everybody.
    """
    # Only of a user who was asked for before it failed: the database may be what is broken.
    user = getattr(request, "_cached_user", None) if request.path_info.startswith("/admin/") else None
    return getattr(user, "preferred_language", None) or translation.get_language_from_request(request)
