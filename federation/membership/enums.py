"""Vocabularies of membership."""

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.scopes import declare_scope

MEMBERSHIP_SCOPE = declare_scope("membership")


class RepresentativeRole(models.TextChoices):
    """Role of a representative: what they may do for the organisation."""

    MANAGER = "manager", _("Manager")
    CONTRIBUTOR = "contributor", _("Contributor")


class Verb(Enum):
    """What can be done for an organisation. `rules.VERBS` says who may."""

    SEE = "see"  # Its workshops, whatever their state, and the steps that they took.
    SEE_PARTICIPANTS = "see_participants"
    WRITE = "write"  # Begin a draft, save it, delete it; the answer to a question among them.
    SUBMIT = "submit"
    AMEND = "amend"  # The dates, places and trainers of what is approved.
    RUN_DAYS = "run_days"  # The programme, attendance, letters to those who take part.
    CANCEL = "cancel"
    REGISTER_COLLEAGUES = "register_colleagues"  # Has places in others' workshops held for its people.
    HOST = "host"  # Answer whether it hosts a workshop of another organisation; withdraw.
    SEE_PEOPLE = "see_people"  # Who represents it, who is invited to.
    INVITE = "invite"  # Also to withdraw an invitation, and to send its letter again.
    CHANGE_PEOPLE = "change_people"  # Another's role, or the end of their term.
    RESIGN = "resign"
