"""Who may go on without a second factor."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .rules import lacks_second_factor

# Where staff use their rights. Public pages must stay the same for everybody, so nobody is asked for there.
GUARDED_PATH = re.compile(r"^/(?:admin|documents|styleguide|(?:kk|ru|en)/(?:desk|join|apply))(?:/|$)")
ACCOUNT_PATH = re.compile(r"^/(?:kk|ru|en)/account/")
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


class RefusedIsNotFoundMiddleware:
    """A private page or file that refuses somebody signed in does not exist for them: 404.

    Wagtail sends everybody whom it refuses to sign in; somebody signed in would come back from there for ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Who is asking is looked at only then, so that public answers stay the same for everybody.
        if response.status_code == 302 and not ACCOUNT_PATH.match(request.path_info):
            is_to_the_door = response["Location"].partition("?")[0] == reverse("account_login")
            if is_to_the_door and request.user.is_authenticated:
                raise Http404
        return response
