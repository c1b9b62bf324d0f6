"""E-mails about workshops: their kinds, and the writers of their words."""

from .kinds import CHOSEN, LETTERS, WHY, WRITER
from .to_participants import PARTICIPANTS_TEMPLATE, PARTICIPANTS_WRITER, words_around
from .writing import mark_of

__all__ = [
    "CHOSEN",
    "LETTERS",
    "PARTICIPANTS_TEMPLATE",
    "PARTICIPANTS_WRITER",
    "WHY",
    "WRITER",
    "mark_of",
    "words_around",
]
