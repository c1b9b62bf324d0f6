"""Request handling: origin check, cache and security headers, input cleaning, error pages.

- `input`, `cleaning`, `streams`, `saving`: what a request, a field, a body and a row bring, made clean
- `errors`, `disk_space`: answers to requests that cannot be met, and to those for which there is no room
- `collisions`, `readable`: what a form showed, and how what stands there now differs from it, in words
- `pieces`: two versions of a text, and where they differ
- `days`: days as people write them
- `deadlines`, `breakers`, `caches`, `postgresql`: services that may go away
- `retries`: running an action again that the database ended for another's sake
- `admin_requests`: requests to the admin that no form has sent
- `sealing`, `secret_words`: secrets in the database and in letters
- `files`: which storages and columns hold the files that people gave
- `frames`, `visitors`: frames of other sites, and telling a visitor who comes again
"""
