"""Attachments of letters."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.web.files import private_storage

from .letter import Letter


def _path_of_file(_attachment: "LetterAttachment", _name: str) -> str:
    return f"letters/{uuid4().hex}"


class LetterAttachment(models.Model):
    """A file that goes with a letter: a copy of its own, so that it stays what it was. It goes when the words go."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(_("type"), max_length=100)
    file = models.FileField(_("file"), upload_to=_path_of_file, storage=private_storage)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
