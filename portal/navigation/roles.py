"""Permissions of roles on menus and notices in the admin. Menus are only changed: there are always the same four."""

from portal.accounts.enums import Role

_FRAME = [
    "navigation.change_menu",
    "navigation.add_notice",
    "navigation.change_notice",
    "navigation.delete_notice",
]

PERMISSIONS = {Role.EDITOR: _FRAME, Role.SECRETARIAT: _FRAME, Role.ADMINISTRATOR: _FRAME}
