from .description import Description, changed_after, in_order, nearest, with_changed_sisters
from .record import Record
from .reviewed_section import ReviewedSection

__all__ = [
    "Description",
    "Record",
    "ReviewedSection",
    "changed_after",
    "in_order",
    "nearest",
    "with_changed_sisters",
]
