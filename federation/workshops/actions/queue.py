"""The queue of a workshop: who has a place, what is held, who waits, and for how many there is room."""

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from federation.people.models import Person

from ..enums import ParticipationState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..querysets import ParticipationQuerySet


@dataclass(frozen=True)
class Queue:
    """State of the queue: places taken, held ones among them; people who wait; the last number given; somebody's own
    row. Of the taken and the waiting, how many are people for whom places are kept. Then all places, and the kept ones.
    """

    taken: int
    waiting: int
    last: int
    own: int | None
    kept_taken: int
    kept_waiting: int
    places: int
    kept: int

    @property
    def free(self) -> int:
        """Number of places that nobody has and that are held for nobody."""
        return max(self.places - self.taken, 0)

    @property
    def kept_free(self) -> int:
        """How many of the free places are kept: nobody for whom they are kept has taken them yet."""
        return min(max(self.kept - self.kept_taken, 0), self.free)

    def room_for(self, is_entitled: bool) -> int:
        """How many people may take a place at once, by whether places are kept for them: nobody passes those who wait,
        but into a kept place.
        """
        others = 0 if self.waiting else self.free - self.kept_free
        return others + (self.kept_free if is_entitled and not self.kept_waiting else 0)


# By hand, for everybody else waits meanwhile: Django takes ten times as long to put it together as the database to
# answer.
COUNT_QUEUE = """
    SELECT count(*) FILTER (WHERE state = %(has_place)s) + (
               SELECT count(*) FROM workshops_placeoffer AS offer
               WHERE offer.workshop_id = %(workshop)s AND accepted_at IS NULL AND declined_at IS NULL
                   AND withdrawn_at IS NULL AND lapsed_at IS NULL AND held_until > %(now)s
           ),
           count(*) FILTER (WHERE state = %(waits)s),
           coalesce(max(queue_number), 0), max(id) FILTER (WHERE person_id = %(person)s),
           count(*) FILTER (WHERE state = %(has_place)s AND is_entitled) + (
               SELECT count(*) FROM workshops_placeoffer AS offer
               WHERE offer.workshop_id = %(workshop)s AND accepted_at IS NULL AND declined_at IS NULL
                   AND withdrawn_at IS NULL AND lapsed_at IS NULL AND held_until > %(now)s AND offer.is_entitled
           ),
           count(*) FILTER (WHERE state = %(waits)s AND is_entitled)
    FROM workshops_participation WHERE workshop_id = %(workshop)s
"""


def count_queue(workshop: Workshop, person: Person | None = None) -> Queue:
    """Counts a workshop's queue, and finds the row of a person in it. Right only under the lock."""
    now = timezone.now()
    asked = {
        "has_place": ParticipationState.REGISTERED.value,
        "waits": ParticipationState.WAITLISTED.value,
        "person": person.pk if person else None,
        "workshop": workshop.pk,
        "now": connection.ops.adapt_datetimefield_value(now),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT_QUEUE, asked)
        counted = cursor.fetchone()
    taken, waiting, last, own, kept_taken, kept_waiting = counted
    kept = workshop.kept_now(timezone.localdate(now))
    return Queue(taken, waiting, last, own, kept_taken, kept_waiting, workshop.capacity or 0, kept)


def next_in(queue: Queue, waiting: ParticipationQuerySet) -> list[Participation]:
    """Those who wait and for whom there is room now, in their order. Into kept places those for whom they are kept pass
    the others.
    """
    free, kept = queue.free, queue.kept_free
    if not kept:
        return list(waiting[:free])
    found = []
    for row in waiting:
        if not free:
            break
        if not row.is_entitled and free <= kept:
            continue
        found.append(row)
        free -= 1
        kept -= row.is_entitled and kept > 0
    return found
