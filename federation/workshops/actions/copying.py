"""Registering a workshop once more: a new draft that says what an earlier one said."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User

from ..contents.facts import WORD_FIELDS
from ..models.workshop import Workshop
from ..rules import may_copy
from .money import MoneyLine
from .refusals import WrongState
from .registering import FACT_FIELDS, Draft, TrainerLine, save_draft


def copy_workshop(
    workshop: Workshop, user: User, first_day: date | None = None, token: UUID | None = None
) -> Workshop:
    """Makes a new draft of what a workshop of the same organisation says, in all its languages; nobody is asked yet.

    With a `first_day` every day and moment moves as far as the first one; without, the draft has none. Sent twice with
    one `token` it makes one draft, which keeps what was written into it since. Raises WrongState for a workshop about
    which nothing was decided.
    """
    if workshop.organiser is None or not may_copy(workshop):
        raise WrongState(_("Only a workshop that has been decided can be copied."))
    known = Workshop.objects.of_form(token, workshop.organiser) if token else None
    return known or save_draft(user, workshop.organiser, draft_of(workshop, first_day), token=token)


def draft_of(workshop: Workshop, first_day: date | None) -> Draft:
    """What a workshop says, as a draft for other days."""
    shift = first_day - workshop.starts_on if first_day and workshop.starts_on else None
    return Draft(
        facts={name: _moved(getattr(workshop, name), shift) for name in FACT_FIELDS},
        words={
            row.language: {name: getattr(row, name) for name in WORD_FIELDS}
            for row in workshop.descriptions.all()
        },
        topics=list(workshop.topics.all()),
        modules=list(workshop.modules.all()),
        trainers=[
            TrainerLine(row.everyday_name, row.email, row.role, person=row.person_id)
            for row in workshop.trainers.filter(declined_at=None).select_related("person")
        ],
        money=[replace(line, row=None) for line in money_lines(workshop)],
    )


def money_lines(workshop: Workshop) -> list[MoneyLine]:
    """The workshop's sources of money as their lines in its form."""
    return [
        MoneyLine(row.kind, row.name, row.planned, row.in_kind, row.language, row.pk)
        for row in workshop.money_sources.all()
    ]


def _moved(value: Any, shift: timedelta | None) -> Any:
    if not isinstance(value, date | datetime):
        return value
    if shift is None:
        return None
    if isinstance(
        value, datetime
    ):  # The hour on the clock stays, also where the zone had another offset then.
        return timezone.make_aware(timezone.localtime(value).replace(tzinfo=None) + shift)
    return value + shift
