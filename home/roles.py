"""Who may do what with pictures and files in the admin; pages are listed with the news."""

from portal.accounts.roles import Role

FILES = [
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
]

# Granted on the root collection.
COLLECTION_PERMISSIONS = {
    Role.EDITOR: FILES,
    Role.MODERATOR: FILES,
    Role.SECRETARIAT: FILES,
    Role.ADMINISTRATOR: [*FILES, "wagtailimages.delete_image", "wagtaildocs.delete_document"],
}
