"""What is worked out from rows and kept, never older than the rows.

- `models`: `DataVersion`, the rows of the versions
- `versions`: versions of what is kept, and keeping under them
- `conditional`: short answers to programs that ask again
- `receivers`: whose change makes a new version
"""
