"""Actions on workshops: each verb atomic, under the workshop's lock, and safe to call twice."""

from .amending import (
    Amendment,
    amend,
    amendment_of,
    approve_change,
    check_amendment,
    decline_change,
    withdraw_change,
)
from .copying import copy_workshop
from .deciding import (
    approve,
    cancel_workshop,
    decline,
    discard_draft,
    return_with_question,
    submit,
    take_back,
)
from .inviting import (
    accept_training,
    ask_again,
    decline_training,
    invite_trainers,
    step_back,
    take_off,
)
from .money import MoneyLine, name_of_money, note_actual_money
from .offering import (
    Colleague,
    Registered,
    accept_place,
    decline_place,
    register_colleagues,
    withdraw_place,
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
from .registering import Draft, TrainerLine, may_move, move_draft, save_draft

__all__ = [
    "Amendment",
    "Changed",
    "Colleague",
    "Draft",
    "MoneyLine",
    "NoRequests",
    "NotReady",
    "Refused",
    "Registered",
    "TrainerLine",
    "WrongState",
    "accept_place",
    "accept_training",
    "approve",
    "amend",
    "amendment_of",
    "approve_change",
    "ask_again",
    "cancel_participation",
    "cancel_workshop",
    "change_capacity",
    "check_amendment",
    "decline",
    "copy_workshop",
    "decline_change",
    "decline_place",
    "decline_training",
    "discard_draft",
    "invite_trainers",
    "join_turns",
    "leave_all",
    "may_move",
    "move_draft",
    "name_of_money",
    "note_actual_money",
    "part_turns",
    "register_colleagues",
    "return_with_question",
    "save_draft",
    "step_back",
    "submit",
    "take_back",
    "take_off",
    "withdraw_change",
    "take_place",
    "withdraw_place",
]
