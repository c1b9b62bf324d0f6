"""The cache of what is worked out from rows, never older than the rows.

- `cache`: caching under the versions of scopes, and invalidating them
- `scopes`: what a room declares that things depend on
- `conditional`: short answers to programs that ask again
- `restored`: what happens to the cache after a restore
"""
