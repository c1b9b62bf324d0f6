"""Writing the journal. Whoever calls these holds the record's row, in the transaction of the change itself."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.content import versions
from portal.localisation.text import LocalisedText, active_language

from .enums import OfficeVerb, WishState
from .models.step import Step
from .models.wished_change import WishedChange
from .registry import KEEPS, RELIED_ON, Facts, OfficeChange, Relied


def log(
    about: Model,
    verb: str,
    by: User | None,
    words: str | LocalisedText = "",
    *,
    states: tuple[str, str] = ("", ""),
    changes: Sequence[Mapping[str, Any]] = (),
    snapshot: Mapping[str, Any] | None = None,
) -> Step:
    """Writes down a step of a record; `states` are those from and to which it led, `changes` and `snapshot` as `Step`
    says. Words that do not say their language are in that of whoever writes.
    """
    said = _written(words)
    return Step.objects.create(
        about=about, verb=verb, by=by, words=said.text, language=said.language, from_state=states[0],
        to_state=states[1], changes=list(changes), snapshot=snapshot,
    )  # fmt: skip


def _written(words: str | LocalisedText) -> LocalisedText:
    text = str(words).strip()
    language = words.language if isinstance(words, LocalisedText) else active_language()
    return LocalisedText(text, language if text else "")


def wish(
    about: Model,
    by: User | None,
    stood: Mapping[str, Any],
    wished: Mapping[str, Any],
    reason: str | LocalisedText,
) -> WishedChange:
    """Asks for a change of facts; it replaces one that still waits. The same once more is the one that waits."""
    why, waiting = _written(reason), WishedChange.objects.about(about).waiting().first()
    if waiting and (waiting.wished, waiting.reason) == (wished, why.text):
        return waiting
    if waiting:
        waiting.state = WishState.REPLACED
        _close(waiting, type(about))
        waiting.save(update_fields=["state", "stood", "wished"])
    return WishedChange.objects.create(
        about=about, by=by, stood=stood, wished=wished, reason=why.text, reason_language=why.language
    )


def decide(change: WishedChange, state: WishState, by: User | None, answer: str = "") -> None:
    """Keeps what became of a wished change that waits: who said so, when, and in which words."""
    change.state, change.decided_by, change.decided_at = state, by, timezone.now()
    change.answer, change.answer_language = _written(answer)
    _close(change, change.about_type.model_class())
    change.save()


def _close(change: WishedChange, model: type[Model] | None) -> None:
    """Leaves of the facts what a change keeps that nobody decides about any more."""
    if model in KEEPS:
        change.stood, change.wished = KEEPS[model](change.stood), KEEPS[model](change.wished)


def forget_facts(model: type[Model], keys: Collection[int], *names: str) -> None:
    """Empties what the steps of records say of these facts: only that they have changed."""
    for step in Step.objects.about_any(model).filter(about_id__in=keys):
        step.changes = [
            {**change, "stood": None, "stands": None}
            if change["name"] in names and {"stood", "stands"} <= {*change}
            else change
            for change in step.changes
        ]
        if step.snapshot:
            step.snapshot = {name: None if name in names else said for name, said in step.snapshot.items()}
        step.save(update_fields=["changes", "snapshot"])


@contextmanager
def by_office(
    row: Model, by: Visitor | None, verb: OfficeVerb = OfficeVerb.CHANGED, words: str = ""
) -> Iterator[None]:
    """What is done inside to a row that others rely on, by hand of the office, is a step of the journal and is told to
    those concerned, in the same transaction.

    What nobody relies on is changed without a word. `words` are the step's: which import it was.
    """
    relied = RELIED_ON.get(type(row))
    if relied is None:
        yield
        return
    with transaction.atomic():
        about = relied.about(row)
        if about.pk:  # A record before what is part of it, as everybody locks them.
            _held(about)
        was = _facts(row, relied)
        if verb == OfficeVerb.DELETED:  # While those are found whom it concerns.
            _tell(relied, row, verb, by, was, {}, words)
            yield
            return
        yield
        _tell(relied, row, verb if was else OfficeVerb.ADDED, by, was, _facts(row, relied), words)


def _facts(row: Model, relied: Relied) -> Facts:
    """What stands in the database of a row that nobody else changes meanwhile; nothing of one that is not there."""
    found = _held(row) if row.pk else None
    content = versions.content_of(found) if found else {}
    return {name: value for name, value in content.items() if name not in {"pk", *relied.besides}}


def _held(row: Model) -> Model | None:
    """The row as it stands, which nobody else changes until the transaction ends."""
    return type(row)._base_manager.select_for_update(no_key=True, of=("self",)).filter(pk=row.pk).first()


def _tell(
    relied: Relied, row: Model, verb: OfficeVerb, by: Visitor | None, was: Facts, now: Facts, words: str
) -> None:
    """Writes the step, and lets every room tell of it. Where nothing was changed, nothing is told."""
    pairs = {name: (was.get(name), now.get(name)) for name in {**was, **now}}
    changed = [name for name, (stood, stands) in pairs.items() if (stood or None) != (stands or None)]
    changed = versions.in_order(type(row), changed)
    if not changed:
        return
    user = by if isinstance(by, User) else None
    changes: list[dict[str, Any]] = [{"name": name} for name in changed]
    for change in changes if relied.says_values else ():
        change["stood"], change["stands"] = pairs[change["name"]]
    step = log(relied.about(row), relied.verb or verb, user, words, changes=changes)
    for tell in relied.tellers:
        tell(OfficeChange(row, verb, user, was, changed, step))
