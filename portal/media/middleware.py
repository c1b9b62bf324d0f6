"""Middleware of every request that brings files, or has some made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.web import disk_space
from portal.web.middleware import SAFE_METHODS
from portal.web.retries import was_repeated

from .storage import keeping, remove_unnamed

FAILED = 400  # From here on a status tells of a request that was not carried out.


class WholeMiddleware:
    """Leaves no file of an attempt that failed, and gives the page of a form that cannot be kept its number, 507.

    A script's answer keeps its 200: the admin's scripts show what is wrong only of those.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with disk_space.watching() as refused, keeping() as kept:
            response = self.get_response(request)
            if kept and (refused or response.status_code >= FAILED or was_repeated(request)):
                remove_unnamed(kept)
        may_write = request.method not in SAFE_METHODS
        if may_write and refused and response.status_code == 200 and _is_page(response):
            response.status_code = disk_space.STATUS
            response["Retry-After"] = str(disk_space.RETRY_SECONDS)
        return response


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
