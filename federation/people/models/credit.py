"""Credits: who made something."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable

from federation.directory.models import Organisation
from portal.caching.cache import InvalidatesCache
from portal.content.searchable import ReindexesRelated
from portal.localisation.text import LocalisedText, active_language

from ..querysets import CreditQuerySet
from .person import Person

SCHEMA_TYPES = {
    "person": "Person",
    "organisation": "Organization",
}  # Of a typed name nobody knows which it is.


@dataclass(frozen=True)
class ShownCredit:
    """A credit as everybody may see it: the name alone, and of an organisation the address of its page."""

    name: LocalisedText
    kind: str  # A key of `SCHEMA_TYPES`, or "typed".
    url: str = ""

    def linked_data(self) -> dict[str, Any] | str:
        """The credit in schema.org's words."""
        kind = SCHEMA_TYPES.get(self.kind)
        return {"@type": kind, "@id": self.url, "name": self.name.text} if kind else self.name.text


class Credit(ReindexesRelated, InvalidatesCache, Orderable, models.Model):
    """Says who made something: a person, an organisation, or a name as somebody typed it; exactly one of the three.

    A person and an organisation are shown by the names that they have today, a typed name in the language that it
    was typed in. `thing` is the key to what they made, which has its credits as parts of itself.
    """

    thing: str

    # Whoever goes takes their credits along: a version of a page that names somebody who is gone can be read.
    person = models.ForeignKey(
        Person, verbose_name=_("person"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Readers see its name, and a link, while it is public."),
    )
    name = models.CharField(
        _("name of somebody else"),
        max_length=200,
        blank=True,
        help_text=_("If it is neither a person nor an organisation that you can choose."),
    )
    language = models.CharField(
        _("language of this name"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=active_language,
    )

    objects = CreditQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation=None, name="")
                | Q(person=None, organisation__isnull=False, name="")
                | (Q(person=None, organisation=None) & ~Q(name="")),
                name="%(app_label)s_%(class)s_is_one_of_three",
                violation_error_message=_(
                    "Choose a person or an organisation, or write a name: one of them."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name().text

    @classmethod
    def thing_model(cls) -> type[models.Model]:
        """The model of what is credited."""
        return cls._key_to_thing().model

    @classmethod
    def relation(cls) -> str:
        """The name under which what is credited has its credits."""
        return cls._key_to_thing().get_accessor_name() or ""

    @classmethod
    def _key_to_thing(cls) -> models.ManyToOneRel:
        return cast(models.ManyToOneRel, cls._meta.get_field(cls.thing).remote_field)

    def searchable_things(self) -> Iterable[models.Model]:
        return [getattr(self, self.thing)]

    def shown_name(self, language: str | None = None) -> LocalisedText:
        """The name in a language, the reader's by default, or in the nearest that has it."""
        language = language or active_language()
        if self.person:
            return LocalisedText(self.person.standing.name_in(language), language)
        if self.organisation:
            return self.organisation.name_in(language)
        return LocalisedText(self.name, self.language)

    def shown(self) -> ShownCredit | None:
        """The credit for the reader; None while its organisation is hidden, or of somebody who was erased."""
        name = self.shown_name()
        if not name or (self.organisation and not self.organisation.is_public):
            return None
        if self.organisation:
            return ShownCredit(name, "organisation", self.organisation.url)
        return ShownCredit(name, "person" if self.person else "typed")

    @property
    def public_names(self) -> list[str]:
        """The names by which what is credited is found, in any script; none while its organisation is hidden."""
        if self.person:
            return self.person.standing.public_names
        if self.organisation:
            return self.organisation.all_names if self.organisation.is_public else []
        return [self.name]


def credit_panels() -> list[Panel]:
    """The form of one credit. Its choosers offer whom their reader may see: an editor, of all people, only themself."""
    return [
        FieldRowPanel([FieldPanel("person"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("language")]),
    ]


def shown(credits: Iterable[Credit]) -> list[ShownCredit]:
    """Those of the credits that everybody may see, in their order; somebody who was credited twice, once."""
    return list(dict.fromkeys(found for credit in credits if (found := credit.shown())))


def names_of(credits: Iterable[Credit]) -> tuple[str, ...]:
    """The names by which readers find those credited, each once."""
    return tuple(dict.fromkeys(name for credit in credits for name in credit.public_names))
