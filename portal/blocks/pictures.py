"""Blocks that show pictures."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and its author."""

    image = ImageChooserBlock(
        label=_("Picture"), help_text=_("Describe it in three languages where the picture itself is edited.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Author"),
        required=False,
        max_length=200,
        help_text=_("When empty, the author noted with the picture."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/figure.html"
        description = _("A picture in the text, with caption and author.")
        preview_template = "blocks/figure_preview.html"
        preview_value = {"caption": "Семинар залы", "credit": ""}
