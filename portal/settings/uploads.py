"""Limits of what people send: the one place for all of them, read as `settings.<NAME>`.

"2 MB" and "500 rows" are spelt out in texts about tables, for in Kazakh and Russian the number governs the words around
it; `tests/test_upload_limits.py` compares them. A proxy in front must let the largest file through.
"""

_MB = 1024 * 1024

# A form without its files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * _MB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends many.

# A picture.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * _MB
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
ANIMATION_MAX_PIXELS = 200_000_000  # In all its frames: a hundred of 1920 × 1080.

# A document.
DOCUMENT_MAX_UPLOAD_SIZE = 50 * _MB
DOCUMENT_MAX_UNPACKED_SIZE = 300 * _MB
DOCUMENT_MAX_PART_SIZE = 100 * _MB  # One part of an office file that is not a picture or a film.
DOCUMENT_MAX_PARTS = 10_000
DOCUMENT_MAX_RATIO = 100  # Real office files unpack to 5–30 times their size.
DOCUMENT_RATIO_COUNTS_FROM = 10 * _MB

# A table that is imported: of organisations or redirects.
TABLE_MAX_UPLOAD_SIZE = 2 * _MB
TABLE_MAX_UNPACKED_SIZE = 40 * _MB  # What a workbook may hold once unpacked; more is a trap.
ORGANISATIONS_MAX_ROWS = 500  # A look at so many takes two seconds.
ORGANISATIONS_MAX_SHEET_ROWS = 2000  # With the empty ones among them.
REDIRECTS_MAX_ROWS = 200  # Two seconds.

# A PO file of a translation.
PO_FILE_MAX_UPLOAD_SIZE = 5 * _MB
