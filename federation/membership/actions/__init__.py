"""Actions of representation: each verb atomic, under the organisation's lock, and safe to call twice."""

from federation.people.actions import Refused

from .by_office import tell_of_entry, tell_of_membership, tell_of_term
from .inviting import accept, decline, invite, send_again, withdraw
from .keeping import forget_old_invitations, forget_old_representatives
from .telling import tell_of_silence
from .terms import change_role, end_term, resign

__all__ = [
    "Refused",
    "accept",
    "change_role",
    "decline",
    "end_term",
    "forget_old_invitations",
    "forget_old_representatives",
    "invite",
    "resign",
    "send_again",
    "tell_of_entry",
    "tell_of_membership",
    "tell_of_silence",
    "tell_of_term",
    "withdraw",
]
