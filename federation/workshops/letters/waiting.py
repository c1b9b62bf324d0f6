"""The writer of the secretariat's list of what has waited for it too long."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.localisation.text import LocalisedText
from portal.look.components import Link
from portal.mail.registry import Facts, writer

from ..models.workshop import Workshop
from .kinds import REVIEW_LIST, WAITING, WAITING_TEMPLATE, WHY, Audience


@dataclass(frozen=True)
class WaitingRow:
    """A workshop in the list: its title, who registers it, since when it waits, and where one decides."""

    title: LocalisedText
    organiser: LocalisedText | str
    since: datetime
    url: str


@writer(WAITING)
def waiting(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes to one of the secretariat which workshops wait, the longest first. None when none of them waits still."""
    reader = get_user_model().objects.filter(pk=facts["user"]).first()
    rows = Workshop.objects.waiting_for_secretariat().filter(pk__in=facts["workshops"]).with_waiting_since()
    found = sorted((_row(row) for row in rows.select_related("organiser")), key=lambda row: row.since)
    if reader is None or not found:
        return None
    return WAITING_TEMPLATE, {
        "rows": found,
        "action": Link(
            str(REVIEW_LIST.label), f"{settings.WAGTAILADMIN_BASE_URL}{reverse('workshops:review_list')}"
        ),
        "name": reader.display_name,
        "why": str(WHY[Audience.SECRETARIAT]),
    }


def _row(workshop: Workshop) -> WaitingRow:
    return WaitingRow(
        title=workshop.title,
        organiser=workshop.organiser.name if workshop.organiser else "",
        since=workshop.waits_since,
        url=settings.WAGTAILADMIN_BASE_URL + reverse("workshops:review", args=[workshop.slug]),
    )
