"""Merges of people: their list, and each with its undo."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User

from .. import actions
from ..models.merge import Merge
from ..presenters.duplicates import address_of, shown_merge
from .base import MergersView

ROWS = 50


class MergesView(MergersView):
    """Merges of people, the latest first."""

    page_title = gettext_lazy("Merges of people")
    template_name = "people/admin/merges.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Merge.objects.select_related("kept__user", "merged__user", "made_by")
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            merges=[shown_merge(row, self.request.user) for row in page], page=page, **kwargs
        )


class MergeView(MergersView):
    """One merge: what it moved, and its undo; after the undo, what came in between; before it, the question to both."""

    page_title = gettext_lazy("Merge of two people")
    template_name = "people/admin/merge.html"

    @cached_property
    def row(self) -> Merge:
        rows = Merge.objects.select_related("kept__user", "merged__user", "made_by")
        return get_object_or_404(rows, pk=self.kwargs["merge_id"])

    @property
    def parents(self) -> list[dict[str, Any]]:
        return [{"url": address_of("merges"), "label": MergesView.page_title}]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Undoes the merge, or takes back the question that comes before it."""
        takes_back = request.POST.get("what") == "take_back"
        act = actions.take_back if takes_back else actions.undo
        try:
            act(self.row.pk, cast(User, request.user))
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        except Merge.DoesNotExist:  # One of the two has left at this moment.
            raise Http404 from None
        else:
            done = _("The question was taken back.") if takes_back else _("The merge was undone.")
            messages.success(request, done)
        return redirect(address_of("merge", self.row.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = shown_merge(self.row, self.request.user, in_full=True)
        return super().get_context_data(shown=shown, **kwargs)
