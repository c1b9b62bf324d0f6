"""Organisers and those who take part write to each other; visitors ask organisers."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from federation.membership.enums import Verb
from federation.membership.views.refusing import for_managers_only
from portal.accounts.limits import count_message
from portal.accounts.rules import PortalRequest
from portal.language.numbers import read_key
from portal.localisation.text import active_language
from portal.navigation.registry import Acting

from .. import actions
from ..enums import ACTIVE_PARTICIPATIONS, Addressees
from ..forms.letters import LetterForm, WriteToOrganiserForm
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_letter import WorkshopLetter
from ..presenters import letters as presenters
from ..rules import is_organiser, may_in, may_see_participants, may_write_to_participants, takes_letters
from .base import DeskView

SEND, CHANGE = "send", "change"


class LettersView(DeskView):
    """What was sent to the participants of a workshop, for whoever may see who takes part."""

    template_name = "workshops/letters.html"

    @cached_property
    def workshop(self) -> Workshop:
        user = self.request.user
        found = Workshop.objects.visible_to(user).for_page().filter(slug=self.kwargs["slug"]).first()
        if found is None or not may_see_participants(user, found):
            raise Http404
        return found

    @property
    def may_write(self) -> bool:
        """True when the reader may write one now."""
        return may_write_to_participants(self.request.user, self.workshop) and takes_letters(self.workshop)

    @cached_property
    def is_own(self) -> bool:
        """True when the reader works on it for its organiser or its host; others come as the secretariat does."""
        return may_in(self.request.user, Verb.SEE, self.workshop)

    @cached_property
    def acting(self) -> Acting:
        """Whoever works on it for its organiser, or else for its host, acts for that one."""
        if not self.is_own:
            return super().acting
        is_organisers = is_organiser(self.request.user, self.workshop)
        return Acting(self.request.user, self.workshop.organiser if is_organisers else self.workshop.host)

    def check(self) -> None:
        if not self.is_own:
            self.desk_address = reverse("workshops:review_list")
        elif found := self.acting.organisation:
            name = "list_for" if found == self.workshop.organiser else "hosted_list_for"
            self.desk_address = reverse(f"workshops:{name}", args=[found.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            workshop=self.workshop, is_own=self.is_own, may_write=self.may_write, **kwargs
        )


class SentLettersView(LettersView):
    """The list of what was sent."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=presenters.sent_rows(self.workshop), **kwargs)


class SentLetterView(LettersView):
    """One of them, with who got it."""

    template_name = "workshops/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.workshop.letters.select_related("written_by").filter(pk=self.kwargs["pk"]).first()
        if letter is None:
            raise Http404
        return super().get_context_data(letter=presenters.sent_letter(letter, self.request.user), **kwargs)


class NewLetterView(LettersView):
    """Writing one: what was written is shown as it will go out before it is sent."""

    template_name = "workshops/letter_new.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not may_write_to_participants(request.user, self.workshop):
            if self.workshop.organiser and is_organiser(request.user, self.workshop):
                return for_managers_only(request, self.workshop.organiser)
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def people(self) -> list[tuple[int, str]]:
        rows = Participation.objects.filter(workshop=self.workshop).active().writable()
        return presenters.names_of(rows.with_people(), self.request.user)

    def make_form(self, data: Any = None) -> LetterForm:
        to = read_key(self.request.GET.get("to", ""))
        initial = {"addressees": Addressees.CHOSEN, "chosen": [to]} if to in dict(self.people) else {}
        return LetterForm(data, people=self.people, initial=initial)

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show(form=self.make_form(), token=uuid.uuid4())

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form, token = self.make_form(request.POST), _token_of(request.POST.get("token", ""))
        if sent := WorkshopLetter.objects.filter(form_token=token, workshop=self.workshop).first():
            return self.go_on(sent)
        if not form.is_valid() or request.POST.get("action") == CHANGE:
            return self.show(form=form, token=token)
        if request.POST.get("action") != SEND:
            return self.preview(form, token)
        try:
            sent = actions.send_to_participants(self.workshop, request.user, form.written, token)
        except actions.Refused as refusal:
            form.add_error(None, refusal.message)
            return self.show(form=form, token=token)
        return self.go_on(sent)

    def preview(self, form: LetterForm, token: uuid.UUID) -> HttpResponse:
        """What would be sent to whom now, with the button that does."""
        written = form.written
        letter = written.row(self.workshop)
        names = presenters.names_of(
            actions.recipients_of(self.workshop, written).with_people(), self.request.user
        )
        if not names:
            form.add_error(None, _("Nobody would get this e-mail: choose other recipients."))
            return self.show(form=form, token=token)
        return self.show(
            form=form,
            token=token,
            previews=presenters.previews_of(letter),
            recipients=presenters.addressees_words(letter, names),
            number=len(names),
        )

    def go_on(self, sent: WorkshopLetter) -> HttpResponse:
        count = sent.recipients.count()
        words = ngettext(
            "The e-mail is on its way to %(count)d recipient.",
            "The e-mail is on its way to %(count)d recipients.",
            count,
        )
        messages.success(self.request, words % {"count": count})
        return HttpResponseRedirect(reverse("workshops:letters", args=[self.workshop.slug]))


class WriteToOrganiserView(DeskView):
    """A participant writes to the organiser, and reads again what the organiser wrote to them."""

    template_name = "workshops/write_to_organiser.html"
    desk_name = "workshops:my_workshops"

    def check(self) -> None:
        rows = Participation.objects.of(self.request.user).select_related("person__user")
        public = Workshop.objects.public().filter(slug=self.kwargs["slug"])
        found = rows.filter(workshop__in=public).first()
        if found is None:
            raise Http404
        self.participation = found
        self.workshop = Workshop.objects.for_page().get(pk=found.workshop_id)

    @property
    def may_write(self) -> bool:
        """True of who has a place or waits for one, while organiser and participants write to each other."""
        return self.participation.state in ACTIVE_PARTICIPATIONS and takes_letters(self.workshop)

    def make_form(self, data: Any = None) -> WriteToOrganiserForm:
        return WriteToOrganiserForm(data, is_answered_here=actions.is_answered_here(self.workshop))

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.show(form=self.make_form())

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not self.may_write or not form.is_valid():
            return self.show(form=form)
        try:
            count_message(request, request.user.email)
        except ValidationError as too_many:
            form.add_error(None, too_many)
            return self.show(form=form)
        address = request.user.email if form.cleaned_data["shows_address"] else ""
        question = actions.Question(
            form.cleaned_data["text"], address, self.participation, language=active_language()
        )
        actions.ask_organiser(self.workshop, question)
        if actions.goes_to_office(self.workshop):
            messages.success(request, _("The secretariat has got your message by e-mail."))
        else:
            messages.success(request, _("The organiser has got your message by e-mail."))
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            workshop=self.workshop,
            may_write=self.may_write,
            goes_to_office=actions.goes_to_office(self.workshop),
            received=presenters.received_letters(self.participation.letters.all()),
            **kwargs,
        )


def _token_of(text: str) -> uuid.UUID:
    """The form's own number, so that a form sent twice sends one letter; another one where it says none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()
