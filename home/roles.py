"""Permissions of roles on pictures, files and messages in the admin; pages are listed with the news."""

from portal.accounts.enums import Role

FILES = [
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]

_READ = ["home.view_contactmessage"]
_ANSWER = [*_READ, "home.change_contactmessage", "home.delete_contactmessage"]

# Nobody writes or rewrites a message; to change one is to say that it is answered.
PERMISSIONS = {Role.EDITOR: _READ, Role.SECRETARIAT: _ANSWER, Role.ADMINISTRATOR: _ANSWER}

# Granted on the root collection.
COLLECTION_PERMISSIONS = {
    Role.EDITOR: FILES,
    Role.MODERATOR: FILES,
    Role.SECRETARIAT: FILES,
    Role.ADMINISTRATOR: [*FILES, "wagtailimages.delete_image", "wagtaildocs.delete_document"],
}
