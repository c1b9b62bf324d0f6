"""Search in the admin: one menu with what is asked, recommendations, synonyms, why, and the index."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.editing.facts import CreateView
from portal.editing.viewsets import SnippetViewSet
from portal.language import LANGUAGES
from portal.localisation.text import active_language

from ..models.promotion import Promotion
from ..models.synonym_group import SynonymGroup
from .views import ExplainView, IndexView, QueriesView, RebuildView

MENU = "register_search_menu_item"


class StaffViewSet(ViewSet):
    """A view of the menu of search, offered to those who may open it."""

    menu_hook = MENU
    permission = ""

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        item = super().get_menu_item(order)
        permission = self.permission
        item.is_shown = lambda request: request.user.has_perm(permission)
        return item


class QueriesViewSet(StaffViewSet):
    """Admin of the visitors' queries."""

    name, url_prefix = "search_queries", "search/queries"
    menu_label, icon, menu_order = _("Search queries"), "search", 10
    permission = "search.view_askedquery"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", QueriesView.as_view(), name="index"),
            path("results/", QueriesView.as_view(results_only=True), name="results"),
        ]


class ExplainViewSet(StaffViewSet):
    """Page of the admin that explains why a thing ranks as it does."""

    name, url_prefix = "search_why", "search/why"
    menu_label, icon, menu_order = _("Why this order"), "help", 40
    permission = ExplainView.permission_required

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", ExplainView.as_view(), name="index")]


class IndexViewSet(StaffViewSet):
    """Admin of the state of the index."""

    name, url_prefix = "search_index", "search/index"
    menu_label, icon, menu_order = _("Search index"), "list-ul", 50
    permission = IndexView.permission_required

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", IndexView.as_view(), name="index"),
            path("rebuild/", RebuildView.as_view(), name="rebuild"),
        ]


class PromotionCreateView(CreateView):
    """A new recommendation, for the words and the thing that the address names."""

    def get_initial_form_instance(self) -> Promotion:
        asked = self.request.GET
        promotion = Promotion(address=asked.get("address", "")[:500])
        if asked.get("language") in LANGUAGES:
            setattr(promotion, f"words_{asked['language']}", asked.get("words", "")[:200])
        return promotion


class PromotionViewSet(SnippetViewSet):
    """Admin of recommendations to those who ask for certain words."""

    model = Promotion
    icon = "pick"
    menu_label = _("Recommendations")
    menu_order = 20
    add_view_class = PromotionCreateView
    list_display = [
        "__str__",
        Column("address", label=_("Address"), sort_key="address"),
        Column("kk", label=_("In Kazakh"), accessor=lambda row: ", ".join(row.lines("kk"))),
        Column("ru", label=_("In Russian"), accessor=lambda row: ", ".join(row.lines("ru"))),
        Column("en", label=_("In English"), accessor=lambda row: ", ".join(row.lines("en"))),
        Column("state", label=_("State"), accessor="state"),
        DateColumn("shown_until", label=_("Shown until"), sort_key="shown_until"),
    ]
    panels = [
        FieldPanel("address"),
        MultiFieldPanel(
            [FieldPanel(f"words_{code}") for code in LANGUAGES],
            heading=_("Queries"),
            help_text=_(
                "One query per line, with the words that matter: мүшелік, or how to join. It matches every "
                "search that contains all of its words, in any form and order. At most three "
                "recommendations are shown."
            ),
        ),
        FieldRowPanel([FieldPanel("shown_from"), FieldPanel("shown_until")]),
    ]

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Promotion]:
        """With the titles of things in the reader's language."""
        return Promotion.objects.with_titles(active_language())


class SynonymViewSet(SnippetViewSet):
    """Words that mean the same."""

    model = SynonymGroup
    icon = "duplicate"
    menu_label = _("Synonyms")
    menu_order = 30
    list_per_page = 50
    list_display = [
        "__str__",
        Column("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        Column(
            "direction", label=_("Direction"), accessor=lambda row: _("one way") if row.is_one_way else ""
        ),
    ]
    list_filter = ["language", "is_one_way"]
    search_fields = ["words"]
    panels = [FieldPanel("language"), FieldPanel("words"), FieldPanel("is_one_way")]


class SearchViewSetGroup(SnippetViewSetGroup):
    """The menu of search."""

    menu_label = _("Portal search")
    menu_icon = "search"
    menu_name = "portal-search"
    menu_order = 250
    items = (PromotionViewSet, SynonymViewSet)
    submenu_hook = MENU
