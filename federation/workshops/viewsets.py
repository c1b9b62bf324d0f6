"""Workshops in Wagtail's admin: to read, and to write their words. States change in the desk alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSetGroup,
)

from portal.content.choosers import ChooseResultsView, ChooseView, SnippetChooserViewSet
from portal.content.viewsets import SnippetViewSet
from portal.content.writing import WordsCreateView

from .records import Project, ProjectDescription, Workshop, WorkshopDescription


class WorkshopFilterSet(WagtailFilterSet):
    """What one narrows the list of workshops by."""

    class Meta:
        model = Workshop
        fields = ["state", "region", "working_language", "is_online", "is_demo"]


def visible_rows(model: type[models.Model], user) -> models.QuerySet:
    """The workshops, or texts of workshops, that a reader of the admin may see: drafts are their association's own."""
    seen = Workshop.objects.visible_to(user)
    return seen if model is Workshop else model._default_manager.filter(record__in=seen.values("pk"))


class VisibleIndexView(IndexView):
    """The list of what the reader may see."""

    def get_base_queryset(self):  # noqa: ANN201
        return (
            super()
            .get_base_queryset()
            .filter(pk__in=visible_rows(self.model, self.request.user).values("pk"))
        )


class WorkshopIndexView(VisibleIndexView):
    """The list of workshops, with their titles."""

    def get_base_queryset(self):  # noqa: ANN201
        return super().get_base_queryset().prefetch_related("descriptions")


class VisibleChooseMixin:
    """Offers what the reader may see."""

    def get_object_list(self) -> models.QuerySet:
        seen = visible_rows(self.model_class, self.request.user)
        return super().get_object_list().filter(pk__in=seen.values("pk"))


class VisibleChooseView(VisibleChooseMixin, ChooseView):
    pass


class VisibleChooseResultsView(VisibleChooseMixin, ChooseResultsView):
    pass


class VisibleChooserViewSet(SnippetChooserViewSet):
    """Chooses among what the reader may see."""

    choose_view_class = VisibleChooseView
    choose_results_view_class = VisibleChooseResultsView
    choose_one_text = _("Choose a workshop")
    choose_another_text = _("Choose another workshop")


class VisibleViewSet(SnippetViewSet):
    """Every view of one row, be it to edit, preview or compare, answers 404 to those who may not see the row."""

    index_view_class = VisibleIndexView
    chooser_viewset_class = VisibleChooserViewSet

    def get_urlpatterns(self) -> list[URLPattern]:
        found = super().get_urlpatterns()
        for pattern in found:
            pattern.callback = self._guarded(pattern.callback)
        return found

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                get_object_or_404(visible_rows(self.model, request.user), pk=unquote(str(kwargs["pk"])))
            return view(request, *args, **kwargs)

        return guarded


class WorkshopEditView(EditView):
    """Writes what its form asks and nothing else: places are taken and decisions made while it is open."""

    def save_instance(self) -> Workshop:
        now = Workshop.objects.select_for_update().get(pk=self.form.instance.pk)
        for field in Workshop._meta.concrete_fields:
            if field.name not in self.form.fields:
                setattr(self.form.instance, field.attname, getattr(now, field.attname))
        return super().save_instance()


class WorkshopViewSet(VisibleViewSet):
    """The facts of workshops. What was decided, and dates once approved, are shown but not edited here."""

    model = Workshop
    icon = "calendar-alt"
    add_to_admin_menu = False
    index_view_class = WorkshopIndexView
    edit_view_class = WorkshopEditView
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
        FieldPanel("state", read_only=True),
        FieldRowPanel([FieldPanel("starts_on", read_only=True), FieldPanel("ends_on", read_only=True)]),
        FieldRowPanel([FieldPanel("organiser", read_only=True), FieldPanel("host", read_only=True)]),
        FieldRowPanel([FieldPanel("capacity", read_only=True), FieldPanel("places_taken", read_only=True)]),
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
        FieldPanel("topics"),
    ]


class WorkshopDescriptionViewSet(VisibleViewSet):
    """The words about workshops in each language: drafts, workflow, preview and history."""

    model = WorkshopDescription
    icon = "edit"
    add_to_admin_menu = False
    add_view_class = WordsCreateView
    list_display = [
        "title",
        Column("get_language_display", label=_("Language"), sort_key="language"),
        BooleanColumn("live", label=_("Published"), sort_key="live"),
        DateColumn("last_published_at", label=_("Last published"), sort_key="last_published_at"),
    ]
    list_filter = ["language", "live"]
    search_fields = ["title"]
    list_per_page = 30
    panels = [
        FieldRowPanel([FieldPanel("record"), FieldPanel("language")]),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("for_whom"),
        FieldPanel("outcomes"),
        FieldPanel("programme"),
        PublishingPanel(),
    ]


class ProjectViewSet(SnippetViewSet):
    """The founding project."""

    model = Project
    icon = "history"
    add_to_admin_menu = False
    chooser_viewset_class = SnippetChooserViewSet
    list_display = ["__str__", "year"]
    panels = [
        FieldPanel("year"),
        FieldPanel("organisation"),
        FieldPanel("workshops"),
        FieldPanel("source_updated_on"),
    ]


class ProjectDescriptionViewSet(SnippetViewSet):
    """The words about a project in each language."""

    model = ProjectDescription
    icon = "edit"
    add_to_admin_menu = False
    add_view_class = WordsCreateView
    list_display = [
        "title",
        Column("get_language_display", label=_("Language"), sort_key="language"),
        BooleanColumn("live", label=_("Published"), sort_key="live"),
    ]
    list_filter = ["language"]
    panels = [
        FieldRowPanel([FieldPanel("record"), FieldPanel("language")]),
        *(
            FieldPanel(name)
            for name in (
                "title", "programme", "place", "country", "goal", "focal_areas", "outcomes", "selection", "evaluation",
                "source",
            )
        ),
        PublishingPanel(),
    ]  # fmt: skip


class WorkshopsViewSetGroup(SnippetViewSetGroup):
    """The workshops' place in the admin's menu."""

    items = (WorkshopViewSet, WorkshopDescriptionViewSet, ProjectViewSet, ProjectDescriptionViewSet)
    menu_label = _("Workshops")
    menu_icon = "calendar-alt"
    menu_order = 250
