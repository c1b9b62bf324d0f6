"""Doors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View


class AdminLoginView(View):
    """Wagtail's door: everybody signs in at the one guarded door."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("account_login")


class AccountHomeView(View):
    """One's own settings."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("account_email")
