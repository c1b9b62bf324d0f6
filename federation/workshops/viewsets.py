"""Workshops in Wagtail's admin: to read, and to write their words. What they say changes at the desk alone."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.accounts.rules import Visitor
from portal.content.visibility import VisiblePolicy, visible_rows
from portal.editing.choosers import SnippetChooserViewSet
from portal.editing.facts import CompareView, HistoryView
from portal.editing.forms import ChosenOnceForm
from portal.editing.viewsets import (
    ChosenOncePanel,
    DescriptionViewSet,
    InspectView,
    SnippetViewSet,
    description_panels,
)

from .actions.naming import asked_at
from .actions.places import lock_workshop
from .contents.facts import FACTS
from .models.hosting import Hosting
from .models.place_offer import PlaceOffer
from .models.project import Project
from .models.project_description import ProjectDescription
from .models.workshop import Workshop
from .models.workshop_description import WorkshopDescription
from .models.workshop_trainer import WorkshopTrainer

# The link is for who takes part, and the others are rows of their own.
NOT_SHOWN = frozenset({"link", "trainers", "money"})
SHOWN = ("state", "organiser", *(name for name in FACTS if name not in NOT_SHOWN))


class WorkshopFilterSet(WagtailFilterSet):
    """Filters of the list of workshops in the admin."""

    class Meta:
        model = Workshop
        fields = ["state", "region", "working_language", "attendance_mode", "is_demo"]


class WorkshopChooserViewSet(SnippetChooserViewSet):
    """Chooses a workshop."""

    choose_one_text = _("Choose a workshop")
    choose_another_text = _("Choose another workshop")


class AtTheDeskPolicy(VisiblePolicy):
    """A workshop is registered, changed and decided at the desk, where everybody concerned is told: nobody adds or
    rewrites one in the admin, superusers included.
    """

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        return action not in ("add", "change") and super().user_has_permission(user, action)


register_permission_policy(Workshop, AtTheDeskPolicy(Workshop))


class ForDeciders(View):
    """Mixin for what only those read who decide about workshops, be it no form of theirs."""

    permission_required = any_permission_required = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("workshops.decide_workshop"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class WorkshopHistoryView(ForDeciders, HistoryView):
    """What a workshop said once. One looks at it, and goes back to none of it."""


class WorkshopCompareView(ForDeciders, CompareView):
    """Two versions of a workshop side by side."""


class WorkshopInspectView(InspectView):
    """The facts of a workshop, with the way to where they change."""

    template_name = "workshops/admin/workshop.html"
    page_title = _("Workshop")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Its history beside what else one may do; Wagtail leads there from the form alone."""
        buttons = super().header_more_buttons
        if self.request.user.has_perm("workshops.decide_workshop"):
            url = reverse(WorkshopViewSet().get_url_name("history"), args=[self.object.pk])
            buttons.append(Button(WorkshopHistoryView.page_title, url=url, icon_name="history", priority=10))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decides = self.request.user.has_perm("workshops.decide_workshop")
        review = reverse("workshops:review", args=[self.object.slug])
        return super().get_context_data(
            review=review if decides and not self.object.is_historic else "", **kwargs
        )


class WorkshopViewSet(SnippetViewSet):
    """Workshops, to read. Whatever they say changes at the desk: what letters and calendars have told is told again."""

    model = Workshop
    read_along = ("descriptions",)
    icon = "calendar-alt"
    add_to_admin_menu = False
    chooser_viewset_class = WorkshopChooserViewSet
    filterset_class = WorkshopFilterSet
    history_view_class = WorkshopHistoryView
    revisions_compare_view_class = WorkshopCompareView
    inspect_view_enabled = True
    inspect_view_class = WorkshopInspectView
    inspect_view_fields = [*SHOWN, "places_taken", "waiting_count"]
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
    panels = [*map(FieldPanel, SHOWN)]  # Of comparisons: there is no form.


class TrainerForm(ChosenOnceForm):
    """Form of a trainer. Another address, or another person, is somebody who was not asked yet."""

    chosen_once = ("workshop",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name") and not cleaned.get("person"):
            self.add_error("name", _("Write the name, or choose the person."))
        return cleaned

    def save(self, commit: bool = True) -> WorkshopTrainer:
        trainer = self.instance
        with lock_workshop(trainer.workshop_id):
            stood = WorkshopTrainer.objects.filter(pk=trainer.pk).first()
            if {"email", "person"} & {*self.changed_data}:
                trainer.asked_before = asked_at(stood) if stood else None
                trainer.forget_invitation()
            is_replaced = stood and stood.person_id and stood.person_id != trainer.person_id
            if is_replaced or "name" in self.changed_data:
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
            ChosenOncePanel("workshop"),
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
    panels: list[FieldPanel] = []  # There is no form.


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
