"""The form of pictures in the admin."""

from typing import Any

from django.db import transaction
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):
    """Wagtail's form, all or nothing: the sizes of a new file are made after those of the old one are gone."""

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            return super().save(commit)
