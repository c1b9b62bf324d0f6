"""Our doors before Wagtail's at the same addresses, where Wagtail has no hook. They go by Wagtail's names of them."""

from django.urls import path
from django.views import View
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .bulk import bulk_action
from .reports import GuardedWorkflowTasksView, GuardedWorkflowView, SiteHistoryView

_REPORTS: dict[str, type[View]] = {
    "site-history": SiteHistoryView,
    "workflow": GuardedWorkflowView,
    "workflow_tasks": GuardedWorkflowTasksView,
}

urlpatterns = decorate_urlpatterns(
    [
        path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action, name="bulk_action_guarded"),
        *(
            path(f"reports/{address}/{end}", view.as_view(results_only=bool(end)), name=f"{address}_guarded")
            for address, view in _REPORTS.items()
            for end in ("", "results/")
        ),
    ],
    require_admin_access,
)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
