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
from .hosting import (
    accept_hosting,
    decline_hosting,
    give_host_rights,
    note_host,
    note_trainer,
    withdraw_hosting,
)
from .inviting import (
    accept_training,
    ask_again,
    ask_host_again,
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
    join_turns,
    leave_all,
    part_turns,
    take_place,
)
from .programme import change_programme, draft_with_programme
from .prompting import remind_of_closing, remind_of_questions, remind_of_waiting
from .refusals import Changed, NoRequests, NotAMember, NotReady, Refused, WrongState
from .registering import Draft, TrainerLine, may_move, move_draft, save_draft
from .to_organiser import Question, ask_organiser, goes_to_office, is_answered_here
from .to_participants import Written, recipients_of, send_to_participants
from .words import amend_words

__all__ = [
    "Amendment",
    "Changed",
    "Colleague",
    "Draft",
    "MoneyLine",
    "NoRequests",
    "NotAMember",
    "NotReady",
    "Question",
    "Refused",
    "Registered",
    "TrainerLine",
    "Written",
    "WrongState",
    "accept_hosting",
    "accept_place",
    "accept_training",
    "amend_words",
    "approve",
    "amend",
    "amendment_of",
    "approve_change",
    "ask_again",
    "ask_host_again",
    "ask_organiser",
    "goes_to_office",
    "is_answered_here",
    "cancel_participation",
    "cancel_workshop",
    "change_programme",
    "check_amendment",
    "decline",
    "copy_workshop",
    "decline_change",
    "decline_hosting",
    "decline_place",
    "decline_training",
    "discard_draft",
    "draft_with_programme",
    "give_host_rights",
    "invite_trainers",
    "join_turns",
    "leave_all",
    "may_move",
    "move_draft",
    "name_of_money",
    "note_actual_money",
    "part_turns",
    "note_host",
    "note_trainer",
    "recipients_of",
    "register_colleagues",
    "remind_of_closing",
    "remind_of_questions",
    "remind_of_waiting",
    "return_with_question",
    "save_draft",
    "send_to_participants",
    "step_back",
    "submit",
    "take_back",
    "take_off",
    "withdraw_change",
    "take_place",
    "withdraw_hosting",
    "withdraw_place",
]
