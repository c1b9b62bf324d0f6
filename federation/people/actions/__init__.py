"""Actions on people."""

from .details import Workplace, save_details
from .matching import dismiss, find_likely_duplicates
from .merging import confirm, empty_old_merges, merge, refuse, undo
from .refusals import Refused

__all__ = [
    "Refused",
    "Workplace",
    "confirm",
    "dismiss",
    "empty_old_merges",
    "find_likely_duplicates",
    "merge",
    "refuse",
    "save_details",
    "undo",
]
