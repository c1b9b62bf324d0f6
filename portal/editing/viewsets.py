"""The base of all our rows in the admin.

Nobody meets there what they may not see; what is deleted and what stays is told truly; moments are the reader's.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.db import transaction
from django.db.models import Field, Model, ProtectedError, QuerySet, RestrictedError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel, PublishingPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, Table
from wagtail.snippets.views import snippets

from portal.accounts.rules import Visitor
from portal.content.visibility import require_seen, visible_rows
from portal.journal.actions import by_office
from portal.journal.enums import OfficeVerb
from portal.language import LANGUAGES
from portal.listing.finding import matching

from .choosers import SnippetChooserViewSet
from .deletion import Deletion, deletion_of
from .facts import CompareView, CreateView, EditView, HistoryView, RevertView
from .moments import MomentsInspectMixin
from .views import DescriptionCreateView, OlderTextView


class DeleteView(snippets.DeleteView):
    """Says before what goes along, and instead of deleting why a row stays."""

    @cached_property
    def deletion(self) -> Deletion:
        return deletion_of([self.object], AdminURLFinder(self.request.user).get_edit_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(deletion=self.deletion, **kwargs)
        return {**context, "is_protected": self.deletion.is_refused}

    def delete_action(self) -> None:
        # While there is a row: its name may be that of rows that go with it.
        self.success = super().get_success_message()
        with by_office(self.object, self.request.user, OfficeVerb.DELETED):
            super().delete_action()

    def get_success_message(self) -> str:
        return self.success

    def form_valid(self, form: Form) -> HttpResponse:
        if self.deletion.is_refused:
            return self.refuse()
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except (ProtectedError, RestrictedError):  # Somebody has pointed at it meanwhile.
            del self.deletion
            return self.refuse()

    def refuse(self) -> HttpResponse:
        """Back to the question, which says the same with the entries' addresses."""
        messages.error(self.request, " ".join([_("Nothing was deleted."), self.deletion.refusal]))
        return HttpResponseRedirect(self.get_delete_url())


def in_words(value: Any) -> Any:
    """The value; yes, no and nothing, which Python and Wagtail write in English, in the reader's language."""
    if value is None:
        return "—"
    return (_("Yes") if value else _("No")) if isinstance(value, bool) else value


class ShownPanel(FieldPanel):
    """A field that the form shows and does not change."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{"read_only": True, **kwargs})

    def format_value_for_display(self, value: Any) -> Any:
        return in_words(super().format_value_for_display(value))


class ChosenOncePanel(FieldPanel):
    """A field that a `ChosenOnceForm` asks of a new row, and shows of one that is there."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is not None and self.bound_field is None:
                self.read_only = True
                self.heading = self.panel.heading or capfirst(self.panel.db_field.verbose_name)


class InspectView(MomentsInspectMixin, snippets.InspectView):
    """A row, to read, without what is worked out from the rest for sorting and searching."""

    def get_fields(self) -> list[str]:
        if self.fields:
            return super().get_fields()
        return [name for name in super().get_fields() if self.model._meta.get_field(name).editable]

    def get_field_display_value(self, field_name: str, field: Field | None) -> Any:
        return in_words(super().get_field_display_value(field_name, field))


class IndexView(snippets.IndexView):
    """A list of rows; names that `listing.finding.folded` has folded are found in any spelling."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().search_queryset(queryset)
        names = [field for field in self.search_fields or () if field.rpartition("__")[2] == "folded"]
        return (
            found | matching(queryset, self.search_query, names=names)
            if self.is_searching and names
            else found
        )


class UsageView(snippets.UsageView):
    """The rows that link to one; also those that their reader may see and nobody has a form of."""

    def get_table(self, object_list: Iterable[Any], **kwargs: Any) -> Table:
        table = super().get_table(object_list, **kwargs)
        for line in table.data:
            if line["edit_url"] is None and (url := _address_to_read(line["object"], self.request.user)):
                name = str(line["object"])
                line |= {"edit_url": url, "label": name, "edit_link_title": name}
        return table


def _address_to_read(row: Model, user: Visitor) -> str | None:
    """The page of the admin that shows a row, for who may see it; None where there is no such page."""
    viewset = getattr(row, "snippet_viewset", None)
    if viewset is None or not viewset.inspect_view_enabled:
        return None
    is_seen = visible_rows(type(row), user).filter(pk=row.pk).exists()
    may_read = is_seen and viewset.permission_policy.user_has_permission_for_instance(user, "view", row)
    return reverse(viewset.get_url_name("inspect"), args=[quote(row.pk)]) if may_read else None


class SnippetViewSet(snippets.SnippetViewSet):
    """Lists the rows that the reader may see; every view of one row answers 404 to those who may not see it.

    `read_along` are the relations by which its list names a row, or what stands beside it: read for all rows at once.
    All our viewsets stand on this one. A copy is offered by none: see `portal.editing.apps`.
    """

    read_along: tuple[str, ...] = ()
    chooser_viewset_class = SnippetChooserViewSet
    index_view_class = IndexView
    delete_view_class = DeleteView
    delete_template_name = "editing/admin/confirm_delete.html"
    inspect_view_class = InspectView
    add_view_class = CreateView
    edit_view_class = EditView
    history_view_class = HistoryView
    usage_view_class = UsageView
    revisions_compare_view_class = CompareView

    @property
    def revisions_revert_view_class(self) -> type[EditView]:
        """The view that goes back to a version: made of the form's own view, where that does more than the common."""
        own = self.edit_view_class
        if issubclass(RevertView, own):
            return RevertView
        return type(f"Revert{own.__name__}", (RevertView, own), {})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Where there are no drafts, Wagtail names the address of a view that it does not give.
        given = super().get_common_view_kwargs(**kwargs)
        return given if self.draftstate_enabled else {**given, "revisions_unschedule_url_name": None}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visible_rows(self.model, request.user).prefetch_related(*self.read_along)

    def get_urlpatterns(self) -> list[URLPattern]:
        found = super().get_urlpatterns()
        for pattern in found:
            pattern.callback = self._guarded(pattern.callback)
        return found

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                require_seen(visible_rows(self.model, request.user), [unquote(str(kwargs["pk"]))])
            return view(request, *args, **kwargs)

        return guarded


def localised_panels(name: str) -> list[FieldPanel]:
    """The panels of a text that stands in one column for each language."""
    return [FieldPanel(f"{name}_{code}") for code in LANGUAGES]


def description_panels(*names: str) -> list[Panel]:
    """The form of a description: its record and language, its texts by their fields, and when it is published."""
    which = [FieldPanel(name, required_on_save=True) for name in ("record", "language")]
    return [FieldRowPanel(which), *map(FieldPanel, names), PublishingPanel()]


class DescriptionViewSet(SnippetViewSet):
    """Texts about records of one kind, one a language: drafts, workflow, preview and history."""

    icon = "edit"
    add_to_admin_menu = False
    add_view_class = DescriptionCreateView
    language_column = Column("get_language_display", label=gettext_lazy("Language"), sort_key="language")
    live_column = BooleanColumn("live", label=pgettext_lazy("a state", "Published"), sort_key="live")
    date_column = DateColumn(
        "last_published_at", label=gettext_lazy("Last published"), sort_key="last_published_at"
    )
    list_display = ["title", language_column, live_column, date_column]
    list_filter = ["language", "live"]
    search_fields = ["title"]
    list_per_page = 30

    def get_urlpatterns(self) -> list[URLPattern]:
        view = self.construct_view(
            OlderTextView,
            model=self.model,
            edit_handler=self._edit_handler,
            edit_url_name=self.get_url_name("edit"),
        )
        return [*super().get_urlpatterns(), path("older/<str:pk>/", self._guarded(view), name="older")]
