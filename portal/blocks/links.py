"""Blocks that lead elsewhere."""

import re
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail_localize.segments import OverridableSegmentValue

from portal.language import LANGUAGE_PATTERN
from portal.media.models import PortalDocument
from portal.media.privacy import hidden_documents

from .addresses import public_addresses
from .groups import NEXT_STEPS

_ADDRESS = re.compile(rf"^(https://|/({LANGUAGE_PATTERN})/)\S*$")
ADDRESS = RegexValidator(
    _ADDRESS,
    _("Give an address that starts with https://, or with /kk/, /ru/ or /en/."),
)


class AddressBlock(blocks.CharBlock):
    """An address, inside the portal or of another site; empty where none is needed.

    It is no text: nobody is asked to translate it. A translation has its original's, unless a translator puts
    another in its place (the same page of that site in the other language).
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 500, "validators": [ADDRESS], "search_index": False, **options})

    def get_translatable_segments(self, value: str) -> list[OverridableSegmentValue]:
        return [OverridableSegmentValue("", value)] if value else []

    def restore_translated_segments(self, value: str, segments: list[OverridableSegmentValue]) -> str:
        # Until a source is handed over anew, a translation may still hold its address as a text, as it once was.
        addresses = [each.data for each in segments if isinstance(each, OverridableSegmentValue)]
        return addresses[0] if addresses else value


class LinkValue(blocks.StructValue):
    """Value of a link: its words and its address."""

    @property
    def url(self) -> str:
        """The chosen page's address, else the address as written; empty for neither, and for what is not public.

        What a translator puts in an address's place passes no form of ours: what is no address leads nowhere.
        """
        page, address = self.get("page"), self.get("address") or ""
        if page is not None:
            return public_addresses([page])[0]
        return address if _ADDRESS.match(address) else ""


class LinkBlock(blocks.StructBlock):
    """A link with its words, to a page of the portal or to any address."""

    text = blocks.CharBlock(label=_("Link text"), max_length=60, help_text=_("A verb: “Find a library”."))
    page = blocks.PageChooserBlock(label=_("Page of the portal"), required=False)
    address = AddressBlock(label=_("Or an address"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        template = "blocks/link.html"
        description = _("A button that leads to a page or to another site.")
        value_class = LinkValue
        preview_value = {"text": "Кітапхананы табу", "page": None, "address": "/kk/directory/"}


class CallToActionBlock(blocks.StructBlock):
    """An invitation to do one thing, with the button that does it."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False)
    link = LinkBlock(label=_("Button"))

    class Meta:
        icon = "pick"
        group = NEXT_STEPS
        label = _("Call to action")
        template = "blocks/call_to_action.html"
        description = _("One invitation with one button. No more than one per page.")
        preview_value = {
            "title": "Кітапханаңызда семинар өткізіңіз",
            "text": "Бағдарлама мен материалдар дайын.",
            "link": {"text": "Семинарды тіркеу", "page": None, "address": "/kk/workshops/"},
        }


class FileValue(blocks.StructValue):
    """A file and what it is called."""

    is_hidden: bool | None = None  # Filled in for all files of a text at once; else found out when asked.

    @property
    def file(self) -> PortalDocument | None:
        """The document if everybody may open it; its title alone would tell of it."""
        document = self.get("document")
        if document is not None and self.is_hidden is None:
            self.is_hidden = bool(hidden_documents([document]))
        return None if self.is_hidden else document


class FileBlock(blocks.StructBlock):
    """A file to download; nothing where not everybody may open it."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("If empty, the file’s own title is shown."),
    )

    class Meta:
        icon = "doc-full"
        group = NEXT_STEPS
        label = _("File")
        template = "blocks/file.html"
        value_class = FileValue
        description = _("A file for readers to download, with its type and size.")
        preview_template = "blocks/file_preview.html"
        preview_value = {"title": "Ұйымдастырушыға арналған тізбе"}

    def get_searchable_content(self, value: FileValue) -> list[str]:
        return super().get_searchable_content(value) if value.file else []
