"""Who may go on: staff with a second factor, and through each door of the admin those whom its guard lets in."""

import re
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.auth import require_admin_access

from .doors import guards_of, may_pass
from .rules import lacks_second_factor, may_edit

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


class AdminDoorsMiddleware:
    """Asks the guards of an address of the admin before its view; whom they refuse is told so as Wagtail does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        match = request.resolver_match
        # Visitors and those who have no business in the admin are sent away by Wagtail itself.
        if match is None or not guards_of(match) or not may_edit(request.user):
            return None
        return None if may_pass(request, match) else refuse(request)


@require_admin_access
def refuse(request: HttpRequest) -> HttpResponse:
    """What Wagtail answers to those whom one of its own views refuses."""
    raise PermissionDenied
