"""Reading workshops, who holds them, and who takes part."""

from .hostings import HostingQuerySet
from .places import ParticipationQuerySet, PlaceOfferQuerySet
from .trainers import WorkshopTrainerQuerySet
from .workshops import WorkshopQuerySet

__all__ = [
    "HostingQuerySet",
    "ParticipationQuerySet",
    "PlaceOfferQuerySet",
    "WorkshopQuerySet",
    "WorkshopTrainerQuerySet",
]
