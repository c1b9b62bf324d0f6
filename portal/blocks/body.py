"""The text of a page: a sequence of blocks."""

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue

from portal.media.privacy import hidden_documents

from .links import CallToActionBlock, FileBlock
from .pictures import FigureBlock, GalleryBlock, PeopleBlock
from .tables import TableBlock
from .videos import VideoBlock
from .words import TEXT_FEATURES, AccordionBlock, FactsBlock, HeadingBlock, QuoteBlock, StepsBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """The body of a page: text, headings, pictures and the like, in any order.

    Rooms that own records add the blocks that show them. The admin offers blocks in the order given here.
    """

    text = TextBlock(features=TEXT_FEATURES)
    heading = HeadingBlock()
    quote = QuoteBlock()
    facts = FactsBlock()
    steps = StepsBlock()
    table = TableBlock()
    accordion = AccordionBlock()
    figure = FigureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    people = PeopleBlock()
    call_to_action = CallToActionBlock()
    file = FileBlock()

    class Meta:
        template = "blocks/body.html"
        label = _("Text")


def plain_text(body: StreamValue) -> str:
    """The words of a body without any markup, for search and for counting."""
    return " ".join(part.strip() for part in body.stream_block.get_searchable_content(body) if part.strip())


def with_pictures(body: StreamValue) -> StreamValue:
    """The same body with what its pictures and files need read at once, however many there are."""
    pictures = list(_pictures(body))
    if pictures:
        prefetch_related_objects(pictures, "renditions")
    files = [block.value for block in body if block.block_type == "file" and block.value["document"]]
    if files:
        hidden = hidden_documents([value["document"] for value in files])
        for value in files:
            value.is_hidden = value["document"].pk in hidden
    return body


def _pictures(body: StreamValue) -> Iterator[Any]:
    for block in body:
        if block.block_type == "figure":
            yield from _present(block.value["image"])
        elif block.block_type == "gallery":
            yield from _present(*(item["image"] for item in block.value["pictures"]))
        elif block.block_type == "people":
            yield from _present(*(person["picture"] for person in block.value["people"]))


def _present(*pictures: Any) -> list[Any]:
    return [picture for picture in pictures if picture]
