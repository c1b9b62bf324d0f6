"""Middleware of what the portal holds: old addresses, and texts that their authors may not publish."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from .actions import OwnText
from .redirects import tells_of_hidden
from .refusing import keep_as_draft


class PublicRedirectMiddleware(RedirectMiddleware):
    """Leads from old addresses to new ones, but not to what is hidden: its new address alone would tell of it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        if answer is not response and tells_of_hidden(request, answer["Location"]):
            return response
        return answer


class OwnTextMiddleware(MiddlewareMixin):
    """Answers with words whoever would publish their own text where nobody does, by whatever door of the admin."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return keep_as_draft(request, exception.thing) if isinstance(exception, OwnText) else None
