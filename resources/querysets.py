"""Reads of the library."""

import re
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import F, Prefetch, Q, QuerySet

from federation.directory.models import Organisation
from federation.directory.registry import represented_by
from portal.accounts.rules import Visitor
from portal.content.querysets import RecordQuerySet
from portal.listing.finding import matching
from portal.localisation.text import active_language

from .enums import MaterialState
from .reading import READABLE

if TYPE_CHECKING:
    from .models.material import Material
    from .models.material_file import MaterialFile

CODE = re.compile(r"(?:\d{1,2}[aа]?|[sс]\d)(?:\.\d{1,3}){0,2}")  # Also with the Cyrillic а and с.


class MaterialQuerySet(RecordQuerySet["Material"]):
    """Materials, by who may see them and how they are looked for."""

    def public(self) -> Self:
        """The rows that everybody may read."""
        return self.filter(state=MaterialState.PUBLIC)

    def visible_to(self, user: Visitor) -> Self:
        """Public materials for everybody; all others for the staff who edit or describe them and for who speaks for
        the owner.
        """
        if not getattr(user, "is_active", False):
            return self.public()
        if any(user.has_perm(f"resources.change_{model}") for model in ("material", "materialdescription")):
            return self
        own = Organisation.objects.filter(represented_by(user))
        return self.filter(Q(state=MaterialState.PUBLIC) | Q(owner__in=own))

    def matching(self, text: str) -> Self:
        """Materials with every word of `text` at the start of a word of a title, in any spelling.

        A word that is a code of the curriculum finds what belongs there or below: "1.2" finds 1.2.13 too.
        """
        return matching(self, text, also=lambda term: _at(term) if CODE.fullmatch(term) else Q())

    def by_title(self, language: str | None = None) -> Self:
        """In the order of the titles as a reader of `language` sees and expects them; those for demonstration last."""
        return self.order_by("is_demo", f"sort_{language or active_language()}", "pk")

    def with_creators(self) -> Self:
        """With those who made them: in one query more."""
        creators = apps.get_model("resources.MaterialCreator").objects.with_names()
        return self.prefetch_related(Prefetch("creators", creators))

    def newest(self) -> Self:
        """The latest published first; those made for demonstration come last."""
        return self.order_by("is_demo", "-published_on", "-pk")

    def most_downloaded(self) -> Self:
        """Orders the materials by what readers took most often; those made for demonstration come last."""
        return self.order_by("is_demo", "-downloads", "-published_on", "-pk")


class MaterialFileQuerySet(QuerySet["MaterialFile"]):
    """Files of materials, by what is known of their texts."""

    def waiting(self) -> Self:
        """Files whose text could be read and was not tried yet."""
        return self.filter(format__in=READABLE).exclude(read_sha256=F("sha256"))


def _at(code: str) -> Q:
    code = code.lower().replace("а", "a").replace("с", "s")
    return Q(codes__contains=f" {code} ") | Q(codes__contains=f" {code}.")
