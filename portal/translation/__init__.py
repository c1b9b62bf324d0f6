"""Translating pages with wagtail-localize: which are out of date, work of the worker, reports and guards.

- `translations`: originals, outdated and unfinished translations
- `actions`: translating the pages below a page
- `backends`: wagtail-localize's long work, done by the worker
- `po_files`: PO files of a translation, given and taken
- `rules`: guards of wagtail-localize's views
- `tasks`, `views`, `wagtail_hooks`, `templatetags.translations`: what the admin and the worker have of it
"""
