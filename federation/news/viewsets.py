"""News in the admin."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from portal.editing.viewsets import SnippetViewSet, localised_panels

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
