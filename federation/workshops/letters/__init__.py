"""E-mails about workshops: their kinds, and the writers of their words."""

from .kinds import CHOSEN, LETTERS, WAITING, WAITING_TEMPLATE, WHY, WRITER, Audience
from .waiting import waiting
from .writing import mark_of

__all__ = [
    "CHOSEN",
    "LETTERS",
    "WAITING",
    "WAITING_TEMPLATE",
    "WHY",
    "WRITER",
    "Audience",
    "mark_of",
    "waiting",
]
