"""Writing the journal. Whoever calls these holds the record's row, in the transaction of the change itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone

from portal.accounts.models import User

from .enums import WishState
from .models.step import Step
from .models.wished_change import WishedChange


def log(
    about: Model,
    verb: str,
    by: User | None,
    words: str = "",
    *,
    states: tuple[str, str] = ("", ""),
    changes: Sequence[Mapping[str, Any]] = (),
    snapshot: Mapping[str, Any] | None = None,
) -> Step:
    """Writes down a step of a record; `states` are those from and to which it led, `changes` and `snapshot` as `Step`
    says.
    """
    return Step.objects.create(
        about=about, verb=verb, by=by, words=words.strip(), from_state=states[0], to_state=states[1],
        changes=list(changes), snapshot=snapshot,
    )  # fmt: skip


def wish(
    about: Model, by: User | None, stood: Mapping[str, Any], wished: Mapping[str, Any], reason: str
) -> WishedChange:
    """Asks for a change of facts; it replaces one that still waits. The same once more is the one that waits."""
    waiting = WishedChange.objects.about(about).waiting().first()
    if waiting and (waiting.wished, waiting.reason) == (wished, reason.strip()):
        return waiting
    if waiting:
        waiting.state = WishState.REPLACED
        waiting.save(update_fields=["state"])
    return WishedChange.objects.create(about=about, by=by, stood=stood, wished=wished, reason=reason.strip())


def decide(change: WishedChange, state: WishState, by: User | None, answer: str = "") -> None:
    """Keeps what became of a wished change that waits: who said so, when, and in which words."""
    change.state, change.decided_by, change.decided_at = state, by, timezone.now()
    change.answer = answer.strip()
    change.save(update_fields=["state", "decided_by", "decided_at", "answer"])
