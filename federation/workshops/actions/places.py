"""Taking, giving up and moving up: the only writers of participations.

Every change holds the workshop's row alone first, then counts, then writes. On PostgreSQL `SELECT … FOR NO KEY
UPDATE` locks the row; on SQLite the transaction takes the write lock when it begins (`transaction_mode=IMMEDIATE`).
Without that, 30 places were once sold to 50 people.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.people.models import Person
from federation.people.registry import GIVEN_UP, MOVED, Moves, point_at
from portal.accounts.models import User
from portal.caching.cache import invalidate
from portal.caching.scopes import Scope

from ..enums import PLACES_SCOPE, ParticipationState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..rules import may_leave, people_kept_for, takes_requests
from . import telling
from .queue import Queue, count_queue, next_in
from .refusals import NoRequests


@contextmanager
def lock_workshop(workshop_id: int, changing: Scope | None = None) -> Iterator[Workshop]:
    """A transaction in which nobody else changes the workshop or its places, with a new version of what is
    `changing`.
    """
    with transaction.atomic():
        if changing:
            invalidate(
                changing
            )  # Nobody sees it before the end; done first, since others wait for what follows.
        yield Workshop.objects.select_for_update(no_key=True).get(pk=workshop_id)


def take_place(workshop: Workshop, user: User) -> Participation:
    """Gives the user a place, or one on the waitlist when none is free. Asked again, it changes nothing.

    Raises NoRequests when no places can be asked for now.
    """
    person = user.person
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        queue = count_queue(locked, person)
        participation = Participation.objects.get(pk=queue.own) if queue.own else None
        if participation and participation.state != ParticipationState.CANCELLED:
            return participation
        if not takes_requests(locked):
            raise NoRequests(_("Places in this workshop cannot be booked at the moment."))
        is_entitled = people_kept_for(locked).filter(pk=person.pk).exists()
        is_free = queue.room_for(is_entitled) > 0
        participation = participation or Participation()
        participation.person, participation.workshop = person, locked
        participation.is_entitled = is_entitled
        participation.state = ParticipationState.REGISTERED if is_free else ParticipationState.WAITLISTED
        participation.queue_number = queue.last + 1  # At the end, also for somebody who comes back.
        participation.requested_at = participation.changed_at = timezone.now()
        participation.save()
        _remember(locked, _joined(queue, participation))
        participation.earlier = queue.waiting  # Else the letter would count once more.
        telling.tell_place(participation, "place_taken" if is_free else "place_waitlisted")
    return participation


def cancel_participation(workshop: Workshop, user: User) -> Participation | None:
    """Gives up the user's place or turn, as `give_up` does."""
    return give_up(workshop, user.person)


def give_up(workshop: Workshop, person: Person) -> Participation | None:
    """Gives up a person's place or turn; the next on the waitlist moves up. None when there was nothing to give up.

    What was given up stands in `left` of the answer.

    Raises NoRequests once the workshop has begun or is cancelled.
    """
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        own = Participation.objects.filter(workshop=locked, person=person)
        participation = own.select_related("person__user").first()
        if participation is None or participation.state == ParticipationState.CANCELLED:
            return participation
        if not may_leave(locked):
            raise NoRequests(_("A place can be given up only before the workshop starts."))
        participation.workshop, participation.left = locked, participation.state
        participation.state = ParticipationState.CANCELLED
        participation.changed_at = timezone.now()
        participation.save(update_fields=["state", "changed_at"])
        was_waiting = participation.left == ParticipationState.WAITLISTED
        telling.tell_place(participation, "waitlist_left" if was_waiting else "place_given_up")
        move_up(locked)
    return participation


def leave_all(person: Person) -> int:
    """Gives up every place that a person can still give up, before they leave; how many there were.

    Workshops are locked in one order, so that two who leave at once never wait for each other.
    """
    own = (
        Participation.objects.filter(person=person)
        .active()
        .select_related("workshop")
        .order_by("workshop_id")
    )
    leaving = [participation.workshop for participation in own if may_leave(participation.workshop)]
    for workshop in leaving:
        with suppress(NoRequests):  # It was called off, or began, a moment ago.
            give_up(workshop, person)
    return len(leaving)


def join_turns(kept: Person, merged: Person) -> Moves:
    """Gives the turns of somebody who is merged into another to the other. Of two in one workshop the earlier stays.

    The other is given up, and who waits moves up. Workshops are locked in one order.
    """
    moved, turned, given_up = [], [], []
    for row in Participation.objects.filter(person=merged).order_by("workshop_id"):
        with lock_workshop(row.workshop_id, PLACES_SCOPE) as locked:
            row.refresh_from_db()
            own = Participation.objects.filter(workshop=locked, person=kept).first()
            if own is None:
                row.person = kept
                row.save(update_fields=["person"])
                moved.append(row.pk)
                continue
            are_active = [each.state != ParticipationState.CANCELLED for each in (own, row)]
            if are_active[1] and (not are_active[0] or row.queue_number < own.queue_number):
                _take_turn(own, row)
                turned.append(row.pk)
            elif are_active[1]:
                _give_up(row)
            if all(are_active):
                given_up.append(locked.pk)
                move_up(locked)
    return {MOVED: moved, "turned": turned, GIVEN_UP: {Workshop._meta.label: given_up}}


def part_turns(kept: Person, merged: Person, told: Moves) -> None:
    """Undoes that two were joined: the merged one has its turns again. What was given up stays so."""
    point_at(Participation.objects.filter(pk__in=told[MOVED], person=kept).order_by("pk"), "person", merged)
    for row in Participation.objects.filter(pk__in=told["turned"], person=merged).order_by("workshop_id"):
        with lock_workshop(row.workshop_id, PLACES_SCOPE) as locked:
            row.refresh_from_db()
            own = Participation.objects.filter(workshop=locked, person=kept).first()
            is_free = row.state == ParticipationState.CANCELLED
            if own and own.state != ParticipationState.CANCELLED and is_free:
                _take_turn(row, own)


def _take_turn(row: Participation, of: Participation) -> None:
    """Gives a row the turn of another one in the same workshop, which has given it up then."""
    state, number, requested_at = of.state, of.queue_number, of.requested_at
    of.queue_number = count_queue(of.workshop).last + 1  # No number is there twice.
    _give_up(of)
    row.state, row.queue_number, row.requested_at = state, number, requested_at
    row.changed_at, row.is_entitled = of.changed_at, of.is_entitled
    row.save()


def _give_up(row: Participation) -> None:
    row.state, row.changed_at = ParticipationState.CANCELLED, timezone.now()
    row.save(update_fields=["state", "queue_number", "changed_at"])


def move_up(locked: Workshop) -> None:
    """Counts the places of a workshop whose row is held, and gives the free ones to those who wait."""
    _move_up(locked, count_queue(locked))


def _move_up(workshop: Workshop, queue: Queue) -> None:
    """Gives free places to those who wait, in their order, while it helps: before the first day; then keeps the
    counts.
    """
    waiting = Participation.objects.filter(workshop=workshop).waitlisted().select_related("person__user")
    moving = next_in(queue, waiting) if queue.free and queue.waiting and may_leave(workshop) else []
    moved_at = timezone.now()
    for participation in moving:
        participation.workshop = workshop
        participation.state, participation.changed_at = ParticipationState.REGISTERED, moved_at
        queue = replace(_joined(queue, participation), waiting=queue.waiting - 1)
    if moving:
        Participation.objects.filter(pk__in=[participation.pk for participation in moving]).update(
            state=ParticipationState.REGISTERED, changed_at=moved_at
        )
    _remember(workshop, queue)
    telling.tell_places(moving, "place_moved_up")


def _joined(queue: Queue, row: Participation) -> Queue:
    """The queue with one who joins it, as far as it is kept."""
    if row.state == ParticipationState.WAITLISTED:
        return replace(queue, waiting=queue.waiting + 1)
    return replace(queue, taken=queue.taken + 1, kept_taken=queue.kept_taken + row.is_entitled)


def _remember(workshop: Workshop, queue: Queue) -> None:
    """Keeps the counts beside the workshop for lists."""
    counts = {
        "places_taken": queue.taken,
        "kept_taken": queue.kept_taken,
        "waiting_count": queue.waiting,
    }
    for name, count in counts.items():
        setattr(workshop, name, count)
    Workshop.objects.filter(pk=workshop.pk).update(**counts)
