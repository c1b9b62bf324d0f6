"""Answers to requests that cannot be met."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def foreign_request(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form that did not come from the portal's own pages: 403, nothing changed."""
    return render(request, "403_csrf.html", status=403)
