"""E-mails about workshops: their kinds, and the writers of their words."""

from .kinds import CHOSEN, LETTERS, WAITING, WAITING_TEMPLATE, WHY, WRITER
from .to_participants import PARTICIPANTS_TEMPLATE, PARTICIPANTS_WRITER, words_around
from .waiting import waiting
from .writing import mark_of

__all__ = [
    "CHOSEN",
    "LETTERS",
    "PARTICIPANTS_TEMPLATE",
    "PARTICIPANTS_WRITER",
    "WAITING",
    "WAITING_TEMPLATE",
    "WHY",
    "WRITER",
    "mark_of",
    "waiting",
    "words_around",
]
