"""What news adds to the admin: its categories, and the choosers of its form."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from portal.editing.viewsets import SnippetViewSet, localised_panels

from .choosers import CHOOSERS
from .models.category import NewsCategory


class NewsCategoryViewSet(SnippetViewSet):
    """Edits the kinds of news."""

    model = NewsCategory
    icon = "tag"
    menu_label = _("News categories")
    add_to_admin_menu = True
    menu_order = 205
    ordering = ["position", "pk"]
    list_display = ["name_kk", "name_ru", "name_en", "kind", "position"]
    panels = [
        MultiFieldPanel(
            [FieldRowPanel(localised_panels("name"))],
            heading=pgettext_lazy("not of a person", "Name"),
        ),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("position"),
    ]


register_snippet(NewsCategoryViewSet)


@hooks.register("register_admin_viewset")
def choosers() -> list:
    """The dialogs that choose what a news item is about."""
    return CHOOSERS
