"""Registering a workshop: one long form in sections that can be left and taken up again."""

import uuid
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.rules import managers_of, may
from federation.membership.views.refusing import for_managers_only
from portal.accounts.rules import PortalRequest
from portal.journal.models import Step
from portal.language import LANGUAGES, format_time, language_name
from portal.localisation.text import active_language
from portal.look.components import Link
from portal.look.templatetags.look import first_input
from portal.web.errors import written

from .. import actions, forms
from ..actions.audiences import count_knowing
from ..enums import WorkshopState
from ..models.workshop import Workshop
from ..presenters.days_off import days_off
from ..presenters.meanwhile import meanwhile
from ..presenters.membership import outsiders_among
from ..rules import another_may_approve, is_editable, registered_by
from .base import DeskView, OwnWorkshopView, new_address

SUBMIT = "submit"
KEY = "form"  # The parameter with the key of a form in its address.


class RegistrationMixin(DeskView):
    """Reads the form, keeps the draft, and submits it when asked to and nothing is missing."""

    template_name = "workshops/form.html"
    workshop: Any  # The Workshop; None before there is one. The views have it in ways of their own:
    organiser: Any  # and the Organisation that registers it.

    def bind(self, data: Any = None) -> dict[str, Any]:
        """The form and its rows, empty or with what was typed."""
        workshop: Workshop | None = self.workshop
        return {
            "form": forms.WorkshopForm(
                data, organiser=self.organiser, initial=forms.initial_of(workshop, self.organiser)
            ),
            "trainers": forms.trainer_rows(data, workshop, self.organiser),
            "money": forms.money_rows(data, workshop),
            "answer": forms.AnswerForm(data, question=self.question.said if self.question else None),
        }

    @cached_property
    def question(self) -> Step | None:
        """Question of the secretariat, while the workshop waits for an answer."""
        workshop: Workshop | None = self.workshop
        if not workshop or workshop.state != WorkshopState.RETURNED:
            return None
        return workshop.steps.filter(to_state=WorkshopState.RETURNED).last()

    @property
    def seen(self) -> datetime | None:
        """When the workshop that the form shows had been saved, as far as the form says so."""
        return _moment_of(self.request.POST.get("seen", ""))

    def save(self, request: PortalRequest, token: uuid.UUID | None = None) -> HttpResponse:
        """Keeps the draft; shows the form again with its errors, or goes on. Who may not submit it keeps nothing so."""
        is_submitted = request.POST.get("action") == SUBMIT
        if is_submitted and not may(request.user, Verb.SUBMIT, self.organiser):
            return for_managers_only(request, self.organiser)
        bound = self.bind(request.POST)
        parts = (bound["form"], bound["trainers"], bound["money"], bound["answer"])
        wrong = [
            part for part in parts if not part.is_valid()
        ]  # Each is asked, so that all errors show at once.
        if wrong:
            return self.show(**bound, token=token, seen=request.POST.get("seen", ""))
        draft = bound["form"].draft(bound["trainers"].lines(), bound["money"].lines())
        try:
            workshop = actions.save_draft(
                request.user, self.organiser, draft, self.workshop, token, self.seen
            )
        except actions.Changed as refusal:
            found = meanwhile(bound["form"], draft, self.workshop, label_of)
            return self.show(
                **bound, token=token, refusal=refusal.message, is_changed=True, differences=found
            )
        except actions.WrongState as refusal:
            return self.show(**bound, token=token, refusal=refusal.message)
        if not is_submitted:
            messages.success(request, _("Saved, %(time)s") % {"time": format_time(timezone.now())})
            return HttpResponseRedirect(reverse("workshops:edit", args=[workshop.slug]))
        return self.submit(request, workshop, bound)

    def submit(self, request: PortalRequest, workshop: Workshop, bound: dict[str, Any]) -> HttpResponse:
        """Hands the saved draft to the secretariat, or shows what is missing beside the fields."""
        try:
            actions.submit(workshop, request.user, bound["answer"].cleaned_data["answer"])
        except actions.NotReady as refusal:
            missing = dict(refusal.missing)
            rows = {name: missing.pop(name, "") for name in ("trainers", "money")}
            if "answer" in missing:
                bound["answer"].add_error("answer", missing.pop("answer"))
            for name, message in missing.items():
                bound["form"].add_error(name, message)
            self.workshop = workshop
            return self.show(**bound, row_errors=rows, is_kept=True)
        except actions.NotAMember as refusal:
            messages.error(request, refusal.message)
            return HttpResponseRedirect(reverse("workshops:edit", args=[workshop.slug]))
        except actions.WrongState as refusal:  # Decided meanwhile, and the form brought nothing new.
            messages.error(request, refusal.message)
            return HttpResponseRedirect(reverse("workshops:manage", args=[workshop.slug]))
        messages.success(
            request, _("The workshop is with the secretariat. We will e-mail you when there is a decision.")
        )
        return HttpResponseRedirect(reverse("workshops:manage", args=[workshop.slug]))

    @property
    def is_alone(self) -> bool:
        """True for a workshop of the federation's own that nobody but its author could approve."""
        written = registered_by(self.workshop) if self.workshop else set()
        return self.organiser.is_federation and not another_may_approve({self.request.user.pk, *written})

    def form_context(self, **context: Any) -> dict[str, Any]:
        """Returns the context that the template needs beside the form."""
        workshop: Workshop | None = self.workshop
        action = reverse("workshops:edit", args=[workshop.slug]) if workshop else new_address(self.organiser)
        rows = context.get("row_errors", {})
        parts = (
            [context["form"], *context["trainers"], *context["money"], context["answer"]]
            if "form" in context
            else []
        )
        errors = [error for part in parts for error in errors_of(part)]
        errors += [Link(message, f"#{name}") for name, message in rows.items() if message]
        seen = context.get("seen", workshop.updated_at.isoformat() if workshop else "")
        may_submit = may(self.request.user, Verb.SUBMIT, self.organiser)
        reader = self.request.user
        told = count_knowing(workshop, [reader]) if workshop and is_editable(reader, workshop) else 0
        return {"days_off": days_off_typed(context["form"]) if "form" in context else [],
                "action": action, "question": self.question, "errors": errors, "organiser": self.organiser,
                "is_refused": bool(errors or context.get("refusal")),
                "workshop": workshop, "seen": seen, "may_submit": may_submit,
                "told": told, "outsiders": outsiders_among([self.organiser]), "is_alone": self.is_alone,
                "managers": [] if may_submit else managers_of(self.organiser)}  # fmt: skip


def errors_of(form: Any) -> list[Link]:
    """Returns the errors of a form, each with the address of its field, for the summary on top."""
    names = getattr(form, "reading_order", list(form.fields))
    return [
        Link(
            f"{label_of(form[name])}: {message}",
            "#topics" if name == "topics" else f"#{first_input(form[name])}",
        )
        for name in names
        for message in form.errors.get(name, ())
    ]


def days_off_typed(form: forms.WorkshopForm) -> list[Link]:
    """The days off among the days that a form shows."""
    days = form.cleaned_data if form.is_bound else form.initial
    first, last = days.get("starts_on"), days.get("ends_on")
    return days_off(first, last) if first and last else []


def label_of(field: Any) -> str:
    """The label of a field; where one label stands in each language, with the language."""
    language = field.name.partition("_")[0]
    if language not in LANGUAGES:
        return str(field.label)
    return f"{field.label} ({language_name(language, active_language())})"


class NewWorkshopView(RegistrationMixin):
    """The empty form of the organisation in the address. Without one, who speaks for several chooses first, and who
    speaks for none is told how one comes to do so.

    The key of the form stands in its address: who comes back to it after it was saved is led to what it made.
    """

    workshop: Workshop | None = None  # What a form that is sent once more has made.

    @cached_property
    def organiser(self) -> Organisation | None:
        """The organisation that registers: the one in the address or the form, or the only one."""
        own = [one.organisation for one in self.representations]
        wanted = self.request.POST.get("organiser", "")
        chosen = self.acting.organisation or next((one for one in own if str(one.pk) == wanted), None)
        return chosen or (own[0] if len(own) == 1 else None)

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if self.organiser:
            return self.show_form(self.organiser, _token_of(self.request.GET.get(KEY, "")))
        self.template_name = (
            "workshops/for_whom.html" if self.representations else "workshops/no_organisation.html"
        )
        choices = [Link(one.name, new_address(one.organisation)) for one in self.representations]
        return self.show(choices=choices)

    def show_form(self, organiser: Organisation, token: uuid.UUID | None) -> HttpResponse:
        """The empty form at an address with a key of its own, or the way to what a form of this key has made."""
        if token is None:
            return HttpResponseRedirect(f"{self.request.path}?{urlencode({KEY: str(uuid.uuid4())})}")
        if made := Workshop.objects.of_form(token, organiser):
            messages.info(self.request, _("You have saved this form already; this is the workshop."))
            return HttpResponseRedirect(reverse("workshops:edit", args=[made.slug]))
        return self.show(**self.bind(), token=token)

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        if self.organiser is None:
            raise PermissionDenied
        token = _token_of(request.POST.get("token", ""))
        self.workshop = Workshop.objects.of_form(token, self.organiser) if token else None
        return self.save(request, token)

    @property
    def seen(self) -> datetime | None:
        """The form is older than the workshop that it has made: it has seen nothing of it."""
        return self.workshop.created_at if self.workshop else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = self.form_context(**kwargs) if self.organiser else {}
        given = {"token": kwargs.pop("token", None) or uuid.uuid4()}
        return super().get_context_data(**{**context, **kwargs, **given})


class GoneDraftView(NewWorkshopView):
    """What was typed into the form of a draft that is not there for its reader any more, to make a new one of it.

    It says the same of a draft that never was and of one that is another's.
    """

    template_name = "workshops/form.html"

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        typed = written(request)
        if not typed:
            raise Http404
        if self.organiser is None:
            self.template_name = "workshops/gone.html"
            response = self.show(texts=typed)
        else:
            answer = request.POST.get("answer", "").strip()
            response = self.show(**self.bind(request.POST), is_gone=True, texts=[answer] if answer else [])
        response.status_code = HTTPStatus.NOT_FOUND
        return response


class EditWorkshopView(RegistrationMixin, OwnWorkshopView):
    """The form of a draft, or of a workshop that came back with a question."""

    verb = Verb.WRITE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
            return GoneDraftView.as_view()(request)

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not is_editable(self.request.user, self.workshop):
            return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
        return self.show(**self.bind())

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        return self.save(request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.pop("token", None)
        context = super(RegistrationMixin, self).get_context_data(**kwargs)
        return {**context, **self.form_context(**kwargs)}


def _moment_of(text: str) -> datetime | None:
    """Returns the moment at which the workshop that the form shows had been saved."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _token_of(text: str) -> uuid.UUID | None:
    """The form's own number, so that a form sent twice makes one draft."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
