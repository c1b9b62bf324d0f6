"""Wagtail's reports without rows that point at what their reader may not see."""

from django.db.models import QuerySet
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.models import ModelLogEntry

from portal.content.visibility import hidden_from, models_that_hide_rows


class SiteHistoryView(LogEntriesView):
    """Report of who did what; Wagtail shows the names of all rows of a model to whoever has any right to it."""

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        found = super().filter_queryset(queryset)
        if found.model is not ModelLogEntry:
            return found
        return found.exclude(
            hidden_from(self.request.user, models_that_hide_rows(), "content_type_id", "object_id")
        )


class GuardedWorkflowView(WorkflowView):
    """Texts on their way through moderation."""

    def get_queryset(self) -> QuerySet:
        return (
            super()
            .get_queryset()
            .exclude(hidden_from(self.request.user, models_that_hide_rows(), "content_type_id", "object_id"))
        )


class GuardedWorkflowTasksView(WorkflowTasksView):
    """Steps of moderation."""

    def get_queryset(self) -> QuerySet:
        return (
            super()
            .get_queryset()
            .exclude(
                hidden_from(
                    self.request.user,
                    models_that_hide_rows(),
                    "workflow_state__content_type_id",
                    "workflow_state__object_id",
                )
            )
        )
