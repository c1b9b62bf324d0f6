"""Mends in libraries at places where they leave no hook: what a made-up request hands them is refused, not a failure.

Each function replaces one method and says what that method does wrong.
"""

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from PIL import UnidentifiedImageError
from wagtail.admin import auth
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.localization import get_localized_response
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.contrib.redirects.forms import ImportForm
from wagtail.contrib.redirects.tmp_storages import TempFolderStorage
from wagtail.images.fields import WagtailImageField
from wagtail.users.models import UserProfile

from portal.content.redirects import check_number_of_rows
from portal.content.reserved import is_reserved_page, reserved_words
from portal.media.validators import check_image, check_pixels
from portal.web.errors import refused_with_texts

from .choices import limit_choices


def apply() -> None:
    """Puts the mends in place; called once, when the portal starts."""
    auth.permission_denied = _giving_back_what_was_typed(auth.permission_denied)
    BaseChooser.get_instance = _known_instance(BaseChooser.get_instance)
    WagtailAdminModelForm.__init__ = _choosing_among_seen(WagtailAdminModelForm.__init__)
    # Wagtail asks of a picture of oneself only whether it is one.
    UserProfile._meta.get_field("avatar").validators.append(check_image)
    AvatarPreferencesForm.base_fields["avatar"].validators.append(check_image)  # Before it is made smaller.
    ImportForm.base_fields["import_file"].validators.append(check_number_of_rows)
    WagtailImageField.check_image_pixel_size = _readable(WagtailImageField.check_image_pixel_size)
    CopyForm.clean = _at_a_free_address(CopyForm.clean)
    TempFolderStorage.save = _whole(TempFolderStorage.save)


def _giving_back_what_was_typed(permission_denied: Any) -> Any:
    """Whoever typed something where they may not any more gets it back; Wagtail leads them to its first page, and says
    why in the language of the address instead of its reader's.
    """

    def denied(request: HttpRequest) -> HttpResponse:
        return refused_with_texts(request) or get_localized_response(permission_denied, request)

    return denied


def _known_instance(get_instance: Any) -> Any:
    """A chooser that is drawn again with a key that is none, or not for this reader, shows nothing chosen.

    Wagtail raises ValueError for the one, and shows the other.
    """

    def known_instance(self: BaseChooser, value: Any) -> Model | None:
        rows = getattr(self, "rows", None)
        try:
            if rows is None or value is None or isinstance(value, Model):
                return get_instance(self, value)
            return rows.filter(pk=value).first()
        except (ValueError, TypeError, OverflowError):
            return None

    return known_instance


def _readable(check_image_pixel_size: Any) -> Any:
    """A picture that begins like one and cannot be read is no picture; Wagtail lets Pillow's error through.

    Its pixels are counted first: Wagtail unpacks a picture to count them.
    """

    def check(self: WagtailImageField, file: Any) -> None:
        check_pixels(file)
        try:
            check_image_pixel_size(self, file)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    return check


def _whole(save: Any) -> Any:
    """A table of redirects that the disk cannot take leaves nothing; Wagtail leaves what was written of it."""

    def saving(self: TempFolderStorage, *args: Any) -> None:
        try:
            save(self, *args)
        except OSError:
            with suppress(OSError):
                self.remove()
            raise

    return saving


def _at_a_free_address(clean: Any) -> Any:
    """A copy gets no address that another view answers; Wagtail asks its sisters alone, and breaks down on the page's
    own refusal.
    """

    def cleaning(self: CopyForm) -> dict[str, Any]:
        cleaned = clean(self)
        slug, parent = cleaned.get("new_slug"), cleaned.get("new_parent_page") or self.page.get_parent()
        if slug and is_reserved_page(slug, parent):
            self.add_error("new_slug", reserved_words())
        return cleaned

    return cleaning


def _choosing_among_seen(init: Any) -> Any:
    """A form takes only rows that its user may see, and the one that stands there already; Wagtail takes any key."""

    def choosing(self: WagtailAdminModelForm, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        # Forms of inner rows are made without it; the outer one speaks for them.
        if self.for_user is not None:
            limit_choices(self, self.for_user)

    return choosing
