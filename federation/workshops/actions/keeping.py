"""Places that are kept for some until a day: what follows when the day is over, or when it is said anew for whom."""

from ..enums import PLACES_SCOPE
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..rules import organisations_kept_for, people_kept_for
from .places import lock_workshop, move_up


def end_keeping(workshop: Workshop) -> int:
    """Gives the places that were kept, and are not any more, to those who wait, in their order; returns how many."""
    with lock_workshop(workshop.pk, PLACES_SCOPE) as locked:
        before = locked.places_taken
        move_up(locked)
        return locked.places_taken - before


def keep_anew(locked: Workshop) -> None:
    """Says anew who of those in a workshop whose row is held is one for whom places are kept, after its facts about
    that, or its host or region, have changed; who waits and may take one moves up.
    """
    people = people_kept_for(locked).values("pk")
    organisations = organisations_kept_for(locked).values("pk")
    rows, offers = Participation.objects.filter(workshop=locked), PlaceOffer.objects.filter(workshop=locked)
    rows.update(is_entitled=False)
    rows.filter(person__in=people).update(is_entitled=True)
    offers.update(is_entitled=False)
    offers.filter(organisation__in=organisations).update(is_entitled=True)
    move_up(locked)
