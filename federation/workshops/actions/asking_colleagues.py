"""E-mails to those for whom places are held, kept with the change that they tell of. Each goes to the address alone."""

from collections.abc import Iterable

from portal.accounts.models import User
from portal.mail.registry import Facts
from portal.mail.sending import DeferredLetter, send_all_later

from ..letters import WRITER
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop


def offered(workshop: Workshop) -> list[PlaceOffer]:
    """Those who are asked to confirm a place, and have not answered."""
    return list(PlaceOffer.objects.open().filter(workshop=workshop))


def ask(offers: Iterable[PlaceOffer], kind: str) -> None:
    """Writes to each address about the place that is held for it, or was; of each kind once."""
    send_all_later(
        letter_to(offer, f"{kind}:{offer.pk}", {"kind": kind, "workshop": offer.workshop_id})
        for offer in offers
    )


def letter_to(offer: PlaceOffer, key: str, facts: Facts) -> DeferredLetter:
    """A letter to whoever reads the address, in their language where they are known by it: told to nobody."""
    reader = User.objects.reached_at(offer.email)
    return DeferredLetter(
        key=f"workshops:{key}",
        person=None,  # Nobody has said yet that the address is theirs.
        address=offer.email,
        language=(reader.preferred_language if reader else "") or offer.language,
        writer=WRITER,
        facts={**facts, "offer": offer.pk},
    )
