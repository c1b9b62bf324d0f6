"""Middleware of rights, second factor and step-up, and of the guards of the admin's addresses."""

import re
from collections.abc import Callable
from functools import partial
from time import monotonic, sleep

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import LogContext

from portal.language import LANGUAGE_PATTERN
from portal.web import errors
from portal.web.middleware import SAFE_METHODS

from .guards import guards_of, may_pass
from .models.user import User
from .rules import may_edit, must_prove_second_factor
from .second_factor import user_with_proved_rights, way_to_prove
from .sent_again import ACCOUNT_PATH, leads_to_the_door, wait_for_sign_in
from .step_up import ask_again, must_ask_again, must_show_app

# Where staff come to use their rights. Elsewhere they are readers until they have shown the second factor.
STAFF_PATH = re.compile(rf"^/(?:admin|(?:{LANGUAGE_PATTERN})/desk)(?:/|$)")
# Pages of allauth that take an address. Looking at them tells nothing, but that of a code comes after one was sent.
CODE_PAGE = "account_confirm_login_code"
DOORS_BY_ADDRESS = frozenset(
    {
        "account_email", "account_login", "account_request_login_code", "account_reset_password", "account_signup",
        CODE_PAGE,
    }
)  # fmt: skip
OPEN_PATH = re.compile(r"^/admin/logout/$")


class SteadyDoorsMiddleware:
    """Lets the answers of doors that take an address go out on the tick of a clock, every `DOOR_TICK_SECONDS`.

    Known and unknown addresses cost the same work (`equal_work`); the rest, a fraction of a millisecond, waits here, so
    that no number of tries adds it up. It comes first, outside of all whose time it levels.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = monotonic()
        response = self.get_response(request)
        if settings.DOOR_TICK_SECONDS and self._tells(request):
            sleep((began - monotonic()) % settings.DOOR_TICK_SECONDS)
        return response

    @staticmethod
    def _tells(request: HttpRequest) -> bool:
        name = request.resolver_match.view_name if request.resolver_match else ""
        return name in DOORS_BY_ADDRESS and (name == CODE_PAGE or request.method not in SAFE_METHODS)


class SecondFactorMiddleware:
    """Gives `request.user` the rights of staff only once the session has shown a second factor; leads staff there.

    It comes right after Django's `AuthenticationMiddleware`. Public pages, which never ask who it is, cost nothing
    more. What is sent is asked only once it is known to come from the portal itself: its page repeats it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = partial(user_with_proved_rights, request)
        request.user = SimpleLazyObject(who)  # type: ignore[assignment]  # It stands for a user.
        request.auser = sync_to_async(who)
        if request.method in SAFE_METHODS and self._must_prove(request):
            return redirect(way_to_prove(request))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple, _kwargs: dict
    ) -> HttpResponse | None:
        if request.method in SAFE_METHODS or not self._must_prove(request):
            return None
        way = way_to_prove(request)
        return wait_for_sign_in(request, way) or redirect(way)

    @staticmethod
    def _must_prove(request: HttpRequest) -> bool:
        path = request.path_info
        return (
            bool(STAFF_PATH.match(path))
            and not OPEN_PATH.match(path)
            and must_prove_second_factor(request.user)
        )


class KeptFormsMiddleware:
    """Keeps a form whose sign-in has ended on a page, instead of leading away from it; and shows to whoever may enter
    the admin no more what they had typed there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not leads_to_the_door(request, response):
            return response
        if request.user.is_authenticated:
            return errors.refused_with_texts(request) or response
        return wait_for_sign_in(request, reverse("account_login")) or response


class HistoryMiddleware:
    """Says to whatever keeps a history of changes whose request it is; what it changes of a row is one change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        with _RequestOf(request):
            return self.get_response(request)


class _RequestOf(LogContext):
    """Of a request; who it is is asked when something is changed, not before."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.request = request

    @property
    def user(self) -> User | None:
        user = self.request.user
        return user if user.is_authenticated else None

    @user.setter
    def user(self, _user: None) -> None:
        """Wagtail's own gives it once, when it is made."""


class StepUpMiddleware:
    """Asks once more who it is before a page that shows or changes what an account can be taken over with."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple, _kwargs: dict
    ) -> HttpResponse | None:
        if must_show_app(request):
            return redirect(way_to_prove(request))
        return ask_again(request) if must_ask_again(request) else None


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
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: tuple, _kwargs: dict
    ) -> HttpResponse | None:
        match = request.resolver_match
        # Visitors and those who have no business in the admin are sent away by Wagtail itself.
        if match is None or not guards_of(match) or not may_edit(request.user):
            return None
        return None if may_pass(request, match) else refuse(request)


@require_admin_access
def refuse(_request: HttpRequest) -> HttpResponse:
    """Answers as Wagtail does to those whom one of its own views refuses."""
    raise PermissionDenied
