"""Answers at the fixed addresses at which crawlers and finders of weak spots look."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.content.linked_data import absolute
from portal.language import LANGUAGES
from portal.localisation.addresses import section_url

CLOSED = ("account", "desk", "search")  # Below each language: personal, or made of what is elsewhere.
VALID_FOR = timedelta(days=180)  # RFC 9116 recommends less than a year.


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): what crawlers leave alone, and where the sitemap is."""
    closed = [
        "/admin/",
        *(section_url(place, language=language) for language in LANGUAGES for place in CLOSED),
    ]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {absolute(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security(_request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): whom to tell of a weak spot; 404 while the installation names nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + VALID_FOR
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {absolute(reverse('security'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
