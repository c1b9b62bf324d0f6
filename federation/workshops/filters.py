"""The filters of the list of workshops, counted and kept under the version of workshops and places."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from federation.directory.enums import DIRECTORY_SCOPE
from federation.directory.models import Region
from portal.caching.cache import cached
from portal.language import format_month
from portal.listing.filters import Filter, FilterSet, by_label, kept_tally, language_choices
from portal.localisation.text import active_language

from .enums import PLACES_SCOPE, WORKSHOPS_SCOPE, AttendanceMode, RegistrationState
from .models.workshop import Workshop
from .querysets import WorkshopQuerySet

SCOPES = (WORKSHOPS_SCOPE, PLACES_SCOPE, DIRECTORY_SCOPE)
UPCOMING_STATES = (
    RegistrationState.OPEN,
    RegistrationState.KEPT,
    RegistrationState.FULL,
    RegistrationState.COMING,
    RegistrationState.CLOSED,
)


@dataclass
class ListRequest:
    """Request for the list: coming workshops, or past and cancelled ones, under which filters."""

    query: QueryDict
    is_past: bool = False
    now: datetime = field(default_factory=timezone.now)

    @property
    def ordered(self) -> WorkshopQuerySet:
        """Workshops in the order of this tab; invented ones come last."""
        order = ("-starts_on", "-pk") if self.is_past else ("starts_on", "pk")
        return Workshop.objects.with_registration(self.now).order_by("is_demo", *order)

    @property
    def all_rows(self) -> WorkshopQuerySet:
        """The public workshops of this tab."""
        today = timezone.localdate(self.now)
        rows = self.ordered.public()
        return rows.past(today) if self.is_past else rows.upcoming(today)

    @cached_property
    def filters(self) -> FilterSet:
        """The filters as the address has chosen them, with their counts."""
        # What is open now may be closed a minute later without any row having changed.
        stamp = timezone.localdate(self.now) if self.is_past else int(self.now.timestamp()) // 60
        declared = _declared(self.is_past)
        tallies = kept_tally("workshops", SCOPES, self.all_rows, declared, self.is_past, stamp)
        place = [item.name for item in declared].index("month")
        found = {value for tally in tallies for values in tally for value in values[place]}
        months = sorted(found, reverse=self.is_past)
        choices = {"region": _regions(), "month": [(month, _month_words(month)) for month in months]}
        filled = [replace(item, choices=choices.get(item.name, item.choices)) for item in declared]
        return FilterSet(filled, self.query, tallies)

    @property
    def rows(self) -> WorkshopQuerySet:
        """The workshops asked for."""
        return self.filters.apply(self.all_rows)


def calendar_filters(query: QueryDict) -> FilterSet:
    """The filters that a calendar to subscribe to can have: what stays true of a workshop, so
    not its month or state.
    """
    found = {item.name: item for item in _declared(is_past=False)}
    return FilterSet([replace(found["region"], choices=_regions()), found["language"]], query)


def _declared(is_past: bool) -> list[Filter]:
    states = [(state.value, state.label) for state in UPCOMING_STATES]
    found = [] if is_past else [Filter("state", _("State"), "registration", states)]
    return [
        *found,
        Filter("month", _("Year") if is_past else _("Month"), "year" if is_past else "month", []),
        Filter("region", _("Region"), "region", [], unknown=_("Online or place not known"), by_count=True),
        Filter("language", _("Working language"), "working_language", language_choices()),
        Filter(
            "attendance",
            pgettext("how a workshop is held", "Format"),
            "attendance_mode",
            AttendanceMode.choices,
        ),
    ]


def _regions() -> list[tuple[str, str]]:
    return cached("workshops.regions", _sorted_regions, depends_on=[DIRECTORY_SCOPE])


def _sorted_regions() -> list[tuple[str, str]]:
    return by_label((region.pk, str(region.name)) for region in Region.objects.all())


def _month_words(value: Any) -> str:
    """202612 as "December 2026", 2026 as it is."""
    return format_month(int(value[:4]), int(value[4:]), active_language()) if len(value) == 6 else value
