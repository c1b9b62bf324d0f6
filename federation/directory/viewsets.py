"""The directory in the admin: organisations, the texts about them, regions."""

from functools import cached_property

from django import forms
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from portal.editing.choosers import ChooseResultsView, ChooseView, SnippetChooserViewSet
from portal.editing.forms import ChooserSearchForm
from portal.editing.viewsets import DescriptionViewSet, SnippetViewSet, localised_panels
from portal.localisation.text import active_language

from .forms import IMPORT_COLUMNS, OrganisationForm, RegionForm, line_of
from .models.organisation import Organisation
from .models.organisation_description import OrganisationDescription
from .models.region import Region
from .querysets import OrganisationQuerySet
from .views.importing import ImportView
from .views.imports import ImportPageView, ImportUndoView, OrganisationHistoryView


def _row(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


SOURCE_PANELS = [
    FieldPanel("kind"),
    FieldPanel("url"),
    FieldRowPanel(localised_panels("publisher")),
    _row("title", "title_language"),
    FieldPanel("read_on"),
]


class OrganisationIndexView(IndexView):
    """The list of organisations, found by any of their names in any spelling."""

    @cached_property
    def is_searchable(self) -> bool:
        return True

    def search_queryset(self, queryset: OrganisationQuerySet) -> OrganisationQuerySet:
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("region", "parent").prefetch_related("sources")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = super().header_more_buttons.copy()
        if self.request.user.has_perms(["directory.add_organisation", "directory.change_organisation"]):
            url = reverse(OrganisationViewSet.import_url_name)
            buttons.append(Button(_("Import"), url=url, icon_name="upload", priority=80))
        return buttons

    def to_row_dict(self, item: Organisation) -> dict[str, object]:
        """The row as the import reads it: places and parents by their codes, sources one a line."""
        return {name: self._cell(item, name) for name in self.list_export}

    @staticmethod
    def _cell(item: Organisation, name: str) -> object:
        if name == "parent":
            return item.parent.slug if item.parent else ""
        if name == "region":
            return item.region_id or ""
        if name == "sources":
            return "\n".join(line_of(source) for source in item.sources.all())
        return getattr(item, name)

    def get_ordering(self) -> str:
        """As the reader's alphabet has it, unless a column's head was pressed."""
        return super().get_ordering() or f"sort_{active_language()}"


class OrganisationChoose(ChooseView):
    filter_form_class = ChooserSearchForm


class OrganisationChooseResults(ChooseResultsView):
    filter_form_class = ChooserSearchForm


class OrganisationChooserViewSet(SnippetChooserViewSet):
    """Chooses an organisation by its names."""

    choose_view_class = OrganisationChoose
    choose_results_view_class = OrganisationChooseResults
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")


class OrganisationViewSet(SnippetViewSet):
    """Organisations: facts, names, sources, and whether the public sees them."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    index_view_class = OrganisationIndexView
    chooser_viewset_class = OrganisationChooserViewSet
    history_view_class = OrganisationHistoryView
    inspect_view_enabled = True
    list_per_page = 50
    list_display = [
        "__str__",
        Column("type", label=_("Type"), accessor="get_type_display", sort_key="type"),
        Column("region", label=_("Region"), accessor="region", sort_key="region"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("is_demo", label=_("Fictional"), accessor=lambda row: _("yes") if row.is_demo else ""),
    ]
    list_filter = ["type", "region", "status", "state", "confidence", "is_demo"]
    list_export = list(IMPORT_COLUMNS)
    export_headings = {name: name for name in IMPORT_COLUMNS}
    export_filename = "organisations"
    import_url_name = "wagtailsnippets_directory_organisation:import"
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [*localised_panels("name"), FieldPanel("name_latin")],
                        heading=pgettext_lazy("not of a person", "Name"),
                    ),
                    FieldPanel("type"),
                    FieldPanel("parent"),
                    MultiFieldPanel(
                        [
                            FieldPanel("region", widget=forms.Select),
                            FieldRowPanel(localised_panels("city")),
                            FieldRowPanel(localised_panels("address")),
                            _row("lat", "lon"),
                        ],
                        heading=_("Place"),
                    ),
                    FieldPanel("website"),
                    _row("founded_year", "founded_certainty"),
                    MultiFieldPanel(localised_panels("remark"), heading=_("Remark")),
                    InlinePanel("other_names", heading=_("Other names"), label=_("Other name")),
                ],
                heading=_("Facts"),
            ),
            ObjectList(
                [
                    _row("status", "confirmed_year"),
                    FieldPanel("confidence"),
                    InlinePanel(
                        "sources",
                        panels=SOURCE_PANELS,
                        heading=_("Sources"),
                        label=pgettext_lazy("of facts", "Source"),
                    ),
                    FieldPanel("internal_note"),
                    FieldPanel("checked_on"),
                ],
                heading=_("Sources"),
            ),
            ObjectList(
                [FieldPanel("state"), FieldPanel("slug"), FieldPanel("is_demo")], heading=_("Publishing")
            ),
        ],
        base_form_class=OrganisationForm,
    )

    def get_urlpatterns(self) -> list:
        list_name = self.get_url_name("list")
        return [
            *super().get_urlpatterns(),
            path("import/", ImportView.as_view(list_url_name=list_name), name="import"),
            path(
                "import/<uuid:import_id>/",
                ImportPageView.as_view(list_url_name=list_name),
                name="import_result",
            ),
            path(
                "import/<uuid:import_id>/undo/",
                ImportUndoView.as_view(list_url_name=list_name),
                name="import_undo",
            ),
        ]


class DescriptionIndexView(IndexView):
    """The list of texts, found by the organisation's names."""

    @cached_property
    def is_searchable(self) -> bool:
        return True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        return queryset.filter(record__in=Organisation.objects.matching(self.search_query))

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().select_related("record")


class OrganisationDescriptionViewSet(DescriptionViewSet):
    """Texts about organisations: one a language."""

    model = OrganisationDescription
    icon = "doc-full"
    menu_label = _("Texts about organisations")
    index_view_class = DescriptionIndexView
    list_display = [
        "record",
        Column("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        DescriptionViewSet.live_column,
        DescriptionViewSet.date_column,
    ]
    search_fields: list[str] = []
    list_per_page = 20
    panels = [
        FieldPanel("record", required_on_save=True),
        FieldPanel("language", required_on_save=True),
        FieldPanel("intro"),
    ]


class RegionViewSet(SnippetViewSet):
    """The regions of the country."""

    model = Region
    icon = "globe"
    menu_label = _("Regions")
    list_display = ["code", "name_kk", "name_ru", "name_en", "kind"]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            _row("code", "kind"),
            FieldRowPanel(localised_panels("name")),
            FieldRowPanel(localised_panels("capital")),
            _row("lat", "lon"),
        ],
        base_form_class=RegionForm,
    )


class DirectoryViewSetGroup(SnippetViewSetGroup):
    """The directory's menu."""

    menu_label = _("Directory")
    menu_icon = "group"
    menu_order = 210
    items = (OrganisationViewSet, OrganisationDescriptionViewSet, RegionViewSet)
