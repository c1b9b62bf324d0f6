"""The base of rows whose facts have versions."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import transaction
from wagtail.models import Revision

from .. import versions
from ..searchable import AtomicSaveMixin

if TYPE_CHECKING:
    # Wagtail, which has no types, would hide its managers.
    from django.db.models import Model as RevisionMixin
else:
    from wagtail.models import RevisionMixin


class Versioned(AtomicSaveMixin, RevisionMixin):
    """A row of facts: each change of them, by whatever door, leaves a version and a line in the history.

    A version is taken when a row is saved, or what it chooses is; `versions` says what it holds. The fields named in
    `never_reverted` are in every version, to be read and compared, and stay as they are when one goes back to it.
    """

    never_reverted: frozenset[str] = frozenset()
    latest_revision: Any

    class Meta:
        abstract = True

    @property
    def is_forgotten(self) -> bool:
        """True of a row that stands for somebody who was erased: it keeps no versions."""
        return False

    @property
    def name_in_history(self) -> str:
        """What the lines of its history call it."""
        return str(self)

    def stays(self) -> frozenset[str]:
        """The names of what a return to an earlier version leaves as it is."""
        return self.never_reverted

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves, and keeps a version when a fact has changed: both or neither."""
        names = kwargs.get("update_fields")
        if names is not None and versions.saved_names(type(self)).isdisjoint(names):
            super().save(*args, **kwargs)
            return
        is_new = self._state.adding
        with transaction.atomic(using=kwargs.get("using")):
            if not is_new:
                versions.keep_first(self)
            super().save(*args, **kwargs)
            versions.take(self, is_new, is_whole=names is None)

    save.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates.

    def serializable_data(self) -> dict[str, Any]:
        return versions.content_of(self)

    def as_it_was(self, content: dict[str, Any], keeping: frozenset[str] = frozenset()) -> Self:
        """The row with what a version says of it, but for the names to keep; unsaved."""
        row = type(self)._base_manager.get(pk=self.pk)
        versions.fill(row, content, keeping)
        return row

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The row as it would be after a return to a version; unsaved."""
        return self.as_it_was(content, keeping=self.stays())

    def save_revision(
        self, *_args: Any, previous_revision: Revision | None = None, **_kwargs: Any
    ) -> Revision | None:
        """Returns the version of what was saved just now, which `save` has taken; Wagtail's views ask for it.

        Who changes it is known by the request, and facts have no drafts: whatever else Wagtail gives says nothing.
        """
        version = versions.take(self)
        if previous_revision:
            versions.say_reverted(self, version, previous_revision)
        return version


def versioned_models() -> list[type[Versioned]]:
    """All models whose rows have versions of their facts."""
    return [model for model in apps.get_models() if issubclass(model, Versioned)]
