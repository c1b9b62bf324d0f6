"""People who may be one: their list, and two of them side by side."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User

from .. import actions
from ..actions.questions import ASKED_ALREADY
from ..enums import LISTED_STATES, DuplicateState, MergeState
from ..models.likely_duplicate import LikelyDuplicate
from ..models.merge import Merge
from ..presenters.duplicates import address_of, shared_facts, shown_pair, sides_of, suggested
from .base import MergersView

ROWS = 50
SIDES = ("one", "other")


class DuplicatesView(MergersView):
    """Pairs of people who may be one."""

    page_title = gettext_lazy("Likely duplicates")
    template_name = "people/admin/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(LikelyDuplicate.objects.waiting().with_people(), ROWS).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(
            pairs=[shown_pair(pair) for pair in page],
            page=page,
            merges_url=address_of("merges"),
            dismissed_url=address_of("dismissed"),
            **kwargs,
        )


class DismissedView(MergersView):
    """Pairs of whom somebody said that they are two people; a POST lists one again."""

    page_title = gettext_lazy("Pairs that are two people")
    template_name = "people/admin/dismissed.html"

    @property
    def parents(self) -> list[dict[str, Any]]:
        return [{"url": address_of("duplicates"), "label": DuplicatesView.page_title}]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        key = request.POST.get("pair", "")
        if key.isdecimal() and actions.list_again(int(key)):
            messages.success(request, _("The pair is listed again."))
            return redirect(address_of("duplicate", key))
        return redirect(address_of("dismissed"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LikelyDuplicate.objects.dismissed().with_people().order_by("-found_at", "pk")
        page = Paginator(rows, ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(pairs=[shown_pair(pair) for pair in page], page=page, **kwargs)


class NoteForm(forms.Form):
    """What the secretariat writes to two who are asked whether they are one person."""

    note = forms.CharField(
        label=gettext_lazy("Your words to both"),
        help_text=gettext_lazy(
            "Both read them with the question. Do not write here what only one of them may know."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DuplicateView(MergersView):
    """Two people side by side: which facts shall be kept, or that they are not one."""

    page_title = gettext_lazy("The same person?")
    template_name = "people/admin/duplicate.html"

    @cached_property
    def pair(self) -> LikelyDuplicate:
        known = LikelyDuplicate.objects.filter(state__in={*LISTED_STATES, DuplicateState.MERGED})
        return get_object_or_404(known.with_people(), pk=self.kwargs["pair_id"])

    @cached_property
    def begun(self) -> Merge | None:
        """The question that the two are being asked already, or their merge: its page says what can be done."""
        state = MergeState.DONE if self.pair.state == DuplicateState.MERGED else MergeState.ASKED
        rows = Merge.objects.filter(state=state).between(self.pair.one, self.pair.other)
        found = rows.first()
        if found is None and state == MergeState.DONE:
            raise Http404
        return found

    @property
    def parents(self) -> list[dict[str, Any]]:
        return [{"url": address_of("duplicates"), "label": DuplicatesView.page_title}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.begun:
            return redirect(address_of("merge", self.begun.pk))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        user, sent = cast(User, request.user), request.POST
        if self.begun:
            if self.begun.state == MergeState.ASKED:
                messages.error(request, ASKED_ALREADY)
            return redirect(address_of("merge", self.begun.pk))
        if sent.get("what") == "dismiss":
            actions.dismiss(self.pair.pk, user)
            messages.success(request, _("The two are not listed again unless their details change."))
            return redirect(address_of("duplicates"))
        form = NoteForm(sent)
        if sent.get("kept") not in SIDES or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self.merge(user, sent["kept"], form.cleaned_data["note"])

    def merge(self, user: User, kept_side: str, note: str) -> HttpResponse:
        """Merges the two as was chosen."""
        (merged_side,) = set(SIDES) - {kept_side}
        kept, merged = getattr(self.pair, kept_side), getattr(self.pair, merged_side)
        chosen = [
            name.removeprefix("fact-")
            for name, side in self.request.POST.items()
            if name.startswith("fact-") and side == merged_side
        ]
        try:
            row = actions.merge(kept.pk, merged.pk, chosen, user, note)
        except actions.Refused as refusal:
            messages.error(self.request, refusal.message)
            return redirect(self.request.path)
        if row.state == MergeState.ASKED:
            messages.info(self.request, _("Both have been asked. They are merged when both say yes."))
        else:
            messages.success(self.request, _("The two are one person now."))
        return redirect(address_of("merge", row.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sides = sides_of(self.pair)
        kept = suggested(sides)
        return super().get_context_data(
            sides=sides,
            kept=kept,
            facts=shared_facts(sides, kept),
            asks_both=all(side.person.user and side.person.user.is_active for side in sides),
            why=shown_pair(self.pair).why,
            **{"form": NoteForm(), **kwargs},
        )
