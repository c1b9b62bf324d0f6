"""Middleware that holds for the whole portal."""

import re
from collections.abc import Callable
from copy import copy
from http import HTTPStatus
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseForbidden,
    StreamingHttpResponse,
)
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from portal.language import LANGUAGE_PATTERN

from . import deadlines, errors
from .frames import frame_sources

PERSONAL_PATH = re.compile(rf"^/(?:admin|(?:{LANGUAGE_PATTERN})/(?:account|desk|join|apply))(?:/|$)")
ADMIN_PATH = re.compile(r"^/admin(?:/|$)")
FILE_PATH = re.compile(r"^/(?:documents|media)/")  # What people uploaded.
HEALTH_PATH = re.compile(r"^/health/")
CSP_UPDATE = "_csp_update"  # The attribute of a response that the decorators of django-csp set.
FILE_POLICY = "default-src 'none'; sandbox"
PUBLIC_SECONDS = 20  # With the clock's minute a scheduled page is on every screen within 90 s of its hour.
BEGINNING_BYTES = 64 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
WORDLESS_ERRORS = frozenset({405, 413, 429})  # Answers that views and libraries give without a page.
SECONDS_TO_WAIT = 60  # Limits that count longer say so themselves.
PACKED_TYPES = re.compile(r"^(?:text/|image/svg|application/(?:[a-z.-]+\+)?(?:json|xml))")
# A step of an address that is a number with more digits than a key can have. Python refuses to read 4,300 digits,
# PostgreSQL 19; routes, Wagtail's among them, bound neither.
ENDLESS_NUMBER = re.compile(r"(?<![^/])\d{19,}(?![^/])")
OWN_ORIGIN = frozenset({"same-origin", "none"})  # "none": the address was typed or bookmarked.


class SameOriginMiddleware(CsrfViewMiddleware):
    """Lets a form in when the browser itself says that it comes from us, so that our forms need no cookie.

    Browsers send `Sec-Fetch-Site` since 2023 and `Origin` with every POST since 2020; before that they sent
    `Referer`. A request that carries none of them must bring Django's token, as in the Wagtail admin. A request that
    says by any of the first two, or by the third alone, that it comes from elsewhere is refused; unless the view is
    `from_anywhere`.
    """

    # Django's own, which have no public names.
    _accept: Callable[[HttpRequest], None]
    _reject: Callable[[HttpRequest, str], HttpResponseForbidden]
    _origin_verified: Callable[[HttpRequest], bool]

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if (
            getattr(callback, "is_from_anywhere", False)
            or request.method in SAFE_METHODS
            or getattr(request, "_dont_enforce_csrf_checks", False)
        ):
            return super().process_view(request, callback, callback_args, callback_kwargs)
        is_own = self._is_own(request)
        if is_own is None:
            return super().process_view(request, callback, callback_args, callback_kwargs)
        if not is_own:
            return self._reject(request, "The form was sent from another site.")
        self._accept(request)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # Signing in would set the cookie of Django's token for forms that do not need it; the admin sets its own.
        if not ADMIN_PATH.match(request.path_info) and settings.CSRF_COOKIE_NAME not in request.COOKIES:
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        return super().process_response(request, response)

    def _is_own(self, request: HttpRequest) -> bool | None:
        """True when the browser says a form is ours; None when it says nothing. One "elsewhere" is enough."""
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get("Origin")
        # Who shows no site its address sends "null" from everywhere; from ours the browser knows it all the same.
        if origin is not None and (origin, site) != ("null", "same-origin"):
            if not self._origin_verified(request):
                return False
            return site is None or site in OWN_ORIGIN or self._is_second_host(request)
        if site is not None:
            return site in OWN_ORIGIN
        if referer := request.headers.get("Referer"):
            return self._referer_verified(request, referer)
        return None

    def _is_second_host(self, request: HttpRequest) -> bool:
        """True when an installation names the sender, not itself, in CSRF_TRUSTED_ORIGINS."""
        return origin_of(request.headers["Origin"]) != f"{request.scheme}://{request.get_host()}"

    def _referer_verified(self, request: HttpRequest, referer: str) -> bool:
        """Asks of the page that the form was on what Django asks of an Origin."""
        asking = copy(request)
        asking.META = {**request.META, "HTTP_ORIGIN": origin_of(referer)}
        return self._origin_verified(asking)


def from_anywhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lets a view take forms from wherever they come: its address alone says what may be done (ADR 0035)."""
    exempt = csrf_exempt(view)
    exempt.is_from_anywhere = True  # type: ignore[attr-defined]
    return exempt


def origin_of(address: str) -> str:
    """Scheme and host of an address, as a browser would send them; "null" for what is no address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "null"


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, and the strictest for what people uploaded: it may do nothing at all.

    An answer that shows a video may show frames of that video's host, and of no other. Inside the Wagtail admin inline
    script and style, which its date pickers and lists of panels need, but no script in attributes.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if FILE_PATH.match(request.path_info) and response.status_code == HTTPStatus.OK:
            response["Content-Security-Policy"] = FILE_POLICY
        if sources := frame_sources(request):
            setattr(response, CSP_UPDATE, {"frame-src": sorted(sources)})
        if ADMIN_PATH.match(request.path_info):
            update = {
                **getattr(response, CSP_UPDATE, {}),
                "script-src": [SELF, UNSAFE_INLINE],
                "script-src-attr": [NONE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": ["blob:"],
            }
            setattr(response, CSP_UPDATE, update)
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


class LanguageMiddleware(LocaleMiddleware):
    """Looks for an address without a language once more with one, but never of a form: what was typed would be lost."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.method in SAFE_METHODS or response.status_code != HTTPStatus.NOT_FOUND:
            return super().process_response(request, response)
        return response


class ErrorPagesMiddleware:
    """Gives an answer that says no more than its number (405, 413, 429) the page of that number.

    In the admin, whose scripts read such answers, only where somebody typed texts, which the page gives back. After
    too many tries it also says when to come again: most limits count a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.setdefault("Retry-After", str(SECONDS_TO_WAIT))
        is_wordless = (
            response.status_code in WORDLESS_ERRORS and not response.streaming and not response.content
        )
        if ADMIN_PATH.match(request.path_info):
            is_lost = (
                is_wordless or response.status_code == HTTPStatus.NOT_FOUND
            )  # Wagtail has a page of its own.
            if not is_lost or not errors.gives_back(request):
                return response
        elif not is_wordless:
            return response
        page = errors.page_of(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                page[name] = response[name]
        return page


class DatabaseAwayMiddleware:
    """Says at once that the portal cannot serve, while the database is known not to answer.

    Health says so itself; static files are served before anybody comes here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if deadlines.is_away() and not HEALTH_PATH.match(request.path_info):
            return errors.database_away(request)
        return self.get_response(request)


class BeginStreamMiddleware:
    """Writes the beginning of a stream before its status is sent, so that a database that is away can still be told.

    What fails later ends the connection without the last chunk: whoever reads knows that something is missing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            pieces, rest = [], iter(response)
            size = 0
            for piece in rest:
                pieces.append(piece)
                size += len(piece)
                if size > BEGINNING_BYTES:
                    break
            response.streaming_content = chain(pieces, rest)
        return response


class OddAddressMiddleware:
    """Lets an address that names a host in place of a path, or a number longer than any of a database, lead nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("//"):
            # Whoever parses it as an address takes what follows for a host, and fails where no host is so named.
            request.path = request.path_info = f"/{request.path_info.lstrip('/')}"
            raise Http404
        if ENDLESS_NUMBER.search(request.path_info):
            raise Http404
        return self.get_response(request)
