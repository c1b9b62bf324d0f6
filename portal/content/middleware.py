"""Middleware of what the portal holds: old addresses."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from .redirects import tells_of_hidden


class PublicRedirectMiddleware(RedirectMiddleware):
    """Leads from old addresses to new ones, but not to what is hidden: its new address alone would tell of it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer = super().process_response(request, response)
        if answer is not response and tells_of_hidden(request, answer["Location"]):
            return response
        return answer
