from .description import Description, in_order, is_newer, nearest, with_newer_translations
from .record import Record
from .reviewed_section import ReviewedSection

__all__ = [
    "Description",
    "Record",
    "ReviewedSection",
    "is_newer",
    "in_order",
    "nearest",
    "with_newer_translations",
]
