"""Translating pages with wagtail-localize: which are out of date, work of the worker, reports and guards.

- `translations`: originals, outdated and unfinished translations
- `po_files`: PO files of a translation, given and taken
- `bulk_actions`: publishing many pages, of which some are half translated
- `half_translated`: what somebody reads who would publish a page that is half translated
- `library_patches`: where wagtail-localize has no hook
"""
