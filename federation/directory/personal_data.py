"""Personal data that the directory holds on a user: the imports of organisations that they made or undid."""

from typing import Any

from portal.accounts.models import User
from portal.accounts.registry import register_personal_data

from .models.organisation_import import OrganisationImport


def export_imports(user: User) -> list[dict[str, Any]]:
    """The imports that the user made, with the names of their files, and those that the user undid."""
    made = OrganisationImport.objects.filter(made_by=user).values("file_name", "made_at")
    undone = OrganisationImport.objects.filter(undone_by=user).values("made_at", "undone_at")
    return [dict(row) for rows in (made, undone) for row in rows]


def erase_imports(user: User) -> None:
    """The imports stay as changes of the directory; nothing tells whose they were."""
    OrganisationImport.objects.filter(made_by=user).update(made_by=None, file_name="")
    OrganisationImport.objects.filter(undone_by=user).update(undone_by=None)


register_personal_data("imports", export=export_imports, erase=erase_imports)
