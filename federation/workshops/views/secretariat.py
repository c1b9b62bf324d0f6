"""The secretariat's screens: what waits for a decision, and deciding it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.journal.models import WishedChange
from portal.language.numbers import read_key
from portal.look.components import Link

from .. import actions, forms
from ..contents.digests import digest_of
from ..contents.reasons import reasons_of
from ..enums import WorkshopState
from ..models.workshop import Workshop
from ..presenters import desk, journal
from ..presenters.days_off import days_off_of
from ..presenters.membership import standing_of
from ..rules import (
    another_may_approve,
    is_of_federation,
    is_read,
    registered_by,
    waiting_change,
    would_approve_own,
)
from .base import SecretariatView


class ReviewListView(SecretariatView):
    """Workshops that wait for the secretariat, the soonest first, and the latest decisions."""

    template_name = "workshops/review_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Workshop.objects.select_related("host", "region", "organiser").prefetch_related(
            "descriptions", "wished_changes"
        )
        waiting = rows.waiting_for_secretariat().order_by("starts_on", "pk")
        with_organiser = rows.filter(state=WorkshopState.RETURNED).order_by("starts_on", "pk")
        decided = rows.filter(
            state__in=[WorkshopState.APPROVED, WorkshopState.DECLINED, WorkshopState.CANCELLED],
            organiser__isnull=False,
            steps__isnull=False,
        )
        return super().get_context_data(
            waiting=[desk.review_row(row) for row in waiting],
            returned=[desk.review_row(row) for row in with_organiser[:20]],
            decided=[desk.review_row(row) for row in decided.distinct().order_by("-updated_at")[:20]],
            **kwargs,
        )


class ReviewView(SecretariatView):
    """One workshop before the secretariat: all that it says, what was said so far, and the decision."""

    template_name = "workshops/review.html"

    @cached_property
    def workshop(self) -> Workshop:
        found = (
            Workshop.objects.visible_to(self.request.user).for_page().filter(slug=self.kwargs["slug"]).first()
        )
        if found is None or found.state == WorkshopState.DRAFT:
            raise Http404
        return found

    @property
    def decisions(self) -> dict[str, Callable[[], Any]]:
        """The verbs of the form. Each takes what was typed beside it."""
        user, workshop, words = self.request.user, self.workshop, self.request.POST.get("words", "")
        seen = self.request.POST.get("seen", "")
        return {
            "approve": lambda: actions.approve(workshop, user, seen),
            "return": lambda: actions.return_with_question(workshop, user, words, seen),
            "decline": lambda: actions.decline(workshop, user, words, seen),
            "cancel": lambda: actions.cancel_workshop(workshop, user, words),
            "approve_change": lambda: actions.approve_change(self._wished_change(), user),
            "decline_change": lambda: actions.decline_change(self._wished_change(), user, words),
        }

    def _wished_change(self) -> WishedChange:
        wanted = self.request.POST.get("change", "")
        found = self.workshop.wished_changes.filter(pk=read_key(wanted)).first()
        if found is None:
            raise Http404
        return found

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        decision = request.POST.get("decision", "")
        if decision not in self.decisions:
            return self.show(refusals={"": _("Choose your decision.")})
        words = forms.ReasonForm(request.POST, label="", message="", required=False)
        if not words.is_valid():
            return self.show(
                refusals={decision: words.errors["words"][0]}, typed={decision: request.POST["words"]}
            )
        try:
            self.decisions[decision]()
        except actions.Refused as refusal:
            # The row may have moved on since it was read.
            del self.workshop
            return self.show(
                refusals={decision: refusal.message},
                typed={decision: request.POST.get("words", "")},
                changed=[Link(part) for part in getattr(refusal, "parts", ())],
            )
        messages.success(request, _done(decision))
        if not is_read(self.workshop):
            messages.warning(
                request, _("Nobody at the organiser could be told: it has no representative with an account.")
            )
        return HttpResponseRedirect(reverse("workshops:review_list"))

    @staticmethod
    def _shown_steps(workshop: Workshop) -> set[str]:
        """The steps with words whose fields stand on the page now."""
        shown = {"return", "decline"} if workshop.state == WorkshopState.SUBMITTED else set()
        shown |= {"cancel"} if desk.may_cancel(workshop) else set()
        return shown | ({"decline_change"} if waiting_change(workshop) else set())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        workshop, typed = self.workshop, kwargs.pop("typed", {})
        kwargs.setdefault("changed", [])
        seen = digest_of(workshop)  # Before the log is read: what comes between is refused, not overlooked.
        refusals = kwargs.pop("refusals", {})
        wish, is_submitted = waiting_change(workshop), workshop.state == WorkshopState.SUBMITTED
        is_own = is_submitted and would_approve_own(self.request.user, workshop)
        return super().get_context_data(
            workshop=workshop,
            contents=desk.contents_of(workshop, shows_link=True),
            days_off=days_off_of(workshop) if desk.is_to_come(workshop) else [],
            seen=seen,
            log=journal.log_of(workshop),
            wish=wish,
            wished=journal.wished_in_words(workshop, wish),
            wished_why=reasons_of(wish) if wish else "",
            since_question=journal.since_question(workshop) if is_submitted else [],
            may_cancel=desk.may_cancel(workshop),
            is_unread=not is_read(workshop),
            may_decide=is_submitted,
            standing=standing_of(workshop),
            is_own=is_own,
            is_alone=is_own
            and is_of_federation(workshop)
            and not another_may_approve(registered_by(workshop)),
            steps={name: _step(name, typed.get(name), refusals.get(name)) for name in STEPS},
            refusal=_outside(refusals, typed, self._shown_steps(workshop)),
            is_refused=bool(refusals),
            **kwargs,
        )


@dataclass(frozen=True)
class Refusal:
    """A refused step that has no field left to say it beside: the message, and the words that were typed."""

    title: str
    words: str


def _outside(refusals: dict[str, str], typed: dict[str, str], shown: set[str]) -> Refusal | None:
    """Returns the refusal of a step that does not stand on the page any more."""
    for decision, message in refusals.items():
        if decision not in shown:
            return Refusal(message, typed.get(decision, ""))
    return None


STEPS = ("return", "decline", "cancel", "decline_change")


@dataclass(frozen=True)
class DecisionStep:
    """A step with words: its field, with what was typed and what is wrong, and whether it is unfolded."""

    decision: str
    form: forms.ReasonForm
    is_open: bool

    @property
    def is_danger(self) -> bool:
        """True when the step says no; a question does not."""
        return self.decision != "return"


def _step(name: str, typed: str | None, refusal: str | None) -> DecisionStep:
    labels = {
        "return": _("Question to the organiser"),
        "decline": _("Reason for declining"),
        "cancel": _("Reason for cancelling"),
        "decline_change": _("Reason for declining the change"),
    }
    form = forms.ReasonForm(
        None if typed is None else {"words": typed},
        label=labels[name],
        message=refusal or _("Give the reason."),
        auto_id=f"{name}_%s",
    )
    if refusal and form.is_bound and not form.errors:
        form.add_error("words", refusal)
    return DecisionStep(name, form, is_open=refusal is not None)


def _done(decision: str) -> str:
    return {
        "approve": _("The workshop has been approved and is now public."),
        "return": _("The workshop has been returned with your question."),
        "decline": _("The workshop has been declined."),
        "cancel": _("The workshop has been cancelled, and everyone concerned has been told."),
        "approve_change": _("The change has been approved, and everyone concerned has been told."),
        "decline_change": _("The change has been declined; what was approved remains."),
    }[decision]
