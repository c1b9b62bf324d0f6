"""Actions on people."""

from .consents import forget_old_consents, give_consent, withdraw_consent
from .details import Workplace, save_details
from .matching import dismiss, find_likely_duplicates
from .merging import confirm, empty_old_merges, merge, undo
from .questions import end_old_questions, refuse, take_back
from .refusals import Refused
from .requests import Request, erase_person, forget_unneeded_people, hand_over, open_again

__all__ = [
    "Refused",
    "Request",
    "Workplace",
    "confirm",
    "dismiss",
    "empty_old_merges",
    "end_old_questions",
    "erase_person",
    "find_likely_duplicates",
    "forget_old_consents",
    "forget_unneeded_people",
    "give_consent",
    "hand_over",
    "merge",
    "open_again",
    "refuse",
    "save_details",
    "take_back",
    "undo",
    "withdraw_consent",
]
