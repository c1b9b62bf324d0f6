"""Workshops in Wagtail's admin: to read, and to write their words. States change in the desk alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.content.visibility import visible_rows
from portal.editing.choosers import SnippetChooserViewSet
from portal.editing.viewsets import DescriptionViewSet, ShownPanel, SnippetViewSet, description_panels

from .models.project import Project
from .models.project_description import ProjectDescription
from .models.workshop import Workshop
from .models.workshop_description import WorkshopDescription
from .models.workshop_trainer import WorkshopTrainer


class WorkshopFilterSet(WagtailFilterSet):
    """Filters of the list of workshops in the admin."""

    class Meta:
        model = Workshop
        fields = ["state", "region", "working_language", "is_online", "is_demo"]


class WorkshopChooserViewSet(SnippetChooserViewSet):
    """Chooses a workshop."""

    choose_one_text = _("Choose a workshop")
    choose_another_text = _("Choose another workshop")


class WorkshopViewSet(SnippetViewSet):
    """The facts of workshops. What was decided, and dates once approved, are shown but not edited here."""

    model = Workshop
    read_along = ("descriptions",)
    icon = "calendar-alt"
    add_to_admin_menu = False
    chooser_viewset_class = WorkshopChooserViewSet
    filterset_class = WorkshopFilterSet
    search_fields = ["slug", "city"]
    list_display = [
        "__str__",
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("starts_on", label=_("First day"), sort_key="starts_on"),
        Column("places_taken", label=_("Places taken"), sort_key="places_taken"),
        Column("capacity", label=_("Places"), sort_key="capacity"),
    ]
    ordering = ["-starts_on", "-pk"]
    list_per_page = 30
    list_export = [
        "slug",
        "state",
        "starts_on",
        "ends_on",
        "region",
        "city",
        "capacity",
        "places_taken",
        "waiting_count",
    ]
    panels = [
        ShownPanel("state"),
        FieldRowPanel([ShownPanel("starts_on"), ShownPanel("ends_on")]),
        FieldRowPanel([ShownPanel("organiser"), ShownPanel("host")]),
        FieldRowPanel([ShownPanel("capacity"), ShownPanel("places_taken")]),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                FieldPanel("region"),
                FieldPanel("city"),
                FieldPanel("venue"),
                FieldPanel("address"),
            ],
            _("Place"),
        ),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_phone"), FieldPanel("contact_email")],
            _("Contact for questions"),
        ),
        FieldPanel("topics"),
    ]


class TrainerForm(WagtailAdminModelForm):
    """Form of a trainer. Another address, or another person, is somebody who was not asked yet."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("person"):
            self.add_error("name", _("Write the name, or choose the person."))
        return cleaned

    def save(self, commit: bool = True) -> WorkshopTrainer:
        trainer = self.instance
        if {"email", "person"} & {*self.changed_data}:
            trainer.forget_invitation()
        if trainer.person and not trainer.name:
            trainer.name = trainer.person.full_name
        return super().save(commit)


class WorkshopTrainerViewSet(SnippetViewSet):
    """Who trains, also in workshops whose organiser cannot change them any more; the secretariat may say who it is."""

    model = WorkshopTrainer
    read_along = ("person__user", "workshop__descriptions")
    icon = "user"
    menu_label = _("Trainers and contacts")
    add_to_admin_menu = False
    ordering = ["-workshop__starts_on", "workshop_id", "position"]
    list_display = [
        "__str__",
        Column("workshop", label=_("Workshop"), accessor="workshop"),
        Column("answer", label=_("Invitation"), accessor="answer.label"),
        Column("email", label=_("E-mail"), sort_key="email"),
    ]
    list_filter = ["role"]
    search_fields = ["name", "email", "person__folded"]
    edit_handler = ObjectList(
        [
            FieldPanel("workshop"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
            FieldPanel("email"),
            FieldPanel("person"),
        ],
        base_form_class=TrainerForm,
    )


class WorkshopDescriptionViewSet(DescriptionViewSet):
    """The words about workshops in each language."""

    model = WorkshopDescription
    read_along = ("record__descriptions",)
    panels = description_panels("title", "summary", "for_whom", "outcomes", "programme")


class ProjectForm(WagtailAdminModelForm):
    """Offers the workshops that its reader may see: drafts are their association's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workshops"].queryset = visible_rows(Workshop, self.for_user)


class ProjectViewSet(SnippetViewSet):
    """The founding project."""

    model = Project
    read_along = ("descriptions",)
    icon = "history"
    add_to_admin_menu = False
    list_display = ["__str__", "year"]
    edit_handler = ObjectList(
        [
            FieldPanel("year"),
            FieldPanel("organisation"),
            FieldPanel("workshops"),
            FieldPanel("source_updated_on"),
        ],
        base_form_class=ProjectForm,
    )


class ProjectDescriptionViewSet(DescriptionViewSet):
    """The words about a project in each language."""

    model = ProjectDescription
    read_along = ("record__descriptions",)
    list_display = ["title", DescriptionViewSet.language_column, DescriptionViewSet.live_column]
    list_filter = ["language"]
    panels = description_panels(
        "title",
        "programme",
        "place",
        "country",
        "goal",
        "focal_areas",
        "outcomes",
        "selection",
        "evaluation",
        "source",
    )


class WorkshopsViewSetGroup(SnippetViewSetGroup):
    """The workshops' place in the admin's menu."""

    items = (
        WorkshopViewSet,
        WorkshopDescriptionViewSet,
        WorkshopTrainerViewSet,
        ProjectViewSet,
        ProjectDescriptionViewSet,
    )
    menu_label = _("Workshops")
    menu_icon = "calendar-alt"
    menu_order = 250
