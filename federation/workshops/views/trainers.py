"""Trainers: who is asked whether they are one, and who asks."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.limits import count_letter
from portal.accounts.rules import PortalRequest

from .. import actions, forms
from ..models.workshop_trainer import WorkshopTrainer
from ..presenters.training import facts_of_invitation
from .base import DeskView, OwnWorkshopView

ACCEPT, DECLINE = "accept", "decline"


class TrainingView(DeskView):
    """Asks whether the reader is the trainer whom an organiser has named, with an address that they confirmed.

    For everybody else it says the same, be the invitation another's, withdrawn, or none that ever was.
    """

    template_name = "workshops/training.html"
    desk_name = "workshops:my_workshops"

    @cached_property
    def trainer(self) -> WorkshopTrainer | None:
        rows = WorkshopTrainer.objects.invited(self.request.user).with_workshops()
        return rows.filter(pk=self.kwargs["pk"]).first()

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show() if self.trainer else self.show_nothing()

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        trainer = self.trainer
        if trainer is None:
            return self.show_nothing()
        answer = request.POST.get("answer", "")
        if answer not in (ACCEPT, DECLINE):
            return self.show(refusal=_("Choose your answer."))
        form = self.make_form(request.POST) if answer == ACCEPT else None
        if form is not None and not form.is_valid():
            return self.show(form=form)
        try:
            if answer == ACCEPT:
                self._accept(request, trainer, form)
            else:
                actions.decline_training(trainer, request.user)
                messages.success(request, _("You have declined. The organiser has been told."))
        except WorkshopTrainer.DoesNotExist:  # Gone, or another's, a moment ago.
            return self.show_nothing()
        except actions.Refused as refusal:
            return self.show(refusal=refusal.message)
        return HttpResponseRedirect(reverse("workshops:my_workshops"))

    @staticmethod
    def _accept(request: PortalRequest, trainer: WorkshopTrainer, form: forms.TrainingForm | None) -> None:
        if form is not None:
            person = request.user.person
            person.full_name = " ".join(form.cleaned_data["full_name"].split())
            person.save()
        actions.accept_training(trainer, request.user)
        messages.success(request, _("You are a trainer of this workshop."))

    def make_form(self, data: Any = None) -> forms.TrainingForm | None:
        """The question for the name, for those whose name is not known."""
        return None if self.request.user.person.full_name else forms.TrainingForm(data)

    def show_nothing(self) -> HttpResponse:
        """What everybody reads for whom there is no such invitation."""
        self.template_name = "workshops/no_invitation.html"
        response = self.show()
        response.status_code = HTTPStatus.NOT_FOUND
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trainer = self.trainer
        if trainer is None:
            return super().get_context_data(**kwargs)
        is_asked = WorkshopTrainer.objects.open().filter(pk=trainer.pk).exists()
        given = {"form": self.make_form() if is_asked else None, **kwargs}
        return super().get_context_data(
            trainer=trainer,
            workshop=trainer.workshop,
            facts=facts_of_invitation(trainer),
            is_asked=is_asked,
            shown_as=self.request.user.person.full_name,
            is_refused=bool(kwargs.get("refusal")),
            **given,
        )


class InviteTrainersView(OwnWorkshopView):
    """Invites the trainers who were not asked yet."""

    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        waiting = self.workshop.trainers.filter(invited_at=None, accepted_at=None).exclude(email="")
        try:
            for address in waiting.values_list("email", flat=True):
                count_letter(request, address)
            invited = actions.invite_trainers(self.workshop, request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            if invited:
                words = ngettext(
                    "%(count)s trainer has been invited by e-mail.",
                    "%(count)s trainers have been invited by e-mail.",
                    len(invited),
                )
                messages.success(request, words % {"count": len(invited)})
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))


class TakeOffView(OwnWorkshopView):
    """Takes a trainer who has declined off the workshop."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if actions.take_off(self.workshop, self.kwargs["pk"]):
            messages.success(request, _("The trainer has been taken off the workshop."))
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
