"""Actions on people."""

from .consents import (
    ask_for_consent,
    decline_consent,
    empty_old_consents,
    give_consent,
    note_pictures_taken_down,
    withdraw_consent,
)
from .details import Workplace, save_details, tell_of_details
from .matching import dismiss, find_likely_duplicates, list_again
from .merging import confirm, empty_old_merges, merge, undo
from .questions import end_old_questions, refuse, take_back
from .refusals import Refused
from .requests import Request, erase_person, forget_unneeded_people, hand_over, open_again

__all__ = [
    "Refused",
    "Request",
    "Workplace",
    "ask_for_consent",
    "confirm",
    "decline_consent",
    "dismiss",
    "empty_old_consents",
    "empty_old_merges",
    "end_old_questions",
    "erase_person",
    "find_likely_duplicates",
    "forget_unneeded_people",
    "give_consent",
    "hand_over",
    "list_again",
    "merge",
    "note_pictures_taken_down",
    "open_again",
    "refuse",
    "save_details",
    "take_back",
    "tell_of_details",
    "undo",
    "withdraw_consent",
]
