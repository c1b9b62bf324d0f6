"""Permissions of roles on members in the admin."""

from portal.accounts.enums import Role

KEEPING = [
    f"membership.{verb}_{model}"
    for verb in ("view", "add", "change", "delete")
    for model in ("membership", "representative")
]

# Invitations are read and withdrawn; the right to change stands for the latter.
INVITATIONS = [f"membership.{verb}_representativeinvitation" for verb in ("view", "change", "delete")]
OFFICE = [*KEEPING, *INVITATIONS]

PERMISSIONS = {Role.SECRETARIAT: OFFICE, Role.ADMINISTRATOR: OFFICE}
