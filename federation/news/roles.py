"""Permissions of roles on news in the admin.

An editor publishes and schedules; an editor who wants a second pair of eyes submits for moderation instead. A
moderator approves or sends back. A translator fills in translations, which somebody who may publish then publishes.
"""

from portal.accounts.enums import Role

CATEGORY = ["news.add_newscategory", "news.change_newscategory"]

PERMISSIONS = {
    Role.EDITOR: [*CATEGORY, "wagtail_localize.submit_translation"],
    Role.MODERATOR: [*CATEGORY, "wagtail_localize.submit_translation"],
    Role.TRANSLATOR: ["wagtail_localize.submit_translation"],
    Role.ADMINISTRATOR: [*CATEGORY, "news.delete_newscategory", "wagtail_localize.submit_translation"],
}

PAGE_PERMISSIONS = {
    Role.EDITOR: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    Role.MODERATOR: ["change_page", "publish_page", "lock_page", "unlock_page"],
    Role.TRANSLATOR: ["change_page"],
    Role.ADMINISTRATOR: [
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "delete_page",
        "lock_page",
        "unlock_page",
    ],
}
