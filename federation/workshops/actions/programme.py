"""Changing the programme of an approved workshop: what those do who run its days and change nothing else."""

from collections.abc import Mapping

from portal.accounts.models import User

from ..contents.facts import WORD_FIELDS
from ..enums import PLACES_SCOPE
from ..models.workshop import Workshop
from .amending import Amendment, amend
from .copying import money_lines
from .places import lock_workshop
from .registering import Draft, TrainerLine

Words = Mapping[str, Mapping[str, str]]  # By language, then by name.


def draft_with_programme(workshop: Workshop, words: Words) -> Draft:
    """What a workshop says, but for its programme and what to bring in the languages in which it has words."""
    return Draft(
        words={
            row.language: {
                **{name: getattr(row, name) for name in WORD_FIELDS},
                **words.get(row.language, {}),
            }
            for row in workshop.descriptions.all()
        },
        topics=list(workshop.topics.all()),
        modules=list(workshop.modules.all()),
        trainers=[
            TrainerLine(row.everyday_name, row.email, row.role, row=row.pk, person=row.person_id)
            for row in workshop.trainers.select_related("person")
        ],
        money=money_lines(workshop),
    )


def change_programme(workshop: Workshop, user: User, words: Words, reason: str, seen: str = "") -> Amendment:
    """Changes the programme and what to bring, and nothing else, whatever was changed since the form was opened;
    everybody concerned is told. Raises as `amend`.
    """
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        return amend(locked, user, draft_with_programme(locked, words), reason, seen)
