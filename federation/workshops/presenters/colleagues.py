"""Presenters of held places: for the organisation whose people they are for, for the organiser, on the desk."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.language import format_datetime
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Column, IconFact, Row, Table

from ..enums import OFFER_BADGES, OfferAnswer
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from .rows import tile_of


@dataclass(frozen=True)
class RegisteredColleague:
    """One colleague as the organisation sees them: who, how it stands, and where it can be taken back."""

    name: str
    address: str
    state: str
    state_label: str
    held_until: str
    withdraw_url: str


def colleagues_of(offers: Iterable[PlaceOffer]) -> list[RegisteredColleague]:
    """The colleagues for whom places are held, or were."""
    return [_colleague(offer) for offer in offers]


def _colleague(offer: PlaceOffer) -> RegisteredColleague:
    answer = offer.answer
    is_waiting = answer == OfferAnswer.WAITING
    keys = [offer.organisation.slug, offer.workshop.slug, offer.pk]
    return RegisteredColleague(
        name=offer.name,
        address=offer.address,
        state=OFFER_BADGES[answer],
        state_label=str(answer.label),
        held_until=format_datetime(offer.held_until, active_language()) if is_waiting else "",
        withdraw_url=reverse("workshops:withdraw_place", args=keys) if is_waiting else "",
    )


def held_table(offers: Iterable[PlaceOffer]) -> Table:
    """The held places as the organiser sees them: by whom and until when. For whom, nobody has agreed to yet."""
    rows: list[list[str | LocalisedText]] = [
        [offer.organisation.name, format_datetime(offer.held_until, active_language())] for offer in offers
    ]
    words = ngettext("%(counter)s place is held", "%(counter)s places are held", len(rows))
    return Table(words % {"counter": len(rows)}, [Column(_("Registered by")), Column(_("Held until"))], rows)


def registered_rows(offers: Iterable[PlaceOffer]) -> list[Row]:
    """The workshops for which an organisation has registered colleagues, with how many have confirmed."""
    found: dict[tuple[int, int], list[PlaceOffer]] = {}
    for offer in offers:
        found.setdefault((offer.workshop_id, offer.organisation_id), []).append(offer)
    return [_registered_row(rows[0].workshop, rows) for rows in found.values()]


def _registered_row(workshop: Workshop, offers: list[PlaceOffer]) -> Row:
    answers = [offer.answer for offer in offers]
    is_waiting = OfferAnswer.WAITING in answers
    words = _("confirmed: %(confirmed)s of %(all)s") % {
        "confirmed": answers.count(OfferAnswer.ACCEPTED),
        "all": len(offers),
    }
    return Row(
        title=workshop.title,
        url=reverse("workshops:colleagues", args=[offers[0].organisation.slug, workshop.slug]),
        face=tile_of(workshop),
        facts=[IconFact("calendar", workshop.dates), IconFact("people", words)],
        state="waiting" if is_waiting else "done",
        state_label=str(OfferAnswer.WAITING.label) if is_waiting else _("All have answered"),
    )
