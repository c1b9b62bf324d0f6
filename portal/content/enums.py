"""Scopes of the cache."""

from portal.caching.scopes import declare_scope

PAGES_SCOPE = declare_scope("pages")  # All pages, of any room.
CONTENT_SCOPE = declare_scope("content")
