"""E-mails about workshops: their kinds, and the writers of their words."""

from .kinds import CHOSEN, LETTERS, WHY, WRITER
from .writing import mark_of

__all__ = ["CHOSEN", "LETTERS", "WHY", "WRITER", "mark_of"]
