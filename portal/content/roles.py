"""Permission to mark a section in which nobody publishes their own text: for nobody whom it binds day by day."""

from portal.accounts.enums import Role

PERMISSIONS = {Role.ADMINISTRATOR: ["content.change_reviewedsection"]}
