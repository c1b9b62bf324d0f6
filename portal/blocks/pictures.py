"""Blocks that show pictures."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .groups import PICTURES


class FigureBlock(blocks.StructBlock):
    """A picture with its caption and its author."""

    image = ImageChooserBlock(
        label=_("Picture"), help_text=_("Describe it in three languages on the picture’s own page.")
    )
    caption = blocks.CharBlock(label=pgettext_lazy("of a picture", "Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(
        label=_("Author"),
        required=False,
        max_length=200,
        help_text=_("If empty, the author recorded with the picture is shown."),
    )

    class Meta:
        icon = "image"
        group = PICTURES
        label = _("Picture")
        template = "blocks/figure.html"
        description = _("A picture in the text, with caption and author.")
        preview_template = "blocks/figure_preview.html"
        preview_value = {"caption": "Семинар залы", "credit": ""}


class GalleryBlock(blocks.StructBlock):
    """Several pictures of one thing, side by side."""

    title = blocks.CharBlock(
        label=_("What the pictures show"),
        max_length=150,
        help_text=_(
            "Screen readers read it out before the first picture; everyone else sees it below the last one."
        ),
    )
    pictures = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("image", ImageChooserBlock(label=_("Picture"))),
                (
                    "caption",
                    blocks.CharBlock(
                        label=pgettext_lazy("of a picture", "Caption"), required=False, max_length=200
                    ),
                ),
            ],
            icon="image",
        ),
        label=_("Pictures"),
        min_num=2,
        max_num=12,
    )

    class Meta:
        icon = "image"
        group = PICTURES
        label = _("Gallery")
        template = "blocks/gallery.html"
        description = _("Two to twelve pictures in rows. For a single picture, use “Picture”.")
        preview_template = "blocks/gallery_preview.html"
        preview_value = {"title": "Павлодардағы семинар", "pictures": []}


class PeopleBlock(blocks.StructBlock):
    """People with what they do, in plain words: they need no account, and no address of theirs is shown."""

    people = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(label=pgettext_lazy("of a person", "Name"), max_length=120)),
                ("role", blocks.CharBlock(label=_("What they do"), required=False, max_length=200)),
                ("text", blocks.TextBlock(label=_("About them"), required=False)),
                (
                    "picture",
                    ImageChooserBlock(
                        label=_("Portrait"),
                        required=False,
                        help_text=_("Without one, the initials are shown instead."),
                    ),
                ),
            ],
            icon="user",
        ),
        label=_("People"),
        min_num=1,
    )

    class Meta:
        icon = "user"
        group = PICTURES
        label = _("People")
        template = "blocks/people.html"
        description = _("Who someone is and what they do. Name people only with their consent.")
        preview_value = {
            "people": [
                {"name": "Айгүл Үлгіева", "role": "тренер", "text": "", "picture": None},
                {"name": "Ермек Мысалов", "role": "үйлестіруші", "text": "", "picture": None},
            ]
        }
