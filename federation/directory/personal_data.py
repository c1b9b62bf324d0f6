"""Personal data that the directory holds on somebody: the imports of organisations that they made or undid."""

from typing import Any

from django.utils.translation import gettext_lazy

from portal.accounts.registry import Subject, register_personal_data

from .models.organisation_import import OrganisationImport


def export_imports(subject: Subject) -> list[dict[str, Any]]:
    """The imports that they made, with the names of their files, and those that they undid."""
    if subject.user is None:
        return []
    made = OrganisationImport.objects.filter(made_by=subject.user).values("file_name", "made_at")
    undone = OrganisationImport.objects.filter(undone_by=subject.user).values("made_at", "undone_at")
    return [dict(row) for rows in (made, undone) for row in rows]


def erase_imports(subject: Subject) -> None:
    """The imports stay as changes of the directory; nothing tells whose they were."""
    if subject.user is None:
        return
    OrganisationImport.objects.filter(made_by=subject.user).update(made_by=None, file_name="")
    OrganisationImport.objects.filter(undone_by=subject.user).update(undone_by=None)


register_personal_data(
    "imports",
    title=gettext_lazy("Imports into the directory, made or undone"),
    kept=gettext_lazy("As long as they can be undone: twelve months."),
    export=export_imports,
    erase=erase_imports,
    keys=["directory.OrganisationImport.made_by", "directory.OrganisationImport.undone_by"],
)
