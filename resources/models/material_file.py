"""Files of materials."""

import hashlib
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.caching.cache import InvalidatesCache
from portal.language import fallback_order
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.media.validators import CONTENT_TYPES, check_document, extension_of, safe_name
from portal.web.files import private_storage

from ..enums import TextProblem
from ..querysets import MaterialFileQuerySet
from ..reading import READABLE
from .material import Material


def _path_of_file(instance: "MaterialFile", filename: str) -> str:
    return f"materials/{instance.material.slug}/{safe_name(filename)}"


class MaterialFile(InvalidatesCache, Orderable, models.Model):
    """A file of a material in one language; handed out only by the library's own view, which asks who is reading."""

    material = ParentalKey(Material, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(
        _("title"),
        max_length=150,
        blank=True,
        help_text=_("What sets it apart from the other files, for example “Slides”."),
    )
    file = models.FileField(
        _("file"),
        max_length=255,
        upload_to=_path_of_file,
        storage=private_storage,
        validators=[check_document],
    )
    name = models.CharField(max_length=80, editable=False)
    format = models.CharField(max_length=5, editable=False)
    size = models.PositiveBigIntegerField(editable=False, default=0, help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    source_hash = models.CharField(
        max_length=64, editable=False, blank=True
    )  # Of the text it was built from.
    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)
    # The content whose text `actions.read_file` has read or tried to read: nothing is tried twice.
    read_sha256 = models.CharField(max_length=64, editable=False, blank=True)
    text_problem = models.CharField(max_length=10, choices=TextProblem, editable=False, blank=True)

    objects = MaterialFileQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

    has_new_content = False  # While a content that was just given is being saved.

    def save(self, *args, **kwargs) -> None:
        """Saves; takes stock of a new file, and lets go of the one that it replaces."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # Django's; its stubs leave it out.
            self._take_stock()
            replaced = type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first()
            self.has_new_content = True
            super().save(*args, **kwargs)
            self.has_new_content = False
            self.forget_stored(replaced)
        else:
            super().save(*args, **kwargs)

    @classmethod
    def forget_stored(cls, name: str | None) -> None:
        """Removes what is stored under a name, once that is sure, unless a row still uses it."""
        if name and not cls.objects.filter(file=name).exists():
            transaction.on_commit(partial(private_storage().delete, name))

    def _take_stock(self) -> None:
        content = self.file.file
        content.seek(0)
        self.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        self.size = self.file.size
        self.format = extension_of(self.file.name)
        self.name = safe_name(self.file.name)

    @property
    def is_waiting(self) -> bool:
        """True when the text of this content could be read and was not tried yet."""
        return self.format in READABLE and self.read_sha256 != self.sha256

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES.get(self.format, "application/octet-stream")

    @property
    def label(self) -> str:
        """Label of the file on the page: its title, or its name."""
        return self.title or self.name

    def url_in(self, language: str) -> str:
        """The address under which it is downloaded."""
        return section_url(
            self.material.section, f"{self.material.slug}/files/{self.pk}/{self.name}", language
        )

    @property
    def url(self) -> str:
        return self.url_in(active_language())


def by_language(files: Iterable[MaterialFile], language: str) -> list[MaterialFile]:
    """Files in the reader's language first, then in the nearest; within a language in their own order."""
    order = fallback_order(language)
    return sorted(files, key=lambda file: order.index(file.language))
