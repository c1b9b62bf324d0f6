"""Who may go on without a second factor."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .rules import lacks_second_factor

# Where staff use their rights. Public pages must stay the same for everybody, so nobody is asked for there.
GUARDED_PATH = re.compile(r"^/(?:admin|documents|styleguide|(?:kk|ru|en)/(?:desk|join|apply))(?:/|$)")
OPEN_PATH = re.compile(r"^/admin/(?:login|logout)/$")


class StaffSecondFactorMiddleware:
    """Sends staff who must have a second factor and have none to set one up, before they do anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if GUARDED_PATH.match(path) and not OPEN_PATH.match(path) and lacks_second_factor(request.user):
            return redirect("mfa_activate_totp")
        return self.get_response(request)
