"""Lists: what they are filtered by, how they are cut into pages, and how a word finds a row.

- `filters`: filters, combined in the address, counted in one query
- `paging`: lists page by page
- `finding`: what a row keeps beside its names to be sorted and found by
"""
