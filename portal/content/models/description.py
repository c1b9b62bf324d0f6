"""The base of descriptions: the words about a record in one language."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from portal.accounts.rules import Visitor
from portal.caching.cache import InvalidatesCache
from portal.language import LANGUAGES, fallback_order

from ..actions import refuse_own_text
from ..searchable import ReindexesRelated

if TYPE_CHECKING:
    from .record import Record


class Description(
    ReindexesRelated,
    InvalidatesCache,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    models.Model,
):
    """The words about a record in one language, written by people and never overwritten by a machine.

    A concrete description adds `record`, a foreign key with `related_name="descriptions"`, and its texts. The record
    alone decides who may see the thing; a description that is not live is shown to nobody but its editors.
    """

    # Of the preview: the record's public template, and the dotted name of the presenter that makes its context out of
    # the
    # record and this text. A name, for presenters stand above models.
    preview_template: str
    preview_presenter: str

    record: "models.ForeignKey[Any, Any]"
    record_id: int | None

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)

    # The version of each sister beside which somebody read this text and found it still right: the moment when that
    # version was published. One moment for all would let go of a sister that nobody has looked at.
    compared_kk = models.DateTimeField(editable=False, null=True)
    compared_ru = models.DateTimeField(editable=False, null=True)
    compared_en = models.DateTimeField(editable=False, null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["record", "language"],
                name="%(app_label)s_%(class)s_one_per_language",
                violation_error_message=_("There is already a text in this language. Edit that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} ({self.get_language_display()})"

    @classmethod
    def record_model(cls) -> "type[Record]":
        """The model of the records that these are texts about."""
        field = cls._meta.get_field("record")
        return cast("type[Record]", field.related_model)

    @property
    def section(self) -> str:
        """The section that its record belongs to, also before a record is chosen."""
        return self.record_model().section

    def clean(self) -> None:
        super().clean()
        if self.record_id and self.language and self._has_twin():
            # Beside the field; the constraint below would say so above the form.
            raise ValidationError({"language": _("There is already a text in this language. Edit that one.")})

    def _has_twin(self) -> bool:
        twins = type(self)._default_manager.filter(Q(record_id=self.record_id), language=self.language)
        return twins.exclude(pk=self.pk).exists()

    def publish(self, revision: Revision, user: Visitor | None = None, **kwargs: Any) -> None:
        refuse_own_text(self, user, **kwargs)
        super().publish(revision, user=user, **kwargs)

    def get_preview_template(self, _request: HttpRequest, _mode_name: str) -> str:
        return self.preview_template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        present = import_string(self.preview_presenter)
        return {**super().get_preview_context(request, mode_name), **present(self.record, self)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The preview in the language of the text, whatever the editor's own is."""
        with override(self.language or settings.LANGUAGE_CODE):
            response = super().serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response

    def searchable_things(self) -> Iterable[models.Model]:
        return [self.record]

    @property
    def older_than(self) -> list["Description"]:
        """The sisters in other languages that were changed after this one: what a translator should look at."""
        return [sister for sister in self.record.descriptions.all() if is_newer(sister, self)]

    def compared_with(self, language: str) -> datetime | None:
        """When that version of the sister in a language was published which this text was found right beside."""
        return getattr(self, f"compared_{language}")


def is_newer(sister: Description, description: Description) -> bool:
    """True when a sister's public text was changed after a description was published last, and nobody has found since
    that the description is still right.

    That a language was added later is no change: nothing in the older text became wrong by it.
    """
    if not (sister.live and sister.first_published_at and sister.last_published_at):
        return False
    if description.last_published_at is None:
        return False
    known = [sister.first_published_at, description.last_published_at]
    if compared := description.compared_with(sister.language):
        known.append(compared)
    return sister.last_published_at > max(known)


def with_newer_translations(descriptions: models.QuerySet) -> models.QuerySet:
    """Those of the descriptions (of one model) that `older_than` would name a sister for, each with the moment at which
    the first of them was changed: `sister_changed_at`.
    """
    not_looked_at = Q()
    for language in LANGUAGES:
        compared = Coalesce(OuterRef(f"compared_{language}"), F("first_published_at"))
        not_looked_at |= Q(language=language, last_published_at__gt=compared)
    sisters = descriptions.model._default_manager.filter(
        Q(last_published_at__gt=F("first_published_at")),
        Q(last_published_at__gt=OuterRef("last_published_at")),
        not_looked_at,
        record=OuterRef("record"),
        live=True,
    )
    changed = sisters.order_by("last_published_at").values("last_published_at")[:1]
    return descriptions.filter(Exists(sisters)).annotate(sister_changed_at=models.Subquery(changed))


def nearest(descriptions: Iterable[Description], language: str) -> Description | None:
    """Of the live descriptions of one record, the one in `language` or else in the nearest; None when there is none.

    Works on rows that were prefetched, so that a list asks the database once.
    """
    live = {description.language: description for description in descriptions if description.live}
    return next((live[code] for code in fallback_order(language) if code in live), None)


def in_order(descriptions: Iterable[Description]) -> list[Description]:
    """The descriptions of one record, Kazakh, Russian, English: the database gives rows in any order."""
    return sorted(descriptions, key=lambda description: LANGUAGES.index(description.language))
