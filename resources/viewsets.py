"""The library in Wagtail's admin."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSetGroup

from federation.people.models import credit_panels
from portal.accounts.rules import Visitor
from portal.editing.choosers import SnippetChooserViewSet
from portal.editing.viewsets import DescriptionViewSet, SnippetViewSet, description_panels, localised_panels

from .models.material import Material
from .models.material_creator import MaterialCreator
from .models.material_description import MaterialDescription
from .models.module import Module
from .models.topic import Topic
from .models.unit import Unit
from .querysets import MaterialQuerySet
from .widgets import MaterialFileInput


class MaterialFilterSet(WagtailFilterSet):
    """Filters of the list of materials in the admin."""

    class Meta:
        model = Material
        fields = ["state", "kind", "audience", "licence", "within", "files__language", "is_demo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["within"].label = _("Module")
        self.filters["files__language"].label = _("Language")


class MaterialIndexView(IndexView):
    """The list of materials; its search finds titles in any spelling, codes, and addresses: a new one has no title."""

    def search_queryset(self, queryset: MaterialQuerySet) -> MaterialQuerySet:
        if not self.is_searching:
            return queryset
        return queryset.matching(self.search_query) | queryset.filter(slug__icontains=self.search_query)

    def get_base_queryset(self) -> MaterialQuerySet:
        return super().get_base_queryset().with_creators().prefetch_related("descriptions")


class MaterialChooserViewSet(SnippetChooserViewSet):
    """Chooses a material."""

    choose_one_text = _("Choose a material")
    choose_another_text = _("Choose another material")


class MaterialViewSet(SnippetViewSet):
    """Materials with their files; their texts are reached from the first tab."""

    model = Material
    icon = "doc-full-inverse"
    add_to_admin_menu = False
    index_view_class = MaterialIndexView
    chooser_viewset_class = MaterialChooserViewSet
    filterset_class = MaterialFilterSet
    search_fields = ["folded"]
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("get_licence_display", label=_("Licence"), sort_key="licence"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("published_on", label=_("Published on"), sort_key="published_on"),
        Column("downloads", label=_("Downloads"), sort_key="downloads"),
    ]
    ordering = ["-published_on", "-pk"]
    list_per_page = 30
    list_export = [
        "slug",
        "creator_names",
        "kind",
        "audience",
        "licence",
        "version",
        "published_on",
        "state",
        "downloads",
    ]

    facts = [
        FieldPanel(
            "slug",
            help_text=_("The last part of the web address, in Latin letters, such as “workshop-checklist”."),
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("published_on"), FieldPanel("version")]),
        FieldPanel("owner"),
        InlinePanel(
            "creators", heading=_("Creators"), label=_("Creator"), panels=credit_panels(MaterialCreator)
        ),
        HelpPanel(
            heading=_("Texts"),
            template="resources/admin/descriptions_panel.html",
            content=_("Texts in each language"),
        ),
    ]
    rights = [
        FieldPanel("licence"),
        MultiFieldPanel(localised_panels("rights_note"), _("About the rights")),
        MultiFieldPanel(localised_panels("source"), pgettext_lazy("of facts", "Source")),
    ]
    curriculum = [FieldPanel(name, widget=CheckboxSelectMultiple) for name in ("topics", "units", "modules")]
    files = [
        InlinePanel(
            "files",
            label=_("file"),
            panels=[
                FieldRowPanel([FieldPanel("language"), FieldPanel("title")]),
                FieldPanel("file", widget=MaterialFileInput),
                HelpPanel(template="resources/admin/file_text_panel.html"),
            ],
        )
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(facts, heading=_("Facts")),
            ObjectList(files, heading=_("Files")),
            ObjectList(curriculum, heading=_("Curriculum")),
            ObjectList(rights, heading=_("Rights and source")),
        ]
    )


class MaterialDescriptionViewSet(DescriptionViewSet):
    """The words about materials in each language."""

    model = MaterialDescription
    read_along = ("record__descriptions",)
    panels = description_panels("title", "summary", "what_you_learn", "body")


class CurriculumPolicy(ModelPermissionPolicy):
    """The curriculum is another's work: nobody adds a part to it or takes one away, superusers included."""

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)


for part in (Module, Topic, Unit):
    register_permission_policy(part, CurriculumPolicy(part))


class CurriculumViewSet(SnippetViewSet):
    """A part of the curriculum: its titles may be mended, its number stays."""

    icon = "list-ol"
    add_to_admin_menu = False
    list_display = ["code", "title_kk", "title_ru", "title_en"]
    search_fields = ["code", "title_kk", "title_ru", "title_en"]
    list_per_page = 50
    panels = localised_panels("title")


class ModuleViewSet(CurriculumViewSet):
    model = Module
    list_filter = ["kind", "is_complete"]
    panels = [
        *localised_panels("title"),
        *localised_panels("covers"),
        FieldRowPanel([FieldPanel("default_days"), FieldPanel("is_complete")]),
        FieldPanel("source"),
    ]


class TopicViewSet(CurriculumViewSet):
    model = Topic
    list_filter = ["module"]


class UnitViewSet(CurriculumViewSet):
    model = Unit
    list_filter = ["topic__module"]


class LibraryViewSetGroup(SnippetViewSetGroup):
    """The library's place in the admin's menu."""

    items = (MaterialViewSet, MaterialDescriptionViewSet, ModuleViewSet, TopicViewSet, UnitViewSet)
    menu_label = _("Training materials")
    menu_icon = "folder-open-inverse"
    menu_order = 240
