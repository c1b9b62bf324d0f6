"""Actions on workshops: each verb atomic, under the workshop's lock, and safe to call twice."""

from .dates import approve_dates, decline_dates, name_of_waiting, propose_dates
from .deciding import approve, cancel_workshop, decline, discard_draft, return_with_question, submit
from .inviting import (
    accept_training,
    ask_again,
    decline_training,
    invite_trainers,
    step_back,
    take_off,
)
from .places import (
    cancel_participation,
    change_capacity,
    join_turns,
    leave_all,
    part_turns,
    take_place,
)
from .refusals import Changed, NoRequests, NotReady, Refused, WrongState
from .registering import Draft, MoneyLine, TrainerLine, may_move, move_draft, save_draft
from .words import amend_words

__all__ = [
    "Changed",
    "Draft",
    "MoneyLine",
    "NoRequests",
    "NotReady",
    "Refused",
    "TrainerLine",
    "WrongState",
    "accept_training",
    "amend_words",
    "approve",
    "approve_dates",
    "ask_again",
    "cancel_participation",
    "cancel_workshop",
    "change_capacity",
    "decline",
    "decline_dates",
    "decline_training",
    "discard_draft",
    "invite_trainers",
    "join_turns",
    "leave_all",
    "may_move",
    "move_draft",
    "part_turns",
    "name_of_waiting",
    "propose_dates",
    "return_with_question",
    "save_draft",
    "step_back",
    "submit",
    "take_off",
    "take_place",
]
