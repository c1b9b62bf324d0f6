"""Words of workshops that the secretariat has seen: whoever changes them, by whatever door, it is a step in the
journal, and told to those who represent the organiser; of an approved one, to everybody whom it concerns.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from federation.membership.enums import Verb
from federation.membership.rules import may
from portal.accounts.models import User
from portal.journal import actions as journal
from portal.journal.models import Step

from ..contents.facts import WORD_FIELDS
from ..enums import StepVerb, WorkshopState
from ..models.workshop_description import WorkshopDescription
from ..rules import is_amendable
from . import telling
from .calendars import renew_event
from .places import lock_workshop

Words = Mapping[str, str]
_is_told = ContextVar("workshops.words", default=False)


@contextmanager
def told_of_otherwise() -> Iterator[None]:
    """Words that are published inside are part of a step that whoever publishes them writes down and tells."""
    before = _is_told.set(True)
    try:
        yield
    finally:
        _is_told.reset(before)


def public_words(words: WorkshopDescription | None) -> Words:
    """What readers find in a text; nothing where it is not public."""
    return {name: getattr(words, name) for name in WORD_FIELDS} if words and words.live else {}


def amend_words(words: WorkshopDescription, stood: Words, by: User | None) -> Step | None:
    """Writes down that a text which readers found to say `stood` says something else, was added, or is gone; with a new
    version of the calendar's event, and a letter to those who represent the organiser, unless they did it. While the
    workshop can be amended, everybody hears whom the change concerns.

    Returns None where nothing differs, for a draft or a historic workshop, and for what is `told_of_otherwise`.
    """
    stands = public_words(words)
    workshop = words.record
    if (
        _is_told.get()
        or dict(stood) == dict(stands)
        or workshop.state == WorkshopState.DRAFT
        or workshop.is_historic
    ):
        return None
    with lock_workshop(workshop.pk) as locked:
        changes = [
            {"name": f"{words.language}_{name}", "stood": stood.get(name, ""), "stands": stands.get(name, "")}
            for name in WORD_FIELDS
            if stood.get(name, "") != stands.get(name, "")
        ]
        step = journal.log(locked, StepVerb.WORDS, by, changes=changes)
        renew_event(locked.pk)
        is_public = is_amendable(locked)
        if is_public:
            telling.tell_amended(step)
        if not (by and may(by, Verb.AMEND if is_public else Verb.WRITE, locked.organiser)):
            telling.tell(step, "words_changed")
    return step
