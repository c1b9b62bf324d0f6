"""Permissions of roles on people in the admin."""

from portal.accounts.enums import Role

KEEPING = [
    f"people.{verb}_{model}" for verb in ("view", "add", "change") for model in ("person", "affiliation")
]

PERMISSIONS = {Role.SECRETARIAT: KEEPING, Role.ADMINISTRATOR: KEEPING}
