"""Who may mark a section in which nobody publishes their own text: nobody whom the mark is to bind day by day."""

from portal.accounts.enums import Role

PERMISSIONS = {Role.ADMINISTRATOR: ["content.change_reviewedsection"]}
