"""The base of records: facts that are the same in every language, and that other rows point at."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self, cast

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.cache import InvalidatesCache
from portal.language import LANGUAGES
from portal.localisation.addresses import section_url
from portal.localisation.text import LocalisedText, active_language

from ..linked_data import Linked
from ..reserved import is_reserved_record, refuse_reserved, with_number
from ..searchable import Searchable
from .versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from .description import Description


class Record(Versioned, Linked, Searchable, InvalidatesCache):
    """One row of facts that are the same in every language, with an address in all three.

    `section` is the slug of the index page that serves it: `/kk/<section>/<slug>/`. Index pages keep their slugs.
    """

    section: str
    also_below: tuple[str, ...] = ()  # Folders besides the section's in which its slug is an address.
    slug_when_read: str = (
        ""  # The slug in the database, so that a change of it can be seen when the row is saved.
    )

    descriptions: "RelatedManager[Any]"  # The words about it, one row a language.

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects: Any  # Each record's own: a manager made from its `RecordQuerySet`.

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any
    ) -> Self:
        record = super().from_db(db, field_names, values, **options)
        if "slug" in record.__dict__:  # Not when it was deferred.
            record.slug_when_read = record.slug
        return record

    @classmethod
    def free_slug(cls, wanted: str, besides: Collection[str] = ()) -> str:
        """The wanted address, or with a number: one that nobody has, in whatever case, and none of those `besides`."""
        others = cls._default_manager.filter(slug__istartswith=wanted).values_list("slug", flat=True)
        taken = {address.lower() for address in (*besides, *others)}
        return with_number(wanted, lambda slug: slug in taken or cls.is_reserved(slug))

    @classmethod
    def is_reserved(cls, slug: str) -> bool:
        """True when something else answers at the address that a record of this slug would have."""
        return is_reserved_record(cls.section, slug, cls.also_below) or any(
            model._default_manager.filter(slug=slug).exists()
            for model in apps.get_models()
            if issubclass(model, Record) and model is not cls and model.section == cls.section
        )

    def clean(self) -> None:
        super().clean()
        if self.slug and self.slug != self.slug_when_read:
            refuse_reserved(self.is_reserved(self.slug))

    @classmethod
    def description_model(cls) -> "type[Description]":
        """The model of the texts about these records."""
        field = cls._meta.get_field("descriptions")
        return cast("type[Description]", field.related_model)

    @property
    def title(self) -> LocalisedText:
        """Title, for the reader."""
        raise NotImplementedError

    @property
    def is_public(self) -> bool:
        """True when everybody may see it: the same as `public()` says of rows."""
        raise NotImplementedError

    def url_in(self, language: str) -> str:
        """The record's own address in a language; every record has one in all three."""
        return section_url(self.section, f"{self.slug}/", language)

    def get_absolute_url(self) -> str:
        """The address in the reader's language."""
        return self.url_in(active_language())

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    def alternates(self) -> dict[str, str]:
        """Address by language, for the language switcher and hreflang."""
        return {language: self.url_in(language) for language in LANGUAGES}
