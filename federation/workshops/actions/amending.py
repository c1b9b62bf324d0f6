"""Changing an approved workshop: what takes effect at once, and what asks the secretariat first.

`contents.facts` says of each fact which of the two it is, and whom its change concerns. What is asked for is one wished
change of the journal; until it is approved, what stands stays public.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from federation.directory.models import Organisation, Region
from portal.accounts.models import User
from portal.caching.cache import invalidate
from portal.journal import actions as journal
from portal.journal.enums import WishState
from portal.journal.models import Step, WishedChange
from portal.language import LANGUAGES
from resources.models import Module, Topic

from ..contents.digests import changed_parts, digest_of
from ..contents.facts import DATES, FACTS, KEEPING, PARTS, WORD_FIELDS, language_of, said_in
from ..contents.readings import (
    Reading,
    asks,
    carried_over,
    changes_between,
    kept,
    mark_of,
    names_changed,
    reading_of,
)
from ..contents.reasons import reasons_of
from ..enums import PLACES_SCOPE, StepVerb
from ..models.meeting import OF_A_HALL
from ..models.workshop import Workshop
from ..rules import dates_may_change, first_moment, is_amendable, what_is_missing, would_approve_own_change
from . import telling
from .asking_hosts import ask_host
from .inviting import invite_all
from .keeping import keep_anew
from .money import MoneyLine
from .offering import hold_until_start
from .places import lock_workshop, move_up
from .queue import count_queue
from .refusals import Changed, NotReady, Refused, WrongState
from .registering import Draft, TrainerLine, words_of, write


@dataclass(frozen=True)
class Amendment:
    """What a draft would change of an approved workshop: the readings before and after, the facts that change at once,
    and those that ask.
    """

    stood: Reading
    stands: Reading
    at_once: list[str]
    asked: list[str]

    @property
    def languages_of_old_hall(self) -> list[str]:
        """The languages in which a hall or its address stays as it was while it changes in others."""
        changed = {*self.at_once, *self.asked}
        left = [name for name in OF_A_HALL if name not in changed and self.stands[name]]
        moved = [name for name in left if not changed.isdisjoint(said_in(name, code) for code in LANGUAGES)]
        return [*dict.fromkeys(map(language_of, moved))]

    @property
    def is_empty(self) -> bool:
        """True when the draft says what the workshop says."""
        return not (self.at_once or self.asked)

    def changes(self, names: Collection[str]) -> list[dict[str, Any]]:
        """The differences in some of the facts."""
        return changes_between(self.stood, self.stands, names)


def amendment_of(workshop: Workshop, draft: Draft) -> Amendment:
    """What a draft would change of a workshop; reads alone."""
    stood = reading_of(workshop)
    stands = _reading_with(workshop, draft, stood)
    names = names_changed(stood, stands)
    modules = dict(Topic.objects.values_list("pk", "module"))
    asked = [name for name in names if asks(name, stood, stands, modules)]
    return Amendment(stood, stands, [name for name in names if name not in asked], asked)


def _reading_with(workshop: Workshop, draft: Draft, stood: Reading) -> Reading:
    """What the workshop would say with a draft. A name that was only typed stands beside its mark, to be shown."""
    facts = {name: kept(value) for name, value in draft.facts.items() if name in FACTS and name not in PARTS}
    words = {
        f"{code}_{name}": text
        for code in LANGUAGES
        for name, text in words_of(draft, code).items()
        if name in WORD_FIELDS
    }
    return {
        **stood,
        **facts,
        **words,
        "topics": sorted(topic.pk for topic in draft.topics),
        "trainers": [_trainer(workshop, line) for line in draft.trainers],
        "modules": sorted(module.pk for module in draft.modules),
        "money": [_source(workshop, line) for line in draft.money],
    }


def _source(workshop: Workshop, line: MoneyLine) -> dict[str, Any]:
    rows = {row.pk: row for row in workshop.money_sources.all()}
    row = rows.get(line.row or 0) or next(
        (row for row in rows.values() if (row.kind, row.name) == (line.kind, line.name)), None
    )
    return {
        "row": row.pk if row else None,
        "kind": line.kind,
        "name": line.name,
        "language": line.language or workshop.working_language,
        "in_kind": line.in_kind,
        "planned": kept(line.planned),
    }


def _trainer(workshop: Workshop, line: TrainerLine) -> dict[str, Any]:
    rows = list(workshop.trainers.all())
    row = next((row for row in rows if row.pk == line.row), None)
    row = row or next((row for row in rows if not line.person and row.everyday_name == line.clean_name), None)
    if row and row.person_id:
        name, email = row.name, row.email
    else:
        name, email = line.clean_name, line.email
    made = {"line": row.pk if row else None, "person": line.person, "role": line.role}
    made["mark"] = mark_of(name, email)
    if row and (row.person_id or made["mark"] == mark_of(row.name, row.email)):
        return {**made, "person": row.person_id}
    return made if line.person else {**made, "name": name}


def amend(workshop: Workshop, user: User | None, draft: Draft, reason: str, seen: str = "") -> Amendment:
    """Changes an approved workshop until its last day, and asks the secretariat for what is its to decide; returns what
    changed. Everybody concerned is told once, and new trainers are invited.

    `seen` is what the form showed (`digests.digest_of`): Changed is raised when the workshop says something else by
    now. Said again, it changes nothing. Raises WrongState when the workshop is not an approved one before its end,
    Refused without a reason, or for fewer places than are taken, NotReady with what would be missing.
    """
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        _must_be_amendable(locked)
        planned = amendment_of(locked, draft)
        if planned.is_empty or _is_asked_already(locked, planned):
            return replace(planned, at_once=[], asked=[])
        if seen and (now := digest_of(locked)) != seen:
            raise Changed(
                _(
                    "The workshop has changed since you opened this page. Look at it again, then send your change."
                ),
                changed_parts(seen, now),
            )
        if not reason.strip():
            raise Refused(_("Give the reason."))
        _must_be_possible(locked, planned, draft)
        if planned.at_once:
            _change(locked, user, draft, planned, reason)
        if planned.asked:
            _ask(locked, user, planned, reason)
    return planned


def check_amendment(workshop: Workshop, draft: Draft) -> None:
    """Raises what `amend` would raise of a draft, but for a reason that is missing."""
    with lock_workshop(workshop.pk) as locked:
        _must_be_amendable(locked)
        _must_be_possible(locked, amendment_of(locked, draft), draft)


def _is_asked_already(locked: Workshop, planned: Amendment) -> bool:
    """True when the draft says nothing but what waits for the secretariat already."""
    waiting = locked.wished_changes.waiting().first()
    wished = {name: planned.stands[name] for name in planned.asked}
    return not planned.at_once and waiting is not None and wished.items() <= waiting.wished.items()


def _must_be_possible(locked: Workshop, planned: Amendment, draft: Draft) -> None:
    """Raises NotReady when a change would leave out something that every approved workshop says, or cannot be."""
    _must_be_before_start(locked, planned.asked)
    capacity = draft.facts.get("capacity")
    if "capacity" in planned.at_once and capacity and capacity < (taken := count_queue(locked).taken):
        words = _("Places already taken: %(count)s. The number cannot be lower than that.") % {"count": taken}
        raise NotReady(words, {"capacity": words})
    missing = dict(what_is_missing(locked))
    both = [*planned.at_once, *planned.asked] if planned.asked else []
    for names in filter(None, (planned.at_once, both)):
        _must_not_miss(_missing_with(locked, draft, names), missing)


def _must_be_amendable(locked: Workshop) -> None:
    if not is_amendable(locked):
        raise WrongState(_("Only an approved workshop that is not over can be changed."))


def _must_be_before_start(locked: Workshop, names: Collection[str]) -> None:
    """Raises WrongState when dates are among the facts, and the workshop has begun."""
    if DATES & {*names} and not dates_may_change(locked):
        raise WrongState(_("Dates can be changed only for an approved workshop that has not started."))


def _must_not_miss(found: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Raises NotReady when something is missing that was not missing before."""
    if new := {name: text for name, text in found.items() if before.get(name) != text}:
        raise NotReady(next(iter(new.values())), new)


def _missing_with(locked: Workshop, draft: Draft, names: Collection[str]) -> dict[str, str]:
    """What would be missing with some of a draft's facts; writes nothing that stays."""
    with transaction.atomic():
        tried = Workshop.objects.get(pk=locked.pk)
        write(tried, draft, None, {*names} - {"capacity"})
        if "capacity" in names:
            tried.capacity = draft.facts["capacity"]
        if DATES & {*names}:
            tried.applications_close_at = closing_before_start(tried)
        missing = what_is_missing(tried)
        transaction.set_rollback(True)
    return missing


def _change(locked: Workshop, user: User | None, draft: Draft, planned: Amendment, reason: str) -> Step:
    """Lets what is changed at once take effect."""
    helpers, known = telling.helpers_of(locked), _lines_of(locked)
    names = {*planned.at_once}
    if "capacity" in names:
        locked.places_taken = count_queue(locked).taken  # Without held places whose moment has passed.
    write(locked, draft, user, names)
    if names & KEEPING:  # Who may have the free places is another question now.
        keep_anew(locked)
    elif "capacity" in names:
        move_up(locked)
    changes = changes_between(planned.stood, reading_of(locked), planned.at_once)
    step = journal.log(locked, StepVerb.AMENDED, user, reason, changes=changes)
    telling.tell_amended(
        step, telling.gone_from(locked, helpers), asked={pk for pk, *_who in _lines_of(locked) - known}
    )
    invite_all(locked, user, f"step-{step.pk}")
    return step


def _lines_of(locked: Workshop) -> set[tuple[Any, ...]]:
    """Who helps to hold the workshop: the key of each line, whose it is, and where they are asked."""
    return {*locked.trainers.values_list("pk", "person", "email")}


def _ask(locked: Workshop, user: User | None, planned: Amendment, reason: str) -> WishedChange:
    """Asks the secretariat, together with what waits for it already."""
    waiting = locked.wished_changes.waiting().first()
    wished = {**(waiting.wished if waiting else {}), **{name: planned.stands[name] for name in planned.asked}}
    change = journal.wish(locked, user, {name: planned.stood[name] for name in wished}, wished, reason)
    telling.tell(change, "change_wished", "change_received")
    telling.tell_asking_hosts(change, "change_received", locked.host_id, telling.asking_hosts(change))
    return change


def withdraw_change(change: WishedChange, user: User) -> WishedChange:
    """Takes back a wished change that nobody has decided, and tells whoever was told of it. Said again, it changes
    nothing; raises WrongState when it was decided.
    """
    with lock_workshop(change.about_id) as workshop:
        change = WishedChange.objects.get(pk=change.pk)
        if change.state == WishState.WITHDRAWN:
            return change
        _must_wait(change)
        journal.decide(change, WishState.WITHDRAWN, user)
        change.about = workshop
        telling.tell(change, "change_withdrawn", "change_withdrawn_organiser", but=[user])
        hosts = [one for one in telling.asking_hosts(change) if one != user]
        telling.tell_asking_hosts(change, "request_withdrawn", workshop.host_id, hosts)
    return change


def approve_change(change: WishedChange, user: User) -> WishedChange:
    """Lets a wished change take effect, and tells everybody concerned.

    Raises WrongState when it was decided otherwise, NotReady when it cannot be any more, Refused for who asked for it
    where nobody approves their own.
    """
    with lock_workshop(change.about_id, PLACES_SCOPE) as workshop:
        change = WishedChange.objects.get(pk=change.pk)
        if change.state == WishState.APPROVED:
            return change
        _must_wait(change)
        _must_be_amendable(workshop)
        if would_approve_own_change(user, workshop, change):
            raise Refused(_("You asked for this change yourself. Someone else has to approve it."))
        missing, stood = dict(what_is_missing(workshop)), reading_of(workshop)
        change.about = workshop
        host, hosts = workshop.host_id, telling.asking_hosts(change)  # Before another host may be written.
        why = reasons_of(change, of_money=False) or change.why
        _must_be_before_start(workshop, change.wished)
        write(workshop, _draft_of(change, stood), user, {*change.wished})
        if DATES & {*change.wished}:
            workshop.applications_close_at = closing_before_start(workshop)
            workshop.save()
            hold_until_start(workshop)
        _must_not_miss(what_is_missing(workshop), missing)
        journal.decide(change, WishState.APPROVED, user)
        changes = changes_between(stood, reading_of(workshop))
        step = journal.log(workshop, StepVerb.CHANGE_APPROVED, user, why, changes=changes)
        telling.tell(change, "change_approved", step=step.pk)
        telling.tell_asking_hosts(change, "change_approved", host, hosts)
        telling.tell_amended(step, but=hosts)
        if "host" in change.wished:
            ask_host(workshop, user)
        if {"host", "region", *KEEPING} & {*change.wished}:  # For whom places are kept, and until when.
            keep_anew(workshop)
        invalidate(PLACES_SCOPE)
    return change


def decline_change(change: WishedChange, user: User, reason: str) -> WishedChange:
    """Leaves what stands as it is, with a reason. Raises Refused without one, WrongState when it was decided."""
    if not reason.strip():
        raise Refused(_("Give the reason."))
    with lock_workshop(change.about_id) as workshop:
        change = WishedChange.objects.get(pk=change.pk)
        if change.state == WishState.DECLINED:
            return change
        _must_wait(change)
        journal.decide(change, WishState.DECLINED, user, reason)
        change.about = workshop
        telling.tell(change, "change_declined")
        telling.tell_asking_hosts(change, "change_declined", workshop.host_id, telling.asking_hosts(change))
    return change


def _must_wait(change: WishedChange) -> None:
    if change.state == WishState.REPLACED:
        raise Changed(
            _("Something else has been asked for since you opened this page. It is now shown here.")
        )
    if change.state != WishState.WAITING:
        raise WrongState(_("This request no longer needs a decision."))


def _draft_of(change: WishedChange, today: Reading) -> Draft:
    """The facts of a wished change as a draft of what the workshop says today."""
    wished = {
        name: carried_over(name, change.stood.get(name), value, today[name])
        for name, value in change.wished.items()
    }
    facts = {
        name: _value(name, value) for name, value in wished.items() if name in FACTS and name not in PARTS
    }
    money = [_money_line(line) for line in wished.get("money", ())]
    return Draft(
        facts=facts,
        topics=list(Topic.objects.filter(pk__in=wished.get("topics", ()))),
        modules=list(Module.objects.filter(pk__in=wished.get("modules", ()))),
        money=money,
    )


def _money_line(line: dict[str, Any]) -> MoneyLine:
    planned = Decimal(line["planned"]) if line["planned"] is not None else None
    return MoneyLine(line["kind"], line["name"], planned, line["in_kind"], line["language"], line["row"])


def _value(name: str, value: Any) -> Any:
    """A fact as the workshop's field has it, out of what the journal keeps."""
    rows = {"host": Organisation, "region": Region}
    if name in rows:
        return cast(Any, rows[name]).objects.filter(pk=value).first()
    return cast(Any, Workshop._meta.get_field(name)).to_python(value)


def closing_before_start(workshop: Workshop) -> datetime | None:
    """The closing time of booking: as set, but at the latest in the last minute before the first day."""
    closes, first = workshop.applications_close_at, first_moment(workshop.days[0])
    return closes if closes is None or closes < first else first - timedelta(minutes=1)
