"""The forms of pictures and documents in the admin: Wagtail's, all or nothing."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

if TYPE_CHECKING:
    from django.forms import ModelForm as _Form
else:
    _Form = object


class SavedWhole(_Form):
    """The part of a form that takes everything back when it cannot save all."""

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            return super().save(commit)


class PictureForm(SavedWhole, BaseImageForm):
    """The sizes of a new file are made after those of the old one are gone."""


class DocumentForm(SavedWhole, BaseDocumentForm):
    """The old file goes when the row with the new one is there; Wagtail removes it first."""
