"""The screens of those who speak for the organisation that registers workshops."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.rules import managers_of, may
from portal.accounts.rules import PortalRequest

from .. import actions, forms
from ..actions.audiences import count_knowing
from ..contents.reasons import reasons_of
from ..enums import HostingState, TrainerAnswer, WorkshopState
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..presenters import desk, journal
from ..presenters.colleagues import held_table
from ..presenters.days_off import days_off_of
from ..presenters.hosting import host_panel_of
from ..presenters.membership import outsiders_among
from ..presenters.participants import participants_of
from ..rules import (
    is_amendable,
    is_editable,
    may_copy,
    may_in,
    may_invite_trainers,
    may_see_participants,
    takes_actual_money,
    waiting_change,
    was_answered,
)
from .base import DeskView, OwnWorkshopView, new_address

YEAR = timedelta(weeks=52)


class OrganiserListView(DeskView):
    """All workshops of the user's organisations, or of the one for which they act, with what waits for them."""

    template_name = "workshops/organiser_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Workshop.objects.of(self.request.user, self.acting.organisation)
        rows = rows.select_related("host", "region", "organiser")
        rows = rows.prefetch_related("descriptions", "wished_changes")
        return super().get_context_data(
            rows=[
                desk.organiser_row(row) for row in rows.order_by(F("starts_on").desc(nulls_first=True), "-pk")
            ],
            may_register=bool(self.representations),
            outsiders=outsiders_among(
                [self.acting.organisation]
                if self.acting.organisation
                else [one.organisation for one in self.representations]
            ),
            new_address=new_address(self.acting.organisation),
            **kwargs,
        )


class ManageView(OwnWorkshopView):
    """One workshop as its organiser sees it: what it says, what was decided, what can be done now."""

    template_name = "workshops/manage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        workshop = self.workshop
        may_amend, may_cancel = self.may(Verb.AMEND), self.may(Verb.CANCEL)
        may_ask = may_amend and may_invite_trainers(workshop)
        sees_all = self.is_own or may_amend  # The discussion with the secretariat, and addresses of trainers.
        is_organisers = may(self.request.user, Verb.AMEND, workshop.organiser)  # Not by a right of the host.
        host = host_panel_of(workshop, is_organisers) if self.is_own else None
        wish = waiting_change(workshop) if sees_all else None
        wished = journal.wished_in_words(workshop, wish, has_money=self.is_own)
        return super().get_context_data(
            contents=desk.contents_of(
                workshop, shows_link=True, has_addresses=sees_all, has_money=self.is_own
            ),
            days_off=days_off_of(workshop) if desk.is_to_come(workshop) else [],
            may_note_money=is_organisers
            and takes_actual_money(workshop)
            and bool(workshop.money_sources.all()),
            log=journal.log_of(workshop, has_money=self.is_own) if sees_all else [],
            may_read_letters=may_see_participants(self.request.user, workshop),
            host=host,
            rights_form=forms.HostRightsForm(initial={"rights": workshop.hosting.rights})
            if workshop.hosting
            else forms.HostRightsForm(),
            may_edit=is_editable(self.request.user, workshop) and self.may(Verb.WRITE),
            outsiders=outsiders_among([self.organiser])
            if self.is_own and is_editable(self.request.user, workshop)
            else [],
            can_be_cancelled=desk.may_cancel(workshop),
            may_amend=may_amend and is_amendable(workshop),
            may_run_days=self.may(Verb.RUN_DAYS) and is_amendable(workshop),
            may_take_back=self.may(Verb.SUBMIT) and workshop.state == WorkshopState.SUBMITTED,
            may_copy=self.may(Verb.WRITE) and may_copy(workshop),
            may_discard=workshop.state == WorkshopState.DRAFT and not was_answered(workshop),
            may_cancel=may_cancel and desk.may_cancel(workshop),
            is_for_managers=self.is_own and not (may_amend and may_cancel),
            managers=[] if may_amend and may_cancel or not self.is_own else managers_of(self.organiser),
            may_move=actions.may_move(workshop) and len(self.representations) > 1,
            wish=wish,
            wished=wished,
            wished_why=reasons_of(wish, of_money=self.is_own) if wish else "",
            may_withdraw_wish=self.may_withdraw(wish),
            may_ask=may_ask,
            may_note=may_ask and is_organisers,
            may_invite=may_ask and _has_somebody_to_invite(workshop),
            **kwargs,
        )


def _has_somebody_to_invite(workshop: Workshop) -> bool:
    """True while a trainer, or a host that somebody represents, was not asked."""
    if any(trainer.answer == TrainerAnswer.NOT_INVITED for trainer in workshop.trainers.all()):
        return True
    is_elsewhere = workshop.host_id not in (None, workshop.organiser_id)
    return is_elsewhere and (workshop.hosting is None or workshop.hosting.state == HostingState.UNASKED)


class StepView(OwnWorkshopView):
    """A form of one step; when the step is refused, the form says why and keeps what was typed."""

    form_class: type[Form]
    is_changed = False  # Somebody else took the step since the form was opened.

    @property
    def shown(self) -> str:
        """What the form shows of the workshop, so that a form which is late is known; "" for nothing."""
        return ""

    @property
    def done(self) -> str:
        """Message shown once the step is done."""
        raise NotImplementedError

    def make_form(self, data: Any = None) -> Form:
        return self.form_class(data)

    def act(self, form: Form) -> None:
        """Does the step."""
        raise NotImplementedError

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show(form=self.make_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            self.act(form)
        except actions.Refused as refusal:
            self.is_changed = isinstance(refusal, actions.Changed)
            form.add_error(None, refusal.message)
            return self.show(form=form)
        messages.success(request, self.done)
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_late = self.request.method == "POST" and not self.is_changed
        seen = self.request.POST.get("seen", "") if is_late else self.shown
        return super().get_context_data(seen=seen, **kwargs)


class CancelWorkshopView(StepView):
    """Calling the workshop off."""

    template_name = "workshops/cancel.html"
    verb = Verb.CANCEL

    @property
    def done(self) -> str:
        return _("The workshop has been cancelled, and everyone concerned has been told.")

    def make_form(self, data: Any = None) -> forms.ReasonForm:
        return forms.ReasonForm(
            data,
            label=_("Reason for the cancellation"),
            hint=_("Everyone who has a place or is on the waitlist, and everyone who trains, will read it."),
            message=_("Give the reason."),
        )

    def act(self, form: Form) -> None:
        actions.cancel_workshop(self.workshop, self.request.user, form.cleaned_data["words"])


class MoveView(StepView):
    """Moving a draft to another organisation that the user speaks for."""

    template_name = "workshops/move.html"
    verb = Verb.WRITE

    @property
    def done(self) -> str:
        return _("The draft now belongs to %(organisation)s.") % {"organisation": self.workshop.organiser}

    @cached_property
    def others(self) -> list[Organisation]:
        own = [one.organisation for one in self.representations]
        return [organisation for organisation in own if organisation != self.workshop.organiser]

    def make_form(self, data: Any = None) -> forms.MoveForm:
        only = {"organisation": str(self.others[0].pk)} if len(self.others) == 1 else {}
        return forms.MoveForm(data, organisations=self.others, initial=only)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (self.others and actions.may_move(self.workshop)):
            return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
        return super().get(*args, **kwargs)

    def act(self, form: Form) -> None:
        organisation = next(one for one in self.others if str(one.pk) == form.cleaned_data["organisation"])
        self.workshop = actions.move_draft(self.workshop, organisation)


class DiscardView(OwnWorkshopView):
    """Deleting a draft that the secretariat has never answered."""

    template_name = "workshops/discard.html"
    verb = Verb.WRITE

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if self.workshop.state != WorkshopState.DRAFT or was_answered(self.workshop):
            return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
        return self.show(told=count_knowing(self.workshop))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            actions.discard_draft(self.workshop)
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The draft has been deleted."))
        return HttpResponseRedirect(reverse("workshops:list"))


class TakeBackView(OwnWorkshopView):
    """Taking back what was submitted."""

    verb = Verb.SUBMIT
    is_for_organiser = True
    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        try:
            actions.take_back(self.workshop, request.user)
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The workshop is in your hands again."))
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))


class CopyView(StepView):
    """Registering a workshop once more, for other days."""

    template_name = "workshops/copy.html"
    verb = Verb.WRITE
    is_for_organiser = True
    form_class = forms.CopyForm

    @property
    def done(self) -> str:
        return _("This is a new draft with what the earlier workshop said. Nobody has been asked yet.")

    def make_form(self, data: Any = None) -> Form:
        first = self.workshop.starts_on
        # The same weekday, a whole number of years on.
        years = max((timezone.localdate() - first).days // YEAR.days + 1, 0) if first else 0
        return forms.CopyForm(
            data, initial={"first_day": first and first + years * YEAR, "token": uuid.uuid4()}
        )

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_copy(self.workshop):
            return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
        return super().get(*args, **kwargs)

    def act(self, form: Form) -> None:
        cleaned = form.cleaned_data
        self.workshop = actions.copy_workshop(
            self.workshop, self.request.user, cleaned["first_day"], cleaned["token"]
        )


class ParticipantsView(DeskView):
    """Participants of a workshop and its waitlist, for the organiser, the host and the secretariat."""

    template_name = "workshops/participants.html"

    def check(self) -> None:
        user = self.request.user
        workshop = Workshop.objects.visible_to(user).for_page().filter(slug=self.kwargs["slug"]).first()
        if workshop is None or not may_see_participants(user, workshop):
            raise Http404
        self.workshop = workshop

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Participation.objects.filter(workshop=self.workshop).with_people()
        held = PlaceOffer.objects.open().filter(workshop=self.workshop).order_by("held_until", "pk")
        return super().get_context_data(
            workshop=self.workshop,
            is_own=may_in(self.request.user, Verb.SEE, self.workshop),
            now=timezone.now(),
            participants=participants_of(rows, self.request.user),
            held=held_table(held.select_related("organisation")),
            **kwargs,
        )
