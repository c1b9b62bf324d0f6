"""Calendars for programs and telephones: all workshops of now and the last year, those of some regions or languages,
and one.

They stand beside the section's page, not on it: Wagtail serves only addresses that end with a slash.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from federation.directory.enums import DIRECTORY_SCOPE
from portal.caching.cache import cached
from portal.listing.filters import FilterSet

from ..enums import WORKSHOPS_SCOPE
from ..feeds import calendar_of, calendar_response
from ..filters import calendar_filters
from ..models.workshop import Workshop
from ..rules import knows_link
from .base import DeskView

MOST_IN_CALENDAR = 500  # Coming ones first; telephones read a calendar whole, many times a day.
PAST_KEPT_FOR = timedelta(days=365)  # A program that misses an event deletes it from its owner's calendar.


@require_safe
def subscribe(request: HttpRequest) -> HttpResponse:
    """Workshops to subscribe to, coming or over for a year at most: all, or with `region` and `language` (repeatable)
    as in the list.

    A cancelled one stays in it and says so. What is not a region or a language is passed over in silence.
    """
    today = timezone.localdate()
    filters = calendar_filters(request.GET)
    chosen = sorted((name, sorted(values)) for name, values in filters.chosen.items())
    content = cached(
        "workshops.calendar",
        lambda: _subscribed(filters, today),
        today,
        chosen,
        depends_on=[WORKSHOPS_SCOPE, DIRECTORY_SCOPE],
    )
    return calendar_response(content, "workshops.ics")


def _subscribed(filters: FilterSet, today: date) -> bytes:
    rows = Workshop.objects.public().not_over(today - PAST_KEPT_FOR).filter(date_precision="day")
    chosen = filters.apply(rows).select_related("region", "host").prefetch_related("descriptions", "hostings")
    # Of too many, the oldest of those that are over are left out.
    over_since = Case(When(ends_on__lt=today, then="starts_on"))
    workshops = chosen.order_by(over_since.desc(nulls_first=True), "starts_on", "pk")[:MOST_IN_CALENDAR]
    parts = [_("Workshops of the Federation of Libraries"), *(str(chip.label) for chip in filters.chips)]
    return calendar_of(workshops, " · ".join(parts))


@require_safe
def one_event(_request: HttpRequest, slug: str) -> HttpResponse:
    """One public workshop, for the calendar of somebody who goes; 404 where its days are not known."""
    workshop = Workshop.objects.public().filter(slug=slug, date_precision="day").for_page().first()
    if workshop is None:
        raise Http404
    return calendar_response(calendar_of([workshop], str(workshop.title)), f"{workshop.slug}.ics")


class OwnCalendarView(DeskView):
    """One workshop with its link, for the calendar of somebody who may read the link; for others it does not exist."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        rows = Workshop.objects.visible_to(request.user).filter(date_precision="day", starts_on__isnull=False)
        workshop = rows.for_page().filter(slug=self.kwargs["slug"]).first()
        if workshop is None or not knows_link(request.user, workshop):
            raise Http404
        content = calendar_of([workshop], str(workshop.title), shows_link=True)
        return calendar_response(content, f"{workshop.slug}.ics")
