"""Backups of rows and files, and what is put right after a restore.

- `databases`: how each database is copied and put back
- `files`: the files that people gave, copied and put back through their storages
- `manifest`: what a backup holds
- `erasures`: the journal of what was erased, which stays erased
"""
