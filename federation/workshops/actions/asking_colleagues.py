"""E-mails to those for whom places are held, kept with the change that they tell of. Each goes to the address alone."""

from collections.abc import Iterable

from portal.mail.sending import send_all_later

from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from .addressing import to_offered


def offered(workshop: Workshop) -> list[PlaceOffer]:
    """Those who are asked to confirm a place, and have not answered."""
    return list(PlaceOffer.objects.open().filter(workshop=workshop))


def ask(offers: Iterable[PlaceOffer], kind: str) -> None:
    """Writes to each address about the place that is held for it, or was; of each kind once."""
    send_all_later(
        to_offered(f"{kind}:{offer.pk}", {"kind": kind, "workshop": offer.workshop_id}, offer)
        for offer in offers
    )
