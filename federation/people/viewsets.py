"""People in the admin."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from portal.editing.viewsets import SnippetViewSet

from .forms import PersonAdminForm
from .models.person import Person
from .views.printing import Guarded, LettersToPrintView, PrintedView, PrintView


class PersonViewSet(SnippetViewSet):
    """People, with or without an account."""

    model = Person
    icon = "user"
    menu_label = _("People")
    add_to_admin_menu = True
    menu_order = 230
    ordering = "sort_key"
    list_display = ["__str__", Column("region", label=_("Region"), accessor="region", sort_key="region")]
    list_filter = ["region", "preferred_language", "is_demo"]
    search_fields = ["folded"]
    edit_handler = ObjectList(
        [
            FieldPanel("full_name"),
            FieldRowPanel([FieldPanel("name_kk"), FieldPanel("name_ru"), FieldPanel("latin_name")]),
            FieldPanel("other_names"),
            FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
            FieldRowPanel([FieldPanel("region"), FieldPanel("preferred_language")]),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("speaks_kk"), FieldPanel("speaks_ru"), FieldPanel("speaks_en")]
                    ),
                    FieldPanel("other_languages"),
                ],
                heading=_("Languages"),
            ),
            InlinePanel(
                "affiliations",
                panels=[
                    FieldPanel("organisation"),
                    FieldPanel("organisation_name"),
                    FieldPanel("position"),
                    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                ],
                heading=_("Workplaces"),
                label=_("Workplace"),
            ),
        ],
        base_form_class=PersonAdminForm,
    )


class LettersToPrintViewSet(ViewSet):
    """Letters to people without an e-mail address."""

    name, url_prefix = "people_letters", "letters"
    icon = "mail"
    menu_label = _("Letters to print")
    menu_order = 246
    add_to_admin_menu = True

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        item = super().get_menu_item(order)
        item.is_shown = lambda request: request.user.has_perm(Guarded.permission_required)
        return item

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", LettersToPrintView.as_view(), name="index"),
            path("pdf/", PrintView.as_view(), name="pdf"),
            path("printed/", PrintedView.as_view(), name="printed"),
        ]
