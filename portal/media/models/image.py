"""Pictures."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, get_upload_to

from portal.localisation.text import LocalisedText, active_language, text_in
from portal.web.disk_space import NoRoom

from ..cleaning import without_metadata
from ..validators import check_image


class PortalImage(AbstractImage):
    """A picture with its description in three languages, its author and the right to show it."""

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        validators=[check_image],
    )
    alt_kk = models.CharField(_("description in Kazakh"), max_length=250, blank=True)
    alt_ru = models.CharField(_("description in Russian"), max_length=250, blank=True)
    alt_en = models.CharField(_("description in English"), max_length=250, blank=True)
    credit = models.CharField(_("author"), max_length=250, blank=True)
    licence = models.CharField(_("licence or permission"), max_length=250, blank=True)
    is_whole = models.BooleanField(
        _("always shown whole"),
        default=False,
        help_text=_(
            "For a map, a chart, a drawing or a poster: nothing is cut off at its edges, wherever it stands."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_kk",
        "alt_ru",
        "alt_en",
        "credit",
        "licence",
        "is_whole",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Takes out of a new file what it tells of its author."""
        with transaction.atomic():
            if self.file and not self.file._committed:
                self.file = without_metadata(self.file.file)
                self._set_image_file_metadata()
                if self.pk:
                    self.renditions.all().delete()  # They show the file that was there before.
            super().save(*args, **kwargs)

    def get_rendition(self, filter: Any) -> Any:
        """The picture in a size; where there is no room to make it, as it came."""
        try:
            return super().get_rendition(filter)
        except NoRoom:
            return self._as_it_came(filter)

    def get_renditions(self, *filters: Any) -> dict[str, Any]:
        """The same for several sizes."""
        try:
            return super().get_renditions(*filters)
        except NoRoom:
            made = [self._as_it_came(filter) for filter in filters]
            return {rendition.filter_spec: rendition for rendition in made}

    def _as_it_came(self, filter: Any) -> "Rendition":
        spec = filter if isinstance(filter, str) else filter.spec
        return Rendition(
            image=self, filter_spec=spec, file=self.file.name, width=self.width, height=self.height
        )

    def alt_for(self, language: str) -> LocalisedText:
        """The description for somebody who does not see the picture, in the nearest language that has one."""
        return text_in(self, "alt", language)

    def alt_in(self, language: str) -> str:
        """The description in the nearest language that has one."""
        return self.alt_for(language).text

    @property
    def default_alt_text(self) -> str:
        """Alternative text in Wagtail's own image tags: the description for the reader; empty for an ornament."""
        return self.alt_in(active_language())


class Rendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="media_rendition_one_per_size"
            )
        ]
