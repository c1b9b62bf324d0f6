"""Personal data that membership holds on a user: the organisations that they represent."""

from typing import Any

from federation.directory.models import Organisation
from portal.accounts.models import User
from portal.accounts.registry import forget_in_history, forget_names_of_gone, register_personal_data

from .models.representative import Representative


def export_representations(user: User) -> list[dict[str, Any]]:
    """Returns the organisations that the user speaks or spoke for; by name those whose entry they may see."""
    seen = set(
        Organisation.objects.visible_to(user)
        .filter(representatives__person__user=user)
        .values_list("pk", flat=True)
    )
    return [
        {
            "organisation": str(row.organisation) if row.organisation_id in seen else "",
            "role": row.role,
            "since": row.since,
            "until": row.until,
        }
        for row in Representative.objects.of(user).select_related("organisation")
    ]


def erase_representations(user: User) -> None:
    """The user speaks for nobody any more, and nothing tells that they did."""
    forget_in_history(Representative.objects.of(user))
    forget_names_of_gone(Representative)
    Representative.objects.of(user).delete()


register_personal_data("representations", export=export_representations, erase=erase_representations)
