"""Scopes of the cache."""

from portal.caching.scopes import declare_scope

PROMOTIONS_SCOPE = declare_scope("search-promotions")
SYNONYMS_SCOPE = declare_scope("search-synonyms")
