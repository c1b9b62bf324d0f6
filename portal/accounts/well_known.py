"""Addresses that programs know of every site."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Leads a keeper of passwords to where one is changed, in the language that the browser asks for.

    https://w3c.github.io/webappsec-change-password-url/
    """
    with translation.override(translation.get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("account_change_password"))
    patch_vary_headers(response, ["Accept-Language"])
    return response
