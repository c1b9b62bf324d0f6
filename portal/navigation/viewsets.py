"""Menus and notices in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from portal.editing.viewsets import SnippetViewSet, localised_panels

from .forms import NoticeForm
from .models.menu import Menu
from .models.notice import Notice


def _in_languages(name: str) -> FieldRowPanel:
    return FieldRowPanel(localised_panels(name))


class MenuViewSet(SnippetViewSet):
    """The main menu and the columns of the footer: which links, in which order."""

    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")
    add_to_settings_menu = True
    menu_order = 100
    ordering = ["pk"]
    list_display = ["__str__", Column("title_kk", label=_("Title"), accessor="title_kk")]
    panels = [
        MultiFieldPanel(
            [_in_languages("title")], heading=_("Title"), help_text=_("The main menu shows no title.")
        ),
        InlinePanel(
            "entries",
            heading=_("Entries"),
            label=_("entry"),
            panels=[FieldPanel("page"), FieldPanel("address"), _in_languages("title")],
            help_text=_("Without link text of its own, a page appears under its title."),
        ),
        FieldPanel("adds_pages"),
    ]


class NoticeViewSet(SnippetViewSet):
    """Notices above the pages."""

    model = Notice
    icon = "info-circle"
    menu_label = _("Notices")
    add_to_admin_menu = True
    menu_order = 240
    list_display = [
        "__str__",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="state"),
        DateColumn("starts_at", label=_("Shown from"), sort_key="starts_at"),
        DateColumn("ends_at", label=_("Shown until"), sort_key="ends_at"),
    ]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            MultiFieldPanel(
                localised_panels("text"),
                heading=_("Text"),
                help_text=_("One or two sentences, shown at the top of the page to every visitor."),
            ),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldPanel("sections"),
            MultiFieldPanel(
                [FieldPanel("page"), FieldPanel("address"), _in_languages("title")], heading=_("Link")
            ),
        ],
        base_form_class=NoticeForm,
    )
