"""The base of records: facts that are the same in every language, and that other rows point at."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.caching.versions import Versioned
from portal.language import LANGUAGES
from portal.localisation.text import Words, active_language

from .linked_data import Linked
from .searchable import Searchable


class RecordQuerySet(models.QuerySet):
    """Rows of a record. Each record says who may see it."""

    def visible_to(self, user) -> "RecordQuerySet":
        """The rows that `user` (perhaps anonymous) may see: behind views, lists, feeds, files and the admin alike."""
        raise NotImplementedError

    def public(self) -> "RecordQuerySet":
        """The rows that everybody may see; the same for every visitor, so that it may be kept."""
        raise NotImplementedError

    def real(self) -> Self:
        """What exists outside the portal. Only this is counted; what a demonstration invents has numbers of its own."""
        return self.filter(is_demo=False)

    def fictional(self) -> Self:
        """What was invented for the demonstration."""
        return self.filter(is_demo=True)


class Record(Linked, Searchable, Versioned, models.Model):
    """One row of facts that are the same in every language, with an address in all three.

    `section` is the slug of the index page that serves it: `/kk/<section>/<slug>/`. Index pages keep their slugs.
    """

    section: str
    slug_when_read: str = (
        ""  # The slug in the database, so that a change of it can be seen when the row is saved.
    )

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        record = super().from_db(db, field_names, values)
        if "slug" in record.__dict__:  # Not when it was deferred.
            record.slug_when_read = record.slug
        return record

    @property
    def title(self) -> Words:
        """What it is called, for the reader."""
        raise NotImplementedError

    @property
    def is_public(self) -> bool:
        """True when everybody may see it: the same as `public()` says of rows."""
        raise NotImplementedError

    def url_in(self, language: str) -> str:
        """The record's own address in a language; every record has one in all three."""
        return f"/{language}/{self.section}/{self.slug}/"

    def get_absolute_url(self) -> str:
        """The address in the reader's language."""
        return self.url_in(active_language())

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    def alternates(self) -> dict[str, str]:
        """Address by language, for the language switcher and hreflang."""
        return {language: self.url_in(language) for language in LANGUAGES}
