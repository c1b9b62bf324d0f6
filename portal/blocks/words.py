"""Blocks of words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import WORDS

# No images or embeds inside running text: a picture is a block of its own, with caption and author.
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol", "superscript", "subscript"]


class HeadingBlock(blocks.StructBlock):
    """A heading between parts of a text."""

    text = blocks.CharBlock(label=_("Text"), max_length=200)
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Section heading")), ("h3", _("Subsection heading"))],
        default="h2",
        label=_("Level"),
        search_index=False,
    )

    class Meta:
        icon = "title"
        group = WORDS
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("Divides a long text. People using screen readers jump from heading to heading.")
        preview_value = {"text": "Семинар қалай өтеді", "level": "h2"}


class TextBlock(blocks.RichTextBlock):
    """Running text: paragraphs, lists, links."""

    class Meta:
        icon = "pilcrow"
        group = WORDS
        label = _("Text")
        template = "blocks/text.html"
        description = _("Paragraphs, lists and links.")
        preview_value = (
            "<p>Семинар <b>бес күнге</b> созылады. Қатысушы үйіне мынаны алып қайтады:</p>"
            "<ul><li>өз өңірінің оқыту жоспары;</li><li>тренерге арналған нұсқаулық.</li></ul>"
        )


class QuoteBlock(blocks.StructBlock):
    """Words of somebody, with their name."""

    text = blocks.TextBlock(label=_("What was said"))
    author = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        group = WORDS
        label = _("Quotation")
        template = "blocks/quote.html"
        description = _("What someone said, set apart from the text. Quote only with the person’s consent.")
        preview_value = {"text": "Білім бөліскенде көбейеді.", "author": "Мақал"}


class FactsBlock(blocks.StructBlock):
    """A short table of facts: what, and the answer."""

    facts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(label=_("What"), max_length=80)),
                ("value", blocks.CharBlock(label=_("Answer"), max_length=250)),
            ]
        ),
        label=_("Facts"),
        min_num=1,
    )

    class Meta:
        icon = "list-ul"
        group = WORDS
        label = _("Facts")
        template = "blocks/facts.html"
        description = _("The dates, places and figures that readers look for first.")
        preview_value = {
            "facts": [{"label": "Ұзақтығы", "value": "5 күн"}, {"label": "Жұмыс тілі", "value": "қазақша"}]
        }


class StepsBlock(blocks.StructBlock):
    """Block of instructions, one step after another."""

    steps = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Step"), max_length=120)),
                ("text", blocks.TextBlock(label=_("Explanation"), required=False)),
            ]
        ),
        label=_("Steps"),
        min_num=2,
    )

    class Meta:
        icon = "list-ol"
        group = WORDS
        label = _("Steps")
        template = "blocks/steps.html"
        description = _("Instructions in numbered steps.")
        preview_value = {
            "steps": [
                {"title": "Тақырыпты таңдаңыз", "text": "Бағдарлама екі-үш тақырыптан тұрады."},
                {"title": "Күнін белгілеңіз", "text": "Кемінде алты апта бұрын."},
            ]
        }


class AccordionBlock(blocks.StructBlock):
    """Questions whose answers open when asked for."""

    questions = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Question"), max_length=200)),
                ("text", blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)),
            ]
        ),
        label=_("Questions"),
        min_num=1,
    )

    class Meta:
        icon = "help"
        group = WORDS
        label = _("Questions and answers")
        template = "blocks/accordion.html"
        description = _("Answers stay folded until a reader opens them. Not for anything everyone must read.")
        preview_value = {
            "questions": [{"title": "Семинар ақылы ма?", "text": "<p>Жоқ, қатысу тегін.</p>"}],
        }
