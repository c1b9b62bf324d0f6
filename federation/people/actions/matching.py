"""Finding people who may be one, and keeping what the secretariat says of it."""

import hashlib
from itertools import islice

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.clock import batches

from ..enums import DuplicateState
from ..likeness import Census, Compared, Pair, compared
from ..models.likely_duplicate import LikelyDuplicate
from ..models.person import Person

COMPARED_FIELDS = (
    *("full_name", "name_kk", "name_ru", "latin_name", "other_names"),
    *("email", "region", "user__email", "merged_into"),
)


def find_likely_duplicates() -> int:
    """Compares all people, and keeps the pairs that are new, in batches; returns how many.

    A pair that is no longer alike goes, unless it was dismissed; one that was dismissed waits again when what was
    compared has changed.
    """
    people = Person.objects.standing().select_related("user").only(*COMPARED_FIELDS)
    census = Census(compared(person) for person in people.iterator(chunk_size=2000))
    by_key = {person.key: person for person in census.people}
    found = {(min(pair.one, pair.other), max(pair.one, pair.other)): pair for pair in census.likely_pairs()}
    rows = [_row(pair, by_key) for pair in found.values()]
    known = {(row.one_id, row.other_id): row for row in LikelyDuplicate.objects.all()}
    new = [row for row in rows if (row.one_id, row.other_id) not in known]
    changed = [
        _waiting_again(known[row.one_id, row.other_id], row)
        for row in rows
        if (row.one_id, row.other_id) in known and known[row.one_id, row.other_id].facts != row.facts
    ]
    gone = [
        row.pk for pair, row in known.items() if pair not in found and row.state == DuplicateState.WAITING
    ]
    _write(new, changed, gone)
    return len(new)


def _row(pair: Pair, people: dict[int, Compared]) -> LikelyDuplicate:
    one, other = sorted((people[pair.one], people[pair.other]), key=lambda person: person.key)
    return LikelyDuplicate(
        one_id=one.key,
        other_id=other.key,
        score=pair.score,
        why=[str(likeness.value) for likeness in pair.why],
        facts=_digest(one, other),
    )


def _digest(*people: Compared) -> str:
    told = [
        (person.key, *person.written, *sorted(person.former), person.address, str(person.region))
        for person in people
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _waiting_again(kept: LikelyDuplicate, found: LikelyDuplicate) -> LikelyDuplicate:
    kept.score, kept.why, kept.facts = found.score, found.why, found.facts
    if kept.state == DuplicateState.DISMISSED:
        kept.state, kept.dismissed_by, kept.found_at = DuplicateState.WAITING, None, timezone.now()
    return kept


def _write(new: list[LikelyDuplicate], changed: list[LikelyDuplicate], gone: list[int]) -> None:
    fields = ["score", "why", "facts", "state", "dismissed_by", "found_at"]
    waiting = iter(new)
    while batch := list(islice(waiting, batches.BATCH)):
        with transaction.atomic():
            # Somebody may have been erased or merged meanwhile: a pair is of two who are there.
            there = set(
                Person.objects.standing()
                .filter(pk__in={key for row in batch for key in (row.one_id, row.other_id)})
                .values_list("pk", flat=True)
            )
            rows = [row for row in batch if {row.one_id, row.other_id} <= there]
            LikelyDuplicate.objects.bulk_create(rows, ignore_conflicts=True)
    updated = iter(changed)
    while batch := list(islice(updated, batches.BATCH)):
        LikelyDuplicate.objects.bulk_update(batch, fields)
    batches.in_batches(LikelyDuplicate.objects.filter(pk__in=gone), lambda rows: rows.delete()[0])


def dismiss(pair_id: int, user: User) -> None:
    """Keeps that the two are not one person. Said again, or of two who are being asked, it changes nothing."""
    LikelyDuplicate.objects.waiting().filter(pk=pair_id).update(
        state=DuplicateState.DISMISSED, dismissed_by=user
    )


def list_again(pair_id: int) -> bool:
    """Lists a pair again that was dismissed; it stays until somebody decides. Returns False where there is none."""
    dismissed = LikelyDuplicate.objects.dismissed().filter(pk=pair_id)
    return bool(dismissed.update(state=DuplicateState.AGAIN, dismissed_by=None, found_at=timezone.now()))


def keep_apart(*people: Person, user: User | None = None) -> None:
    """Keeps that two are not one person: they were merged by mistake, or one of them says so."""
    one, other = sorted(people, key=lambda person: person.pk)
    LikelyDuplicate.objects.update_or_create(
        one=one,
        other=other,
        defaults={
            "score": 0,
            "facts": _digest(compared(one), compared(other)),
            "state": DuplicateState.DISMISSED,
            "dismissed_by": user,
        },
    )
