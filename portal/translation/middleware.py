"""Middleware of the admin: pages that are half translated."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin
from wagtail.admin.admin_url_finder import AdminURLFinder

from portal.content.actions import HalfTranslated

from .half_translated import tell_what_lacks


class HalfTranslatedMiddleware(MiddlewareMixin):
    """Answers with words whoever would publish a half translated page, by whatever door of the admin."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, HalfTranslated):
            return None
        tell_what_lacks(request, exception.thing, exception.lacking)
        return redirect(AdminURLFinder(request.user).get_edit_url(exception.thing) or "wagtailadmin_home")
