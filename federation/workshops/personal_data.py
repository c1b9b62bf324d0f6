"""What workshops hold on a user: where they had places. Closing an account gives coming places to those who wait."""

from typing import Any

from portal.accounts.personal_data import holds

from .actions import leave_all
from .records import Participation


def export(user) -> list[dict[str, Any]]:
    """The user's participations."""
    rows = (
        Participation.objects.of(user).select_related("workshop").prefetch_related("workshop__descriptions")
    )
    return [
        {
            "workshop": row.workshop.title.text,
            "starts_on": row.workshop.starts_on,
            "state": row.state,
            "requested_at": row.requested_at,
        }
        for row in rows
    ]


def erase(user) -> None:
    """Gives up coming places. Past ones stay as numbers: the person behind them is erased by the room of people."""
    leave_all(user)


holds("workshops", export=export, erase=erase)
