"""Hosts: the screens of those who are asked, and what the organiser gives and notes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from federation.membership.enums import Verb
from federation.membership.rules import managers_of, may, readers_of
from federation.membership.views.refusing import for_managers_only
from federation.people.enums import Step
from federation.people.views.invitations import ACCEPT, DECLINE, AnswerView
from portal.accounts.limits import count_letter
from portal.accounts.rules import PortalRequest
from portal.localisation.text import active_language
from portal.navigation.registry import Acting

from .. import actions, forms
from ..enums import HostRights
from ..models.hosting import Hosting
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..presenters.desk import contents_of
from ..presenters.hosting import hosted_rows, may_read_contents
from ..rules import may_invite_trainers, may_note_host, may_note_trainer, may_withdraw_hosting
from .base import DeskView, OwnWorkshopView
from .organiser import StepView


class HostedListView(DeskView):
    """The workshops that the user's organisations, or the one for which they act, were asked to host."""

    template_name = "workshops/hosted_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Hosting.objects.of_acting(self.acting).with_workshops()
        return super().get_context_data(
            rows=hosted_rows(rows.order_by("-workshop__starts_on", "pk")), **kwargs
        )


class HostView(DeskView):
    """A screen about a workshop that an organisation of the user is asked to host; for others it does not exist."""

    @cached_property
    def hosting(self) -> Hosting:
        rows = Hosting.objects.of(self.request.user).current().select_related("organisation")
        found = rows.filter(workshop__slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        found.workshop = Workshop.objects.for_page().get(pk=found.workshop_id)
        return found

    @cached_property
    def acting(self) -> Acting:
        """Whoever opens it acts for the host."""
        return Acting(self.request.user, self.hosting.organisation)

    def check(self) -> None:
        self.desk_address = reverse("workshops:hosted_list_for", args=[self.hosting.organisation.slug])

    @property
    def may_answer(self) -> bool:
        return may(self.request.user, Verb.HOST, self.hosting.organisation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(hosting=self.hosting, workshop=self.hosting.workshop, **kwargs)


class HostingView(HostView, AnswerView):
    """Asks the managers of a host whether it hosts the workshop, and whoever of them is named as its contact whether
    they are: one answer is for both. Contributors read it.
    """

    template_name = "workshops/hosting.html"
    said = {
        ACCEPT: gettext_lazy("You have accepted the invitation."),
        DECLINE: gettext_lazy("You have declined. The organiser has been told."),
    }

    @cached_property
    def contact(self) -> WorkshopTrainer | None:
        """The line that asks the reader as the contact, too."""
        return self.hosting.workshop.trainers.asking_contact(self.request.user).first()

    @property
    def step(self) -> Step | None:  # type: ignore[override]  # It depends on what is asked.
        return Step.TRAINING if self.contact else None

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not self.may_answer:
            return for_managers_only(request, self.hosting.organisation)
        return self.take_answer()

    def accept(self) -> str:
        actions.accept_hosting(self.hosting, self.request.user)
        return self.request.path

    def decline(self) -> str:
        form = self.reason(self.request.POST)
        if not form.is_valid():
            raise actions.Refused(str(form.errors["words"][0]))
        actions.decline_hosting(self.hosting, self.request.user, form.cleaned_data["words"])
        return self.request.path

    @staticmethod
    def reason(data: Any = None) -> forms.ReasonForm:
        """The field of the reason for a no."""
        label = _("If not: the reason, for the organiser")
        return forms.ReasonForm(data, label=label, message="", required=False)

    def show_gone(self) -> HttpResponse:
        raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hosting = self.hosting
        is_asked = hosting.is_open and may_invite_trainers(hosting.workshop)
        answers = is_asked and self.may_answer
        given = {"asked": self.ask() if answers else None, **kwargs}
        return super().get_context_data(
            is_asked=is_asked,
            may_answer=self.may_answer,
            managers=[] if self.may_answer else managers_of(hosting.organisation),
            contact=self.contact,
            reason=self.reason(self.request.POST or None),
            shown_as=self.request.user.person.name_in(active_language()) if self.contact else "",
            contents=contents_of(hosting.workshop) if may_read_contents(hosting) else None,
            may_withdraw=self.may_answer and may_withdraw_hosting(hosting),
            **given,
        )


class WithdrawHostingView(HostView):
    """Asks a manager of the host for the reason before the yes is taken back; the POST does it."""

    template_name = "workshops/withdraw_hosting.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.may_answer:
            return for_managers_only(request, self.hosting.organisation)
        return super().dispatch(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> forms.ReasonForm:
        return forms.ReasonForm(
            data, label=_("Reason"), hint=_("The organiser will read it."), message=_("Give the reason.")
        )

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show(form=self.make_form()) if may_withdraw_hosting(self.hosting) else self.back()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            actions.withdraw_hosting(self.hosting, self.request.user, form.cleaned_data["words"])
        except Hosting.DoesNotExist:  # Another host was chosen a moment ago.
            raise Http404 from None
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Your organisation has withdrawn. The organiser has been told."))
        return self.back()

    def back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("workshops:hosting", args=[self.hosting.workshop.slug]))


class HostRightsView(OwnWorkshopView):
    """What the organiser lets its host do."""

    verb = Verb.AMEND
    is_for_organiser = True
    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = forms.HostRightsForm(request.POST)
        if not form.is_valid():
            messages.error(request, str(form.errors["rights"][0]))
        else:
            try:
                rights = HostRights(form.cleaned_data["rights"])
                actions.give_host_rights(self.workshop, self.request.user, rights)
                messages.success(request, _("The rights of the host have been saved."))
            except actions.Refused as refusal:
                messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))


class AskHostAgainView(OwnWorkshopView):
    """Sends the question once more to a host that has not answered."""

    verb = Verb.AMEND
    is_for_organiser = True
    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        hosting = self.workshop.hosting
        readers = readers_of(hosting.organisation) if hosting and hosting.is_open else []
        try:
            for person in readers[:1]:  # It is one question, however many read it.
                count_letter(request, person.address)
            if actions.ask_host_again(self.workshop, request.user):
                messages.success(request, _("The e-mail has been sent again."))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))


class NoteView(StepView):
    """A form with which the organiser notes a yes: its day, and how it came."""

    template_name = "workshops/note.html"
    verb = Verb.AMEND
    is_for_organiser = True
    form_class = forms.NoteForm

    @property
    def done(self) -> str:
        return _("The yes has been noted.")

    @property
    def who(self) -> str:
        """Whose yes it is."""
        raise NotImplementedError

    @property
    def may_note(self) -> bool:
        """False once they have answered, or can be asked themselves."""
        raise NotImplementedError

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_note:
            return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
        return super().get(*args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(who=self.who, **kwargs)


class NoteHostView(NoteView):
    """The yes of a host that nobody represents."""

    @property
    def who(self) -> str:
        return str(self.workshop.host.name) if self.workshop.host else ""

    @property
    def may_note(self) -> bool:
        return may_note_host(self.workshop)

    def act(self, form: Form) -> None:
        found = form.cleaned_data
        actions.note_host(self.workshop, self.request.user, found["noted_on"], found["noted_how"])


class NoteTrainerView(NoteView):
    """The yes of a trainer or contact who has no address."""

    @cached_property
    def trainer(self) -> WorkshopTrainer:
        rows = self.workshop.trainers.select_related("person__user", "workshop")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def who(self) -> str:
        return self.trainer.shown_name

    @property
    def may_note(self) -> bool:
        return may_note_trainer(self.trainer)

    def act(self, form: Form) -> None:
        found = form.cleaned_data
        try:
            actions.note_trainer(
                self.workshop, self.request.user, self.trainer.pk, found["noted_on"], found["noted_how"]
            )
        except WorkshopTrainer.DoesNotExist:  # Taken off a moment ago.
            raise Http404 from None
