"""Trainers: who is asked whether they are one, and who asks."""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from federation.membership.enums import Verb
from federation.people.enums import Step
from federation.people.views.invitations import ACCEPT, DECLINE, AnswerView
from portal.accounts.limits import count_letter
from portal.accounts.rules import PortalRequest
from portal.localisation.text import active_language

from .. import actions, forms
from ..models.workshop_trainer import WorkshopTrainer
from ..presenters.training import facts_of_invitation
from ..rules import answers_as_host, may_step_back
from .base import DeskView, OwnWorkshopView


class TrainingView(DeskView, AnswerView):
    """Asks whether the reader is the trainer whom an organiser has named, with an address that they confirmed.

    For everybody else it says the same, be the invitation another's, withdrawn, or none that ever was.
    """

    template_name = "workshops/training.html"
    desk_name = "workshops:my_workshops"
    step = Step.TRAINING
    said = {
        ACCEPT: gettext_lazy("You have accepted the invitation."),
        DECLINE: gettext_lazy("You have declined. The organiser has been told."),
    }

    @cached_property
    def trainer(self) -> WorkshopTrainer | None:
        user = self.request.user
        rows = WorkshopTrainer.objects.invited(user) | WorkshopTrainer.objects.naming(user)
        return rows.with_workshops().filter(pk=self.kwargs["pk"]).first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.trainer and answers_as_host(request.user, self.trainer):
            # There one answer is for both.
            return HttpResponseRedirect(reverse("workshops:hosting", args=[self.trainer.workshop.slug]))
        return super().dispatch(request, *args, **kwargs)

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show() if self.trainer else self.show_gone()

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.take_answer() if self.trainer else self.show_gone()

    def accept(self) -> str:
        actions.accept_training(cast(WorkshopTrainer, self.trainer), self.request.user)
        return self.desk_address

    def decline(self) -> str:
        actions.decline_training(cast(WorkshopTrainer, self.trainer), self.request.user)
        return self.desk_address

    def show_gone(self) -> HttpResponse:
        self.template_name = "workshops/no_invitation.html"
        response = self.show()
        response.status_code = HTTPStatus.NOT_FOUND
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trainer = self.trainer
        if trainer is None:
            return super().get_context_data(**kwargs)
        is_asked = WorkshopTrainer.objects.open().filter(pk=trainer.pk).exists()
        given = {"asked": self.ask() if is_asked else None, **kwargs}
        return super().get_context_data(
            trainer=trainer,
            workshop=trainer.workshop,
            facts=facts_of_invitation(trainer),
            is_asked=is_asked,
            may_step_back=may_step_back(trainer),
            shown_as=self.request.user.person.name_in(active_language()),
            **given,
        )


class StepBackView(DeskView):
    """Asks a trainer for the reason before they step back; the POST does it. For everybody else it does not exist."""

    template_name = "workshops/step_back.html"
    desk_name = "workshops:my_workshops"

    def check(self) -> None:
        rows = WorkshopTrainer.objects.naming(self.request.user).with_workshops()
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.trainer = found

    def make_form(self, data: Any = None) -> forms.ReasonForm:
        return forms.ReasonForm(
            data, label=_("Reason"), hint=_("The organiser will read it."), message=_("Give the reason.")
        )

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show_form(self.make_form()) if may_step_back(self.trainer) else self.back()

    def show_form(self, form: forms.ReasonForm) -> HttpResponse:
        """The question, with what was typed."""
        return self.show(form=form, trainer=self.trainer, workshop=self.trainer.workshop)

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid() and may_step_back(self.trainer):
            return self.show_form(form)
        try:
            if actions.step_back(self.trainer, request.user, form.cleaned_data.get("words", "")):
                messages.success(request, _("You have stepped back. The organiser has been told."))
        except WorkshopTrainer.DoesNotExist:  # Taken off a moment ago.
            raise Http404 from None
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        return self.back()

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("workshops:training", args=[self.trainer.pk]))


class InviteTrainersView(OwnWorkshopView):
    """Invites the host and the trainers who were not asked yet."""

    verb = Verb.AMEND
    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        try:
            for trainer in self.workshop.trainers.to_invite():
                count_letter(request, trainer.asks_at)
            invited = actions.invite_trainers(self.workshop, request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            if invited:
                words = ngettext(
                    "%(count)s invitation has been sent by e-mail.",
                    "%(count)s invitations have been sent by e-mail.",
                    len(invited),
                )
                messages.success(request, words % {"count": len(invited)})
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))


class AskAgainView(OwnWorkshopView):
    """Sends the invitation once more to a trainer who has not answered."""

    verb = Verb.AMEND
    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        asked = self.workshop.trainers.select_related("person__user").filter(pk=self.kwargs["pk"]).first()
        try:
            if asked and asked.is_open and asked.asks_at:
                count_letter(request, asked.asks_at)
            if actions.ask_again(self.workshop, self.kwargs["pk"]):
                messages.success(request, _("The e-mail has been sent again."))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))


class TakeOffView(OwnWorkshopView):
    """Takes a trainer who has declined off the workshop."""

    verb = Verb.AMEND
    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if actions.take_off(self.workshop, self.request.user, self.kwargs["pk"]):
            messages.success(request, _("The name has been taken off the workshop."))
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
