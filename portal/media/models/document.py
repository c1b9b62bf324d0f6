"""Documents."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument

from portal.web.files import private_storage

from ..validators import check_document, safe_name


def path_of_document(_document: "PortalDocument", filename: str) -> str:
    """Returns the path at which a document is stored: under a name that every system can hold."""
    return f"documents/{safe_name(filename)}"


class PortalDocument(AbstractDocument):
    """A file that editors attach to pages; it is handed out by a view that asks who may read it."""

    file = models.FileField(
        _("file"), upload_to=path_of_document, storage=private_storage, validators=[check_document]
    )

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the row and keeps its file, or neither."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.file:  # One that comes from an earlier upload was checked there, and is set after this.
            super().clean()
