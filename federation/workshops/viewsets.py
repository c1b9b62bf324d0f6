"""Workshops in Wagtail's admin: to read, and to write their words. States change in the desk alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.accounts.rules import Visitor
from portal.content.visibility import VisiblePolicy, visible_rows
from portal.editing.choosers import SnippetChooserViewSet
from portal.editing.viewsets import DescriptionViewSet, ShownPanel, SnippetViewSet, description_panels

from .models.hosting import Hosting
from .models.meeting import OF_A_HALL
from .models.place_offer import PlaceOffer
from .models.project import Project
from .models.project_description import ProjectDescription
from .models.workshop import Workshop
from .models.workshop_description import WorkshopDescription
from .models.workshop_trainer import WorkshopTrainer


class WorkshopFilterSet(WagtailFilterSet):
    """Filters of the list of workshops in the admin."""

    class Meta:
        model = Workshop
        fields = ["state", "region", "working_language", "attendance_mode", "is_demo"]


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
                FieldRowPanel([FieldPanel("begins_at"), FieldPanel("ends_at")]),
                FieldPanel("hours_note"),
                FieldPanel("region"),
                FieldPanel("city"),
                *map(FieldPanel, OF_A_HALL),
            ],
            _("Place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("fee"),
                FieldRowPanel([FieldPanel("travel"), FieldPanel("lodging"), FieldPanel("meals")]),
                FieldRowPanel([FieldPanel("is_step_free"), FieldPanel("gives_certificate")]),
            ],
            _("Costs and conditions"),
        ),
        FieldPanel("topics"),
        FieldPanel("modules"),
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
        if "name" in self.changed_data:
            trainer.forget_note()
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


class AnsweredAtTheDeskPolicy(VisiblePolicy):
    """What is asked and answered at the desk, a held place or a hosting: here it is only read, superusers included."""

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


register_permission_policy(PlaceOffer, AnsweredAtTheDeskPolicy(PlaceOffer))


class PlaceOfferViewSet(SnippetViewSet):
    """Places that are held until somebody confirms, and what became of them; to read."""

    model = PlaceOffer
    read_along = ("organisation", "workshop__descriptions")
    icon = "mail"
    menu_label = _("Held places")
    add_to_admin_menu = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "email", "name", "workshop", "organisation", "invited_at", "held_until", "accepted_at", "declined_at",
        "lapsed_at", "withdrawn_at",
    ]  # fmt: skip
    ordering = ["-invited_at", "-pk"]
    list_display = [
        Column("address", label=_("E-mail"), accessor="address", sort_key="email"),
        Column("workshop", label=_("Workshop"), accessor="workshop"),
        Column("organisation", label=_("Registered by"), accessor="organisation"),
        Column("answer", label=_("Answer"), accessor="answer.label"),
        DateColumn("held_until", label=_("Held until"), sort_key="held_until"),
    ]
    list_filter = ["invited_at"]
    list_export = ["email", "name", "workshop", "organisation", "invited_at", "held_until", "answer"]
    search_fields = ["email", "name", "organisation__folded"]


register_permission_policy(Hosting, AnsweredAtTheDeskPolicy(Hosting))


class HostingViewSet(SnippetViewSet):
    """Who hosts which workshop, and what they answered: to read. Hosts and organisers change it at the desk."""

    model = Hosting
    read_along = ("organisation", "workshop__descriptions")
    icon = "home"
    menu_label = _("Hosts")
    add_to_admin_menu = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "workshop", "organisation", "state", "rights", "asked_at", "answered_at", "reason", "noted_on", "noted_how",
    ]  # fmt: skip
    ordering = ["-workshop__starts_on", "workshop_id"]
    list_display = [
        Column("workshop", label=_("Workshop"), accessor="workshop"),
        Column("organisation", label=_("Host"), accessor="organisation"),
        Column("state", label=_("State"), accessor="answer", sort_key="state"),
        DateColumn("asked_at", label=_("asked at"), sort_key="asked_at"),
        DateColumn("answered_at", label=_("answered at"), sort_key="answered_at"),
    ]
    list_filter = ["state", "rights"]
    list_export = [
        "workshop",
        "organisation",
        "state",
        "rights",
        "asked_at",
        "answered_at",
        "noted_on",
        "noted_how",
    ]
    search_fields = ["organisation__folded"]
    panels: list[FieldPanel] = []  # There is no form.


class WorkshopDescriptionViewSet(DescriptionViewSet):
    """The words about workshops in each language."""

    model = WorkshopDescription
    read_along = ("record__descriptions",)
    panels = description_panels("title", "summary", "for_whom", "outcomes", "programme", "to_bring")


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
        PlaceOfferViewSet,
        HostingViewSet,
        ProjectViewSet,
        ProjectDescriptionViewSet,
    )
    menu_label = _("Workshops")
    menu_icon = "calendar-alt"
    menu_order = 250
