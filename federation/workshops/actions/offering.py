"""Places that an organisation has held for its people, until each confirms.

An open offer counts as a taken place (`queue.count_queue`); a participation begins with an accepted one. Nobody is
looked for but by whoever answers: who registers others learns nothing of who has an account, or has a place already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.people.models import Person
from portal.accounts.models import User
from portal.accounts.registry import forget_in_history
from portal.localisation.text import active_language
from portal.mail.sending import forget_letters_naming

from ..enums import PLACES_SCOPE, ParticipationState
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..querysets import PlaceOfferQuerySet
from ..rules import first_moment, may_leave, organisations_kept_for, takes_requests
from . import asking_colleagues, telling
from .places import lock_workshop, move_up
from .queue import count_queue
from .refusals import NoRequests, Refused

HELD_FOR = timedelta(hours=72)


@dataclass(frozen=True)
class Colleague:
    """One of those whom an organisation registers: a name and an address, as typed."""

    name: str
    email: str


@dataclass(frozen=True)
class Registered:
    """What became of those who were registered: the places that are held now, those for whom one was held already, and
    those for whom there was none left.
    """

    held: list[PlaceOffer]
    known: list[Colleague]
    left: list[Colleague]


def register_colleagues(
    workshop: Workshop, organisation: Organisation, by: Person, colleagues: Sequence[Colleague]
) -> Registered:
    """Holds a place for each of them, in their order, as far as places go, and writes to them. The same again holds
    nothing twice.

    Raises NoRequests when no places can be asked for now.
    """
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        if not takes_requests(locked):
            raise NoRequests(_("Places in this workshop cannot be booked at the moment."))
        _note_overdue(locked)
        is_entitled = organisations_kept_for(locked).filter(pk=organisation.pk).exists()
        room = count_queue(locked).room_for(is_entitled)
        standing = PlaceOffer.objects.standing().filter(workshop=locked)
        known = set(standing.values_list("email", flat=True))
        new = [each for each in colleagues if each.email not in known]
        now = timezone.now()
        held = PlaceOffer.objects.bulk_create(
            PlaceOffer(
                workshop=locked,
                organisation=organisation,
                name=each.name,
                email=each.email,
                language=active_language(),
                invited_by=by,
                invited_at=now,
                sent_at=now,
                held_until=_held_until(locked, now),
                is_entitled=is_entitled,
            )
            for each in new[:room]
        )
        move_up(locked)
        asking_colleagues.ask(held, "held_place_offered")
    return Registered(held, [each for each in colleagues if each.email in known], new[room:])


def _held_until(workshop: Workshop, now: datetime) -> datetime:
    """Until when a place is held: for three days, but not beyond the first day of the workshop."""
    return min(now + HELD_FOR, first_moment(workshop.days[0]))


def accept_place(offer: PlaceOffer, user: User) -> Participation:
    """The user takes the place that is held for them; who has one already keeps that, and what was held is free.

    Said again, it changes nothing. Raises what `Invitation.accept` raises, and Refused once the workshop has begun or
    is cancelled.
    """
    person = user.person
    with lock_workshop(offer.workshop_id, PLACES_SCOPE) as locked:
        found = PlaceOffer.objects.get(pk=offer.pk)
        own = Participation.objects.filter(workshop=locked, person=person).first()
        if not found.accept(person) and own:
            return own
        if not may_leave(locked):
            raise Refused(_("The workshop is not going to take place, or is over."))
        if own is None or own.state != ParticipationState.REGISTERED:
            own = _take(locked, person, own or Participation(person=person, workshop=locked), found)
        move_up(locked)
    return own


def _take(locked: Workshop, person: Person, own: Participation, offer: PlaceOffer) -> Participation:
    """Gives a person the place that was held; who waits keeps their number."""
    is_new = own.state != ParticipationState.WAITLISTED
    now = timezone.now()
    if is_new:
        own.queue_number, own.requested_at = count_queue(locked).last + 1, now
    own.state, own.is_entitled, own.changed_at = ParticipationState.REGISTERED, offer.is_entitled, now
    own.person, own.workshop = person, locked
    own.save()
    telling.tell_place(own, "place_taken")
    return own


def decline_place(offer: PlaceOffer, user: User) -> None:
    """The user does not want the place that is held for them: it is free. Said again, it changes nothing.

    Raises what `Invitation.decline` raises.
    """
    with lock_workshop(offer.workshop_id, PLACES_SCOPE) as locked:
        if PlaceOffer.objects.get(pk=offer.pk).decline(user.person):
            move_up(locked)


def withdraw_place(offer: PlaceOffer) -> bool:
    """Takes an open offer back, and writes to its address; the place is free. Returns False when it was not open."""
    with lock_workshop(offer.workshop_id, PLACES_SCOPE) as locked:
        found = PlaceOffer.objects.get(pk=offer.pk)
        if not found.withdraw():
            return False
        move_up(locked)
        asking_colleagues.ask([found], "held_place_withdrawn")
    return True


def end_overdue(workshop: Workshop) -> int:
    """Takes note of the places that nobody has confirmed in time; they are free. Returns how many."""
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        number = _note_overdue(locked)
        if number:
            move_up(locked)
    return number


def _note_overdue(locked: Workshop) -> int:
    overdue = list(PlaceOffer.objects.overdue().filter(workshop=locked))
    for offer in overdue:
        offer.lapsed_at = timezone.now()
        offer.save(update_fields=["lapsed_at"])
    if may_leave(locked):
        asking_colleagues.ask(overdue, "held_place_lapsed")
    return len(overdue)


def remind(workshop: Workshop) -> int:
    """Reminds of the places that are to be confirmed within a day, each once; returns how many."""
    with lock_workshop(workshop.pk) as locked:
        found = list(PlaceOffer.objects.to_remind().filter(workshop=locked))
        for offer in found:
            offer.reminded_at = timezone.now()
            offer.save(update_fields=["reminded_at"])
        asking_colleagues.ask(found, "held_place_reminder")
    return len(found)


def tell_organisation(workshop: int, organisation: int) -> int:
    """Writes to the managers of an organisation in one letter how the offers in a workshop have ended of which they
    were not told yet. Takes the keys of both; returns how many.
    """
    with lock_workshop(workshop) as locked:
        rows = PlaceOffer.objects.ended().filter(workshop=locked, organisation=organisation, told_at=None)
        ended = list(rows.select_related("organisation"))
        if ended:
            telling.tell_of_held_places(locked, ended[0].organisation, ended)
            PlaceOffer.objects.filter(pk__in=[offer.pk for offer in ended]).update(told_at=timezone.now())
    return len(ended)


def end_with_workshop(locked: Workshop) -> None:
    """Holds no place any more in a workshop whose row is held and which is called off."""
    for offer in PlaceOffer.objects.open().filter(workshop=locked):
        offer.withdraw()
    move_up(locked)


def hold_until_start(locked: Workshop) -> None:
    """Holds no place beyond the first day of a workshop whose row is held and whose dates have changed."""
    start = first_moment(locked.days[0])
    PlaceOffer.objects.open().filter(workshop=locked, held_until__gt=start).update(held_until=start)


def delete_offers(rows: PlaceOfferQuerySet) -> int:
    """Deletes offers, with what is told of them elsewhere; what was held is free. Workshops are locked in one order.
    Returns how many.
    """
    keys = sorted(rows.values_list("pk", flat=True))
    for workshop in Workshop.objects.filter(place_offers__in=keys).distinct().order_by("pk"):
        with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
            theirs = PlaceOffer.objects.filter(pk__in=keys, workshop=locked)
            forget_letters_naming(PlaceOffer, [offer.pk for offer in theirs])
            forget_in_history(theirs)
            theirs.delete()
            move_up(locked)
    return len(keys)
