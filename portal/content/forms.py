"""Forms of pages: their addresses, and the box by which a section is marked as one of second pairs of eyes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.language import slug as make_slug

from .reserved import is_reserved_page, reserved_words
from .rules import is_marked

# The icon of boxes would look like a box that is ticked.
SECTION_PANEL = FieldPanel("is_reviewed", permission="content.change_reviewedsection", icon="group")


class PageForm(WagtailAdminPageForm):
    """The form of a page: an address that another view answers is refused, or gets a number if the title made it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        slug = cleaned.get("slug", "")
        if "slug" in self.changed_data and is_reserved_page(slug, self.parent_page):
            is_from_title = self.instance.pk is None and slug == make_slug(cleaned.get("title", ""))
            if is_from_title and (free := self.instance.free_slug(slug, self.parent_page)):
                cleaned["slug"] = free
            else:
                self.add_error("slug", reserved_words())
        return cleaned


class SectionForm(PageForm):
    """The form of a section's page. The mark itself is kept with the page's revision, by `SectionPage`."""

    is_reviewed = forms.BooleanField(
        label=_("A second pair of eyes"),
        required=False,
        help_text=_(
            "Nobody, administrators included, may publish a text here that they wrote or changed "
            "themselves; someone else has to. Applies at once, to this section in all languages and to "
            "everything below it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_reviewed" in self.fields:
            self.initial["is_reviewed"] = is_marked(self.instance)

    def save(self, commit: bool = True) -> Page:
        page = super().save(commit=commit)
        if "is_reviewed" in self.fields:
            page.is_to_be_reviewed = self.cleaned_data["is_reviewed"]
        return page
