from .description import Description, in_order, is_newer, nearest, with_newer_translations
from .record import Record
from .reviewed_section import ReviewedSection
from .versioned import Versioned

__all__ = [
    "Description",
    "Record",
    "ReviewedSection",
    "Versioned",
    "is_newer",
    "in_order",
    "nearest",
    "with_newer_translations",
]
