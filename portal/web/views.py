"""Views that belong to no room."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views import View


class LanguageRedirectView(View):
    """The bare address: leads to the language that the browser asks for, else to Kazakh."""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
        patch_vary_headers(response, ["Accept-Language"])
        return response
