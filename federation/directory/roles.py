"""Permissions of roles on the directory in the admin.

An editor changes entries and writes texts; the secretariat also adds, imports and removes. A translator writes texts,
which whoever may publish then publishes.
"""

from portal.accounts.enums import Role

TEXTS = [f"directory.{verb}_organisationdescription" for verb in ("add", "change", "publish")]
KEEPING = [
    f"directory.{verb}_{model}"
    for verb in ("add", "change", "delete")
    for model in ("organisation", "organisationname", "organisationdescription")
]
REGIONS = ["directory.change_region"]

PERMISSIONS = {
    Role.EDITOR: ["directory.change_organisation", *TEXTS],
    Role.TRANSLATOR: [
        "directory.add_organisationdescription",
        "directory.change_organisationdescription",
    ],
    Role.MODERATOR: ["directory.change_organisationdescription", "directory.publish_organisationdescription"],
    Role.SECRETARIAT: [*KEEPING, *TEXTS, *REGIONS],
    Role.ADMINISTRATOR: [*KEEPING, *TEXTS, *REGIONS],
}
