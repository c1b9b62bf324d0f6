"""Reads of the directory."""

from typing import TYPE_CHECKING, Self

from django.db.models import F, Q

from portal.accounts.rules import Visitor
from portal.content.querysets import RecordQuerySet
from portal.listing.finding import matching
from portal.localisation.text import active_language

from .enums import FEDERATION, OrganisationState
from .registry import represented_by

if TYPE_CHECKING:
    from .models.organisation import Organisation


class OrganisationQuerySet(RecordQuerySet["Organisation"]):
    """Organisations, by who may see them and how they are looked for."""

    def public(self) -> Self:
        """Published entries, whatever their status: historic bodies stay findable."""
        return self.filter(state=OrganisationState.PUBLISHED)

    def visible_to(self, user: Visitor) -> Self:
        """Published entries for everybody, drafts for the staff who edit or describe them and for who speaks for
        them.
        """
        if not getattr(user, "is_active", False):
            return self.public()
        if any(
            user.has_perm(f"directory.change_{model}")
            for model in ("organisation", "organisationdescription")
        ):
            return self
        return self.filter(Q(state=OrganisationState.PUBLISHED) | represented_by(user))

    def federation(self) -> Self:
        """The federation's own entry, which every installation has."""
        return self.filter(source_key=FEDERATION)

    def matching(self, text: str) -> Self:
        """Entries with every word of `text` at the start of a word of a name or place, in any spelling."""
        return matching(self, text)

    def by_name(self, language: str | None = None) -> Self:
        """In the order of the names as a reader of `language` sees and expects them; invented entries come last."""
        return self.order_by("is_demo", f"sort_{language or active_language()}", "pk")

    def by_region(self, language: str | None = None) -> Self:
        """Region by region, in each by name; those without a known place come last, then invented ones."""
        language = language or active_language()
        place = F(f"region__sort_{language}").asc(nulls_last=True)
        return self.order_by("is_demo", place, f"sort_{language}", "pk")
