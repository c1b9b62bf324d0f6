"""Permissions of roles on search in the admin. Nobody writes what was asked; administrators alone have everything
read anew.
"""

from portal.accounts.enums import Role

_KEEP = [
    f"search.{verb}_{model}"
    for verb in ("add", "change", "delete", "view")
    for model in ("promotion", "synonymgroup")
]
_LOOK = ["search.view_askedquery", "search.view_searchdocument", "search.view_rebuild"]

PERMISSIONS = {
    Role.EDITOR: [*_KEEP, *_LOOK],
    Role.SECRETARIAT: [*_KEEP, *_LOOK],
    Role.ADMINISTRATOR: [*_KEEP, *_LOOK, "search.add_rebuild"],
}
