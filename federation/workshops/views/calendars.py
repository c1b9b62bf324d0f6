"""Calendars for programs and telephones: all coming workshops, and one.

They stand beside the section's page, not on it: Wagtail serves only addresses that end with a slash.
"""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.content.versions import kept

from ..icalendar_feed import calendar_of, calendar_response
from ..records import Workshop

MOST_IN_CALENDAR = 500


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """All coming workshops, to subscribe to."""
    today = timezone.localdate()
    content = kept("workshops.calendar", ["workshops", "directory"], lambda: _all_coming(today), today)
    return calendar_response(content, "workshops.ics")


def _all_coming(today: date) -> bytes:
    rows = (
        Workshop.objects.public()
        .upcoming(today)
        .filter(date_precision="day")
        .select_related("region", "host")
    )
    workshops = rows.prefetch_related("descriptions").order_by("starts_on", "pk")[:MOST_IN_CALENDAR]
    return calendar_of(workshops, _("Workshops of the Federation of Libraries"))


@require_safe
def one_event(request: HttpRequest, slug: str) -> HttpResponse:
    """One public workshop, for the calendar of somebody who goes; 404 where its days are not known."""
    workshop = Workshop.objects.public().filter(slug=slug, date_precision="day").for_page().first()
    if workshop is None:
        raise Http404
    return calendar_response(calendar_of([workshop], str(workshop.title)), f"{workshop.slug}.ics")
