"""Requests to the admin that no form of ours has sent: Wagtail trusts its own forms, and fails where something is
missing.
"""

import logging
import re
import traceback
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from treebeard.exceptions import InvalidMoveToDescendant

from . import errors
from .middleware import ADMIN_PATH

logger = logging.getLogger("portal.web")
# How Django, Python, SQLite and PostgreSQL say that a text is no number, or one too large for a key; and Wagtail's link
# chooser, which takes "²" for one.
NO_NUMBER = re.compile(
    r"^ValueError: (?:Field '\w+' expected a number but got ['\"]|invalid literal for int\(\) with base 10: ['\"]"
    r"|Exceeds the limit \(\d+ digits\) for integer string)"
    r"|^OverflowError: Python int too large|^DataError: .*out of range"
    r"|^NoReverseMatch: Reverse for 'wagtailadmin_choose_page_child'"
)
# What no form of Wagtail sends: a field is missing, the key of an inner row is none, a page shall stand below itself.
MADE_UP = (MultiValueDictKeyError, ValidationError, InvalidMoveToDescendant)
# Where Django and Wagtail read what was sent: a value that fails there is the request's fault.
READING = "value_from_datadict"
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError)


class AdminRequestMiddleware:
    """Leads nobody from the admin to an address that is not ours, and answers 400 or 404 to what cannot be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple, _kwargs: dict[str, Any]
    ) -> None:
        """Forgets a `next` that is no address of the portal: Wagtail would take it for the name of a view."""
        if ADMIN_PATH.match(request.path_info):
            for name in ("GET", "POST") if request.method == "POST" else ("GET",):
                setattr(request, name, _with_own_next(request, getattr(request, name)))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not ADMIN_PATH.match(request.path_info):
            return None
        # A key that no row can have finds none: Wagtail's views hand it to the database as it was sent.
        if isinstance(exception, ObjectDoesNotExist) or NO_NUMBER.search(
            f"{type(exception).__name__}: {exception}"
        ):
            return self._refuse(request, exception, errors.not_found)
        if isinstance(exception, MADE_UP) or _failed_while_reading(exception):
            return self._refuse(request, exception, errors.bad_request)
        return None

    @staticmethod
    def _refuse(request: HttpRequest, exception: Exception, answer: Callable) -> HttpResponse:
        logger.warning("%s %s cannot be read", request.method, request.path, exc_info=exception)
        return answer(request, exception)


def _with_own_next(request: HttpRequest, values: QueryDict) -> QueryDict:
    wanted = values.get("next", "")
    if "next" not in values or _is_own(request, wanted):
        return values
    values = values.copy()
    del values["next"]
    return values


def _is_own(request: HttpRequest, address: str) -> bool:
    if not address:
        return True
    if not address.startswith(("/", "http://", "https://")):
        return False
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


def _failed_while_reading(exception: Exception) -> bool:
    if not isinstance(exception, UNREADABLE):
        return False
    return any(frame.name == READING for frame in traceback.extract_tb(exception.__traceback__))
