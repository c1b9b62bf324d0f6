"""Trainers: who is asked whether they are one, and who asks."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from federation.membership.enums import Verb
from federation.people.enums import Step
from federation.people.forms.asking import Asked
from federation.people.models import Person
from portal.accounts.limits import count_letter
from portal.accounts.rules import PortalRequest
from portal.localisation.text import active_language

from .. import actions
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
            return self.show(refusal=_("Choose your answer."), is_refused=True)
        asked = self.ask(request.POST)
        if answer == ACCEPT and not asked.is_valid():
            return self.show(asked=asked, is_refused=True)
        try:
            if answer == ACCEPT:
                with transaction.atomic():
                    asked.save()
                    actions.accept_training(trainer, request.user)
                messages.success(request, _("You are a trainer of this workshop."))
            else:
                actions.decline_training(trainer, request.user)
                messages.success(request, _("You have declined. The organiser has been told."))
        except WorkshopTrainer.DoesNotExist:  # Gone, or another's, a moment ago.
            return self.show_nothing()
        except actions.Refused as refusal:
            return self.show(refusal=refusal.message, is_refused=True)
        return HttpResponseRedirect(reverse("workshops:my_workshops"))

    def ask(self, data: Any = None) -> Asked:
        """What is still to be asked. Of the person as it stands: a refused answer must not change it on the page."""
        person = Person.objects.select_related("user", "region").get(user=self.request.user.pk)
        return Asked(person, Step.TRAINING, data)

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
        given = {"asked": self.ask() if is_asked else None, **kwargs}
        return super().get_context_data(
            trainer=trainer,
            workshop=trainer.workshop,
            facts=facts_of_invitation(trainer),
            is_asked=is_asked,
            shown_as=self.request.user.person.name_in(active_language()),
            **given,
        )


class InviteTrainersView(OwnWorkshopView):
    """Invites the trainers who were not asked yet."""

    verb = Verb.AMEND
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

    verb = Verb.AMEND
    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if actions.take_off(self.workshop, self.kwargs["pk"]):
            messages.success(request, _("The trainer has been taken off the workshop."))
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
