"""Middleware that holds for the whole portal."""

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers, patch_cache_control

from . import errors
from .frames import frame_sources

PERSONAL_PATH = re.compile(r"^/(?:admin|(?:kk|ru|en)/(?:account|desk|join|apply))(?:/|$)")
ADMIN_PATH = re.compile(r"^/admin(?:/|$)")
FILE_PATH = re.compile(r"^/(?:documents|media)/")  # What people uploaded.
FILE_POLICY = "default-src 'none'; sandbox"
PUBLIC_SECONDS = 20  # With the clock's minute a scheduled page is on every screen within 90 s of its hour.
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
WORDLESS_ERRORS = frozenset({405, 413, 429})  # Answers that views and libraries give without a page.
SECONDS_TO_WAIT = 60  # Limits that count longer say so themselves.
PACKED_TYPES = re.compile(r"^(?:text/|image/svg|application/(?:[a-z.-]+\+)?(?:json|xml))")
OWN_ORIGIN = frozenset({"same-origin", "none"})  # "none": the address was typed or bookmarked.


class SameOriginMiddleware(CsrfViewMiddleware):
    """Lets a form in when the browser itself says that it comes from us, so that our forms need no cookie.

    Browsers send `Sec-Fetch-Site` since 2023 and `Origin` with every POST since long before. A request that carries
    neither must bring Django's token, as in the Wagtail admin. A request that says it comes from elsewhere is refused.
    """

    def process_view(
        self, request: HttpRequest, callback, callback_args, callback_kwargs
    ) -> HttpResponseBase | None:
        if request.method in SAFE_METHODS or getattr(request, "_dont_enforce_csrf_checks", False):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        site = request.headers.get("Sec-Fetch-Site")
        if site is not None:
            if site in OWN_ORIGIN or self._is_trusted(request):
                return self._accept(request)
            return self._reject(request, "The form was sent from another site.")
        if "Origin" in request.headers:
            if self._origin_verified(request):
                return self._accept(request)
            return self._reject(request, "The form was sent from another site.")
        return super().process_view(request, callback, callback_args, callback_kwargs)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # Signing in would set the cookie of Django's token for forms that do not need it; the admin sets its own.
        if not ADMIN_PATH.match(request.path_info) and settings.CSRF_COOKIE_NAME not in request.COOKIES:
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        return super().process_response(request, response)

    def _is_trusted(self, request: HttpRequest) -> bool:
        """True when an installation names the sender in CSRF_TRUSTED_ORIGINS, for instance its second host."""
        if "Origin" not in request.headers or not self._origin_verified(request):
            return False
        return urlsplit(request.headers["Origin"]).netloc != request.get_host()


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, and the strictest for what people uploaded: it may do nothing at all.

    An answer that shows a video may show frames of that video's host, and of no other. Inside the Wagtail admin inline
    script and style, which its date pickers and lists of panels need, but no script in attributes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if FILE_PATH.match(request.path_info) and response.status_code == HTTPStatus.OK:
            response["Content-Security-Policy"] = FILE_POLICY
        if sources := frame_sources(request):
            response._csp_update = {"frame-src": sorted(sources)}
        if ADMIN_PATH.match(request.path_info):
            response._csp_update = {
                **getattr(response, "_csp_update", {}),
                "script-src": [SELF, UNSAFE_INLINE],
                "script-src-attr": [NONE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": ["blob:"],
            }
        return super().process_response(request, response)


class CacheHeadersMiddleware:
    """Says of each answer who may keep it: personal addresses nobody, public pages anybody for a few seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if PERSONAL_PATH.match(request.path_info):
            add_never_cache_headers(response)
        elif self._is_public(request, response):
            patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    @staticmethod
    def _is_public(request: HttpRequest, response: HttpResponse) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and response.status_code in (200, 301, 404)
            and not response.has_header("Cache-Control")
            and not response.cookies
            and "cookie" not in response.get("Vary", "").lower()
        )


class CompressPublicMiddleware(GZipMiddleware):
    """Packs public text for the way, as an installation without a proxy needs it; a proxy finds it packed already.

    Only what is the same for every visitor and kept by any cache: in a packed answer that held a secret beside what
    the asker sent, the length alone would tell the secret bit by bit (BREACH).
    """

    max_random_bytes = (
        0  # Noise against BREACH; there is no secret here, and the same page is the same bytes.
    )

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_public = "public" in response.get("Cache-Control", "") and not response.cookies
        if not is_public or not PACKED_TYPES.match(response.get("Content-Type", "")):
            return response
        return super().process_response(request, response)


class ErrorPagesMiddleware:
    """Gives an answer that says no more than its number (405, 413, 429) the page of that number.

    After too many tries it also says when to come again: most limits count a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.setdefault("Retry-After", str(SECONDS_TO_WAIT))
        if response.status_code not in WORDLESS_ERRORS or response.streaming or response.content:
            return response
        if ADMIN_PATH.match(request.path_info):
            return response
        page = errors.page_of(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                page[name] = response[name]
        return page
