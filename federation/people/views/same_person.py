"""The question to two who have an account each: are they one person?"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portal.navigation.views import DeskMixin

from .. import actions
from ..enums import NO_LONGER_ASKED, MergeState
from ..models.merge import Merge
from ..presenters.same_person import other_account, own_account

YES, NO = "yes", "no"


class SamePersonView(DeskMixin, TemplateView):
    """Asks whoever is one of the two, and tells of the other only what they know already: an equal name.

    For others, and once it is answered, there is no such page. Where nobody asks any more it says so.
    """

    template_name = "people/same_person.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            _found = self.row
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> Merge:
        own = Q(kept__user=self.request.user) | Q(merged__user=self.request.user)
        known = {MergeState.ASKED, *NO_LONGER_ASKED}
        rows = Merge.objects.filter(own, pk=self.kwargs["merge_id"], state__in=known)
        found = rows.select_related("kept__user", "merged__user").first()
        if found is None:
            raise Http404
        return found

    @property
    def is_kept(self) -> bool:
        return self.row.kept.user_id == self.request.user.pk

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show()

    def show(self) -> HttpResponse:
        """The question, or that nobody asks it any more."""
        if self.row.state == MergeState.ASKED:
            return self.render_to_response(self.get_context_data())
        self.template_name = "people/no_longer_asked.html"
        return self.render_to_response(super().get_context_data(), status=HTTPStatus.NOT_FOUND)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        answer, is_kept = request.POST.get("answer"), self.is_kept
        if self.row.state != MergeState.ASKED or answer not in (YES, NO):
            return self.show()
        try:
            if answer == NO:
                actions.refuse(self.row.pk, self.request.user)
                messages.success(request, _("Thank you. The two accounts stay as they are."))
                return redirect("desk:home")
            done = actions.confirm(self.row.pk, self.request.user).state == MergeState.DONE
        except Merge.DoesNotExist:
            raise Http404 from None
        if not done:
            messages.success(
                request, _("Thank you. Now sign in with the other account and answer there, too.")
            )
            return redirect("desk:home")
        if is_kept:
            messages.success(request, _("The two accounts are one now: this one."))
            return redirect("desk:home")
        logout(request)
        messages.success(request, _("The two accounts are one now. Sign in with the other address."))
        return redirect("account_login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine, other = self.row.kept, self.row.merged
        if not self.is_kept:
            mine, other = other, mine
        has_answered = self.row.kept_confirmed_at if self.is_kept else self.row.merged_confirmed_at
        return super().get_context_data(
            note=self.row.note,
            mine=own_account(mine),
            other=other_account(mine, other),
            has_answered=bool(has_answered),
            is_kept=self.is_kept,
            **kwargs,
        )
