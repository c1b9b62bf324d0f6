"""Permissions of roles on members in the admin."""

from portal.accounts.enums import Role

KEEPING = [
    f"membership.{verb}_{model}"
    for verb in ("view", "add", "change", "delete")
    for model in ("membership", "representative")
]

PERMISSIONS = {Role.SECRETARIAT: KEEPING, Role.ADMINISTRATOR: KEEPING}
