"""Personal data on those for whom a place is held, and on who registered them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.directory.models import Organisation
from federation.people.registry import (
    register_key,
)
from portal.accounts.registry import Leaving, Subject, Told, register_personal_data
from portal.backup.erasures import can_be_erased

from ..actions.offering import delete_offers
from ..models.place_offer import PlaceOffer


def export_offers(subject: Subject) -> list[dict[str, Any]]:
    """The places that were held for them, or for one of their addresses."""
    rows = PlaceOffer.objects.told_to(subject).with_workshops()
    seen = {
        *Organisation.objects.visible_to(subject.visitor)
        .filter(place_offers__in=rows)
        .values_list("pk", flat=True)
    }
    return [
        {
            "workshop": row.workshop.title.text,
            "organisation": str(row.organisation) if row.organisation_id in seen else "",
            "name": row.name,
            "email": row.email,
            "invited_at": row.invited_at,
            "answer": row.answer,
        }
        for row in rows
    ]


def erase_offers(subject: Subject) -> None:
    """No place was held for them, and nobody knows any more whom they registered. What was held is free."""
    delete_offers(PlaceOffer.objects.held_on(subject))
    if subject.person:
        PlaceOffer.objects.filter(invited_by=subject.person).update(invited_by=None)


def tell_offers(subject: Subject, leaving: Leaving) -> Told:
    """The places that are held for them, which go."""
    if leaving is not Leaving.ERASURE:
        return Told()
    held = PlaceOffer.objects.told_to(subject).filter(pk__in=PlaceOffer.objects.open()).with_workshops()
    words = _("The place that is held for you in “%(title)s”.")
    return Told(goes=tuple(words % {"title": row.workshop.title.text} for row in held))


register_key(PlaceOffer, "person", is_listed=False)
register_key(PlaceOffer, "invited_by", is_listed=False)
register_personal_data(
    "held_places",
    title=gettext_lazy("Places held until you confirm, and people whom you registered"),
    kept=gettext_lazy("Twelve months after the workshop."),
    export=export_offers,
    erase=erase_offers,
    tells=tell_offers,
    keys=["workshops.PlaceOffer.person", "workshops.PlaceOffer.invited_by"],
)
can_be_erased(
    PlaceOffer,
    born="invited_at",
    repeat=lambda offer: delete_offers(PlaceOffer.objects.filter(pk=offer.pk)),
)
