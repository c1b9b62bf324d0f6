"""Permissions of roles in the library's admin."""

from portal.accounts.enums import Role

_EDIT = [
    f"resources.{verb}_{model}"
    for model in ("material", "materialdescription", "materialfile")
    for verb in ("add", "change", "delete", "view")
]
_PUBLISH = ["resources.publish_materialdescription"]
_CURRICULUM = [
    f"resources.{verb}_{model}" for model in ("module", "topic", "unit") for verb in ("change", "view")
]

PERMISSIONS = {
    Role.EDITOR: [*_EDIT, *_PUBLISH, *_CURRICULUM],
    Role.SECRETARIAT: [*_EDIT, *_PUBLISH, *_CURRICULUM],
    Role.ADMINISTRATOR: [*_EDIT, *_PUBLISH, *_CURRICULUM],
    Role.MODERATOR: ["resources.view_material", "resources.change_materialdescription", *_PUBLISH],
    Role.TRANSLATOR: [
        "resources.view_material",
        "resources.add_materialdescription",
        "resources.change_materialdescription",
        "resources.view_materialdescription",
    ],
}
