"""Personal data on those who answered for a host."""

from typing import Any

from django.utils.translation import gettext_lazy

from federation.people.registry import (
    register_key,
)
from portal.accounts.registry import Subject, register_personal_data

from ..enums import HostingState
from ..models.hosting import Hosting
from .titles import titles_for


def export_hostings(subject: Subject) -> list[dict[str, Any]]:
    """The answers that they gave for a host."""
    rows = Hosting.objects.filter(by=subject.person).with_workshops().order_by("pk") if subject.person else ()
    titles = titles_for(subject, rows)
    return [
        {
            "workshop": titles.get(row.workshop_id, ""),
            "host": row.organisation.name.text if row.workshop_id in titles else "",
            "state": HostingState(row.state),
            "reason": row.reason,
            "answered_at": row.answered_at,
        }
        for row in rows
    ]


def erase_hostings(subject: Subject) -> None:
    """Forgets who answered for a host; the answer stays the host's."""
    if subject.person:
        Hosting.objects.filter(by=subject.person).update(by=None)


register_key(Hosting, "by", is_listed=False)
register_personal_data(
    "workshop_hostings",
    title=gettext_lazy("Answers for the host of a workshop"),
    kept=gettext_lazy("As long as the workshop; until you are erased, with your name."),
    export=export_hostings,
    erase=erase_hostings,
    keys=["workshops.Hosting.by"],
)
