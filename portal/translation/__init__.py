"""Translating pages with wagtail-localize: which are out of date, work of the worker, reports and guards.

- `translations`: originals, outdated and unfinished translations
- `po_files`: PO files of a translation, given and taken
"""
