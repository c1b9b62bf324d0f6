"""Middleware of the admin: texts that their authors may not publish."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from portal.content.actions import OwnText

from .own_texts import keep_as_draft


class OwnTextMiddleware(MiddlewareMixin):
    """Answers with words whoever would publish their own text where nobody does, by whatever door of the admin."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return keep_as_draft(request, exception.thing) if isinstance(exception, OwnText) else None
