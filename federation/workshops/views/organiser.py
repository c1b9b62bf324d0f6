"""The screens of those who speak for the organisation that registers workshops."""

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
from federation.membership.rules import managers_of
from portal.language.numbers import read_key

from .. import actions, forms
from ..enums import TrainerAnswer, WorkshopState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..presenters import desk
from ..presenters.participants import participants_of
from ..rules import (
    dates_may_change,
    is_editable,
    is_organiser,
    may_invite_trainers,
    may_see_participants,
    waiting_change,
)
from .base import DeskView, OwnWorkshopView, new_address


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
        return super().get_context_data(
            contents=desk.contents_of(workshop),
            log=desk.log_of(workshop),
            may_edit=is_editable(self.request.user, workshop),
            can_be_cancelled=desk.may_cancel(workshop),
            may_change_dates=may_amend and dates_may_change(workshop),
            may_change_places=may_amend and desk.may_cancel(workshop),
            may_cancel=may_cancel and desk.may_cancel(workshop),
            is_for_managers=not (may_amend and may_cancel),
            managers=[] if may_amend and may_cancel else managers_of(self.organiser),
            may_move=actions.may_move(workshop) and len(self.representations) > 1,
            date_change=waiting_change(workshop),
            may_ask=may_ask,
            may_invite=may_ask
            and any(trainer.answer == TrainerAnswer.NOT_INVITED for trainer in workshop.trainers.all()),
            **kwargs,
        )


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


class DatesView(StepView):
    """Asking for other dates."""

    template_name = "workshops/dates.html"
    verb = Verb.AMEND
    form_class = forms.DatesForm

    @property
    def done(self) -> str:
        return _(
            "The secretariat has received your request for a date change. Until it decides, the "
            "approved dates remain public."
        )

    @property
    def shown(self) -> str:
        return actions.name_of_waiting(waiting_change(self.workshop))

    def act(self, form: Form) -> None:
        cleaned, seen = form.cleaned_data, self.request.POST.get("seen", "")
        actions.propose_dates(
            self.workshop,
            self.request.user,
            cleaned["starts_on"],
            cleaned["ends_on"],
            cleaned["reason"],
            seen,
        )


class CapacityView(StepView):
    """Changing how many places there are."""

    template_name = "workshops/places.html"
    verb = Verb.AMEND

    @property
    def done(self) -> str:
        return _("The number of places has been changed.")

    def make_form(self, data: Any = None) -> forms.CapacityForm:
        return forms.CapacityForm(data, initial={"capacity": self.workshop.capacity})

    @property
    def shown(self) -> str:
        return str(self.workshop.capacity)

    def act(self, form: Form) -> None:
        seen = read_key(self.request.POST.get("seen", "")) or None
        actions.change_capacity(self.workshop, form.cleaned_data["capacity"], seen)


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
    """Deleting a draft that was never submitted."""

    template_name = "workshops/discard.html"
    verb = Verb.WRITE

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if self.workshop.state != WorkshopState.DRAFT:
            return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
        return self.show()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            actions.discard_draft(self.workshop)
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The draft has been deleted."))
        return HttpResponseRedirect(reverse("workshops:list"))


class ParticipantsView(DeskView):
    """Participants of a workshop and its waitlist, for the organiser and the secretariat."""

    template_name = "workshops/participants.html"

    def check(self) -> None:
        user = self.request.user
        workshop = Workshop.objects.visible_to(user).for_page().filter(slug=self.kwargs["slug"]).first()
        if workshop is None or not may_see_participants(user, workshop):
            raise Http404
        self.workshop = workshop

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Participation.objects.filter(workshop=self.workshop).with_people()
        return super().get_context_data(
            workshop=self.workshop,
            is_own=is_organiser(self.request.user, self.workshop),
            now=timezone.now(),
            participants=participants_of(rows, self.request.user),
            **kwargs,
        )
