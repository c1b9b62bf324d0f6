"""Mends in libraries at places where they leave no hook: what a made-up request hands them is refused, not a failure.

Each function replaces one method and says what that method does wrong.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from PIL import UnidentifiedImageError
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.images.fields import WagtailImageField


def apply() -> None:
    """Puts the mends in place; called once, when the portal starts."""
    BaseChooser.get_instance = _known_instance(BaseChooser.get_instance)
    WagtailImageField.check_image_pixel_size = _readable(WagtailImageField.check_image_pixel_size)


def _known_instance(get_instance: Any) -> Any:
    """A chooser that is drawn again with something that is no key shows nothing chosen; Wagtail raises ValueError."""

    def known_instance(self: BaseChooser, value: Any) -> Model | None:
        try:
            return get_instance(self, value)
        except (ValueError, TypeError, OverflowError):
            return None

    return known_instance


def _readable(check_image_pixel_size: Any) -> Any:
    """A picture that begins like one and cannot be read is no picture; Wagtail lets Pillow's error through."""

    def check(self: WagtailImageField, file: Any) -> None:
        try:
            check_image_pixel_size(self, file)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    return check
