"""Merging two entries for one person, and undoing it.

Everything that points at the one is moved to the other by the keys of `registry`, under locks in one order: accounts,
then people, each by their number, then what the rooms lock. The one that was merged stays as an empty row that names
the other, so that old links lead there.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal.accounts.actions import close_account, open_account
from portal.accounts.models import User
from portal.clock.batches import in_batches
from portal.content import versions

from .. import letters
from ..enums import MERGED, UNDONE, MergeState
from ..models.merge import CAN_BE_UNDONE_FOR, Merge
from ..models.person import Person
from ..registry import GIVEN_UP, KEYS, MOVED, Key, Moves
from .locking import lock_merge, lock_people
from .matching import keep_apart
from .questions import check_not_asked, withdraw_questions
from .refusals import Refused

KEPT_WITH_EACH = frozenset({"user", "is_demo"})  # What no merge chooses.
NAMES = ("full_name", "name_kk", "name_ru", "latin_name")
LISTS = ("other_names", "other_emails")  # Of both, one line each.


def choosable(kept: Person, merged: Person) -> list[str]:
    """The names of the facts that differ, and of which one is to be chosen."""
    ours, theirs = versions.content_of(kept), versions.content_of(merged)
    return [
        field.name
        for field in versions.facts(Person)
        if field.name not in (*KEPT_WITH_EACH, *LISTS) and ours[field.name] != theirs[field.name]
    ]


@transaction.atomic
def merge(kept_id: int, merged_id: int, chosen: Iterable[str], by: User, note: str = "") -> Merge:
    """Merges two people, taking the `chosen` facts from the merged one; of two with an account each, asks both first.

    Asked again, it changes nothing. Raises Refused where the two do not stand as two people any more, are being asked
    the other way round, or the account that would be closed is a superuser's.
    """
    kept, merged = lock_people(kept_id, merged_id)
    can_both_answer = kept.can_sign_in and merged.can_sign_in
    if not can_both_answer:
        withdraw_questions(merged)  # An administrator has closed one of the accounts meanwhile.
    begun = Merge.objects.filter(merged=merged, state__in=(MergeState.ASKED, MergeState.DONE)).first()
    if begun and begun.kept_id == kept.pk:
        return begun
    check_not_asked(kept, merged)
    if begun or kept.merged_into_id or merged.merged_into_id or kept.is_forgotten or merged.is_forgotten:
        raise Refused(
            _("One of the two was merged or erased meanwhile, or a merge is waiting for an answer.")
        )
    _check_accounts(kept, merged)
    row = Merge.objects.create(
        kept=kept,
        merged=merged,
        chosen=[name for name in choosable(kept, merged) if name in set(chosen)],
        note=note,
        made_by=by,
        state=MergeState.ASKED,
    )
    if can_both_answer:
        letters.ask(row)
    else:
        _carry_out(row, kept, merged)
    return row


def _check_accounts(kept: Person, merged: Person) -> None:
    if kept.user and merged.user and merged.user.is_superuser:
        raise Refused(_("The account of a superuser is not closed. Keep that person instead."))
    if kept.user and not kept.can_sign_in and merged.can_sign_in:
        raise Refused(_("Only one of the two can still sign in. Keep that person."))


def confirm(merge_id: int, user: User) -> Merge:
    """Keeps that one of the two says yes; with the second yes they are merged. Said again, it changes nothing.

    Raises Merge.DoesNotExist for whoever is not asked.
    """
    with transaction.atomic():
        row, kept, merged = lock_merge(merge_id)
        if row.state != MergeState.ASKED or user.pk not in (kept.user_id, merged.user_id):
            raise Merge.DoesNotExist
        name = "kept_confirmed_at" if user.pk == kept.user_id else "merged_confirmed_at"
        setattr(row, name, getattr(row, name) or timezone.now())
        row.save(update_fields=[name])
        if row.kept_confirmed_at and row.merged_confirmed_at and kept.can_sign_in and merged.can_sign_in:
            _carry_out(row, kept, merged)
        return row


def undo(merge_id: int, by: User) -> Merge:
    """Undoes a merge within thirty days: what was moved goes back, what came since stays with the kept one.

    Asked again, it changes nothing. Raises Refused when it cannot be undone any more.
    """
    with transaction.atomic():
        row, kept, merged = lock_merge(merge_id)
        if row.state == MergeState.UNDONE:
            return row
        if not row.can_be_undone or merged.merged_into_id != kept.pk:
            raise Refused(_("This merge cannot be undone any more."))
        told = row.kept_facts
        since = _since(kept, told["there"])
        stay = _give_facts_back(kept, merged, told)
        lost = given_up(told)
        for label, key in KEYS.items():  # In the order of the floors, which JSON does not keep.
            if label in told["moved"]:
                key.back(kept, merged, told["moved"][label])
        row.state, row.undone_at, row.undone_by = MergeState.UNDONE, timezone.now(), by
        row.kept_facts = {"since": since, "given_up": lost, "stay": stay}
        row.save(update_fields=["state", "undone_at", "undone_by", "kept_facts"])
        keep_apart(kept, merged, user=by)
        for person in (kept, merged):
            log(person, UNDONE, user=by, data={"merge": row.pk})
        reopened = merged.user if merged.user and told["closed"] == merged.user.pk else None
        letters.tell_undone(row, reopened=reopened, is_place_lost=bool(lost))
        return row


def empty_old_merges() -> int:
    """Forgets what the undo of merges needed, and the merged one's versions, once the thirty days are over.

    Returns how many.
    """
    until = timezone.now() - CAN_BE_UNDONE_FOR - timedelta(minutes=1)
    old = Merge.objects.filter(Q(done_at__lt=until), state__in=(MergeState.DONE, MergeState.UNDONE))
    return in_batches(old.exclude(kept_facts={}), _empty)


def _empty(rows: models.QuerySet[Merge]) -> int:
    keys = list(rows.values_list("pk", flat=True))
    done = Merge.objects.filter(pk__in=keys, state=MergeState.DONE)
    versions.forget(Person.objects.filter(pk__in=done.values("merged")))
    return Merge.objects.filter(pk__in=keys).update(kept_facts={}, note="")


def _carry_out(row: Merge, kept: Person, merged: Person) -> None:
    facts, before = _facts_of(merged), _facts_of(kept)
    addresses = [letters.addressed(kept), letters.addressed(merged)]
    closed = merged.user_id if kept.user and merged.can_sign_in else None
    row.state, row.done_at = MergeState.DONE, timezone.now()
    row.save(
        update_fields=["state", "done_at"]
    )  # No question any more, which the closing of an account withdraws.
    # Others who were asked whether they are one of these are to be asked anew.
    involved = Q(kept=merged) | Q(merged=merged) | Q(merged=kept)
    Merge.objects.asked().filter(involved).exclude(pk=row.pk).delete()
    moved = {label: key.move(kept, merged) for label, key in KEYS.items()}
    left = _take_facts(row, kept, merged)
    after = _facts_of(kept)
    changed = versions.changed_names(before, after)
    row.kept_facts = {
        "merged": facts,
        "closed": closed,
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
        "moved": moved,
        "there": {label: list(key.rows_of(kept).values_list("pk", flat=True)) for label, key in _listed()},
    }
    row.save(update_fields=["kept_facts"])
    for person in (kept, merged):
        log(person, MERGED, user=row.made_by, data={"merge": row.pk, "moved": _counts(moved), "left": left})
    letters.tell_merged(row, *addresses, is_closed=closed is not None)


def _facts_of(person: Person) -> dict[str, Any]:
    """The facts of a person; workplaces are rows of their own, which the registry moves."""
    content = versions.content_of(person)
    return {field.name: content[field.name] for field in versions.facts(Person)}


def _listed() -> list[tuple[str, Key]]:
    return [(label, key) for label, key in KEYS.items() if key.is_listed]


def _counts(moved: dict[str, Moves]) -> dict[str, int]:
    """How many rows each key moved."""
    return {label: len(told[MOVED]) for label, told in moved.items() if told.get(MOVED)}


def _take_facts(row: Merge, kept: Person, merged: Person) -> dict[str, Any]:
    """Gives the kept one all facts of the other, which is emptied; returns those that have no place of their own."""
    left: dict[str, Any] = {}
    names, addresses = [merged.other_names], [merged.other_emails]
    has_account = bool(kept.user_id or merged.user_id)
    for field in versions.facts(Person):
        if field.name in (*KEPT_WITH_EACH, *LISTS):
            continue
        if field.name == "full_name" and has_account:  # Which is the account's.
            names += [kept.full_name, merged.full_name]
            continue
        mine, theirs = getattr(kept, field.attname), getattr(merged, field.attname)
        takes = bool(theirs) and (field.name in row.chosen or not mine)
        if takes:
            setattr(kept, field.attname, theirs)
        lost = mine if takes else theirs
        if not lost or mine == theirs:
            continue
        if field.name in NAMES:
            names.append(lost)
        elif field.name == "email":
            addresses.append(lost)
        else:
            left[field.name] = lost
    _empty_facts(merged)
    if not kept.user_id and merged.user_id:
        kept.user, merged.user = merged.user, None
    elif merged.user:
        close_account(merged.user, tells=False, is_repeated=False)
    merged.merged_into = kept
    merged.save()
    kept.details_confirmed_at = kept.details_confirmed_at or merged.details_confirmed_at
    kept.fill_derived()
    standing = [getattr(kept, name) for name in NAMES]
    kept.other_names = _lines([kept.other_names, *names], standing)
    kept.other_emails = _lines([kept.other_emails, *addresses], [kept.email or ""])
    kept.save()
    return left


def _lines(texts: Iterable[str], without: Iterable[str]) -> str:
    """The lines of all texts, each once, but for those that stand elsewhere."""
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return "\n".join(dict.fromkeys(line for line in lines if line and line not in set(without)))


def _empty_facts(person: Person) -> None:
    for field in versions.facts(Person):
        if field.name not in (*KEPT_WITH_EACH, "preferred_language"):
            setattr(person, field.attname, None if field.null else field.get_default())


def given_up(told: dict[str, Any]) -> dict[str, list[Any]]:
    """What no undo brings back, by kind: both had a place in it."""
    found: dict[str, list[Any]] = {}
    for moved in told.get("moved", {}).values():
        for label, keys in moved.get(GIVEN_UP, {}).items():
            found.setdefault(label, []).extend(keys)
    return found


def _give_facts_back(kept: Person, merged: Person, told: dict[str, Any]) -> list[str]:
    """The merged one is as it was, and so are the facts of the kept one that nobody has changed since.

    Returns the names of the others.
    """
    now = _facts_of(kept)
    back = {name: value for name, value in told["before"].items() if now.get(name) == told["after"][name]}
    account = told["merged"].get("user")
    was_moved = "user" in back and kept.user_id == account
    versions.fill(kept, back)
    kept.save()  # First, since an account has one person.
    merged.merged_into = None
    versions.fill(merged, told["merged"], keeping=() if was_moved else ("user",))
    merged.save()
    if merged.user and told["closed"] == merged.user_id and not merged.user.is_erased:
        User.objects.filter(pk=merged.user.pk).update(is_active=True)
        open_account(merged.user)
    return [name for name in told["before"] if name not in back]


def _since(kept: Person, there: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The keys of what has come to the kept one since the merge."""
    found = {
        label: list(key.rows_of(kept).exclude(pk__in=there.get(label, ())).values_list("pk", flat=True))
        for label, key in _listed()
    }
    return {label: keys for label, keys in found.items() if keys}
