"""The block that shows workshops."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from federation.directory.blocks import region_choices
from portal.blocks.records import (
    RecordsBlock,
    VocabularyBlock,
    at_most,
    by_hand,
    chosen_keys,
    how_many,
    in_order,
)
from portal.caching.cache import cached
from portal.localisation.addresses import section_url
from portal.look.components import IconFact, Link, Row
from portal.look.templatetags.look import date_tile

from .enums import REGISTRATION_BADGES, RegistrationState
from .filters import SCOPES
from .models.workshop import Workshop
from .presenters.rows import WorkshopRow, row_of
from .querysets import WorkshopQuerySet


class WorkshopsBlock(RecordsBlock):
    """Workshops: those that an editor chose, or the next ones with free places, perhaps of one region."""

    workshops = by_hand("workshops.Workshop", _("Workshops"))
    region = VocabularyBlock(choices=region_choices, label=_("Region"), required=False)
    number = how_many(3)

    class Meta:
        icon = "calendar-alt"
        label = _("Workshops")
        description = _(
            "The next workshops with free places in the whole country or in one region, or those you choose."
        )
        preview_value = {"heading": "Орын бар семинарлар"}

    def rows(self, value: blocks.StructValue) -> list[WorkshopRow]:
        keys = chosen_keys(value["workshops"])
        rule = (value["region"] or "", at_most(value))
        # Whether there are places depends on the hour: worked out anew each minute.
        now = timezone.now().replace(second=0, microsecond=0)
        return cached(
            "workshops.block", lambda: _rows(now, keys, *rule), now.isoformat(), keys, rule, depends_on=SCOPES
        )

    def more(self, value: blocks.StructValue) -> Link:
        region = "" if chosen_keys(value["workshops"]) else value["region"] or ""
        address = section_url(Workshop.section)
        if region:
            return Link(gettext("All workshops in the region"), f"{address}?{urlencode({'region': region})}")
        return Link(gettext("All workshops"), address)

    def nothing(self, value: blocks.StructValue) -> str:
        return (
            "" if chosen_keys(value["workshops"]) else gettext("No workshop has free places at the moment.")
        )

    def example(self) -> dict[str, Any]:
        first = date(2026, 12, 9)
        state = RegistrationState.OPEN
        row = Row(
            title="Кітапхана қауымдастығын басқару негіздері",
            url="#",
            face=date_tile(first, first + timedelta(days=4)),
            facts=[IconFact("pin", "Қызылорда")],
            state=REGISTRATION_BADGES[state],
            state_label=state.label,
        )
        return {"rows": [row], "more": Link(gettext("All workshops"), "#")}


def _rows(now: datetime, keys: list[int], region: str, number: int) -> list[WorkshopRow]:
    rows = Workshop.objects.public().with_registration(now).for_list()
    found = in_order(rows.filter(pk__in=keys), keys) if keys else _next(rows, now, region)[:number]
    return [row_of(workshop, workshop.registration) for workshop in found]


def _next(rows: WorkshopQuerySet, now: datetime, region: str) -> WorkshopQuerySet:
    """Those in which places can be taken, the next one first."""
    # In a Q, for the type checker knows only the columns that are stored.
    is_open = rows.upcoming(timezone.localdate(now)).filter(Q(registration=RegistrationState.OPEN))
    coming = is_open.order_by("is_demo", "starts_on", "pk")
    return coming.filter(region=region) if region else coming
