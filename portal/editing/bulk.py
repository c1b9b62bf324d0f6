"""Bulk actions on the rows that one may see and work with; no other is so much as named."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from portal.content.visibility import require_seen, rows_to_work_with

from . import bounds

if TYPE_CHECKING:
    from wagtail.admin.views.bulk_action import BulkAction as _Action
else:
    _Action = object

# Wagtail's actions that leave the pages below as they are, unless a box of their form says otherwise.
LEAVE_THOSE_BELOW = ("publish", "unpublish")


class OnlyRowsOneWorksWith(_Action):
    """Mixin for Wagtail's actions on many rows: they work in the request, in one transaction, so on so many at once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = rows_to_work_with(self.model, request.user)
        if not rows.exists():
            raise PermissionDenied
        keys = request.GET.getlist("id")
        if "all" in keys:
            keys = list(self.get_all_objects_in_listing_query(request.GET.get("childOf")))
        else:
            require_seen(rows, keys)
        rows = rows.filter(pk__in=keys)
        if (number := self._number_of(rows)) > bounds.MOST_AT_ONCE:
            bounds.tell_too_many(request, number)
            return redirect(self.next_url if self.next_url != request.path else "wagtailadmin_home")
        if not any(self.check_perm(row) for row in rows.iterator()):
            raise PermissionDenied  # Wagtail would show a form that does nothing.
        return super().dispatch(request, *args, **kwargs)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> Iterable:
        keys = self._listed_keys()
        if keys is None:
            keys = list(super().get_all_objects_in_listing_query(parent_id))
        return (
            rows_to_work_with(self.model, self.request.user).filter(pk__in=keys).values_list("pk", flat=True)
        )

    def _number_of(self, rows: QuerySet) -> int:
        """Counts the rows that are worked on: those chosen and, of pages, those below them that go along."""
        number = rows.count()
        is_alone = self.action_type in LEAVE_THOSE_BELOW and "include_descendants" not in self.request.POST
        if number > bounds.MOST_AT_ONCE or is_alone or not issubclass(self.model, Page):
            return number
        return bounds.with_those_below(rows)

    def _listed_keys(self) -> list | None:
        """The keys of the rows that the list of snippets showed, with its search and filters; Wagtail takes all there
        are.
        """
        if not hasattr(self.model, "snippet_viewset"):
            return None
        shown = self.model.snippet_viewset.index_view
        view = shown.view_class(**shown.view_initkwargs)
        view.setup(self.request)
        return [row.pk for row in view.get_queryset()]


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Stands before Wagtail's view of the same address, for every action that anybody registers."""
    try:
        model: type[Model] = apps.get_model(app_label, model_name)
    except LookupError:
        raise Http404 from None
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404
    guarded = type(f"Guarded{action_class.__name__}", (OnlyRowsOneWorksWith, action_class), {})
    return guarded(request, model).dispatch(request)
