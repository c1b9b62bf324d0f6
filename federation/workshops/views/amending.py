"""Changing an approved workshop: the form, what would change and who is told, and the request to the secretariat."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from federation.membership.enums import Verb
from portal.accounts.rules import PortalRequest
from portal.language import language_name
from portal.localisation.text import active_language
from portal.look.components import HiddenField, Link

from .. import actions, forms
from ..actions.copying import money_lines
from ..actions.telling import told_of
from ..contents.digests import digest_of
from ..contents.wording import in_words
from ..enums import Audience
from ..models.workshop import Workshop
from ..rules import is_amendable, waiting_change
from .base import OwnWorkshopView
from .registration import RegistrationMixin, errors_of

BACK, CONFIRM = "edit", "confirm"
OF_THE_STEP = frozenset({"action", "words", "seen", "csrfmiddlewaretoken"})


class ChangeView(OwnWorkshopView):
    """A form of an approved workshop, then a page with every difference, the reason, and who will be told."""

    route: str

    def bind(self, data: Any = None) -> dict[str, Any]:
        """The form and its rows as they stand in the template, empty or with what was typed."""
        raise NotImplementedError

    def parts(self, bound: dict[str, Any]) -> list[Any]:
        """What must be valid of the form and its rows."""
        raise NotImplementedError

    def draft(self, bound: dict[str, Any]) -> actions.Draft:
        """All that the workshop would say."""
        raise NotImplementedError

    def do(self, bound: dict[str, Any], reason: str, seen: str) -> actions.Amendment:
        """Changes the workshop. Raises as `actions.amend`."""
        raise NotImplementedError

    def show_missing(self, bound: dict[str, Any], refusal: actions.NotReady) -> HttpResponse:
        """The form, with what is missing beside its fields."""
        raise NotImplementedError

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if not is_amendable(self.workshop):
            return HttpResponseRedirect(self.manage_address)
        return self.show(**self.bind())

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        bound = self.bind(request.POST)
        wrong = [part for part in self.parts(bound) if not part.is_valid()]  # Each is asked: all errors show.
        if wrong or request.POST.get("action") == BACK:
            return self.show(**bound)
        try:
            if request.POST.get("action") == CONFIRM:
                return self.confirm(request, bound)
            draft = self.draft(bound)
            actions.check_amendment(self.workshop, draft)
        except actions.NotReady as refusal:
            return self.show_missing(bound, refusal)
        except actions.WrongState as refusal:
            return self.show(**bound, refusal=refusal.message)
        return self.preview(draft)

    def confirm(self, request: PortalRequest, bound: dict[str, Any]) -> HttpResponse:
        """Does what the page said, or shows it again with what is in the way."""
        reason = self.reason_form(request.POST)
        if not reason.is_valid():
            return self.preview(self.draft(bound), reason=reason)
        try:
            made = self.do(bound, reason.cleaned_data["words"], request.POST.get("seen", ""))
        except actions.Changed as refusal:
            del self.workshop
            changed = [Link(part) for part in refusal.parts]
            return self.preview(
                self.draft(bound), reason=reason, refusal=refusal.message, changed=changed, is_read_anew=True
            )
        for message in _done(made):
            messages.success(request, message)
        return HttpResponseRedirect(self.manage_address)

    @property
    def manage_address(self) -> str:
        return reverse("workshops:manage", args=[self.workshop.slug])

    def preview(self, draft: actions.Draft, *, is_read_anew: bool = False, **context: Any) -> HttpResponse:
        """Every difference, what of it takes effect at once and what asks, and who will be told."""
        workshop: Workshop = self.workshop
        planned = actions.amendment_of(workshop, draft)
        if planned.is_empty:
            messages.info(self.request, _("You have changed nothing."))
            return HttpResponseRedirect(self.manage_address)
        self.template_name = "workshops/amend.html"
        given = {"reason": self.reason_form(), **context}
        given["reason"].fields["words"].help_text = _who_reads(planned)
        told = told_of(workshop, planned.at_once, self.request.user)
        return self.show(
            at_once=in_words(workshop, planned.changes(planned.at_once), names_people=True),
            asked=in_words(workshop, planned.changes(planned.asked), names_people=True, is_wished=True),
            told=[_told(audience, number) for audience, number in told.items() if number],
            old_hall=[language_name(code, active_language()) for code in planned.languages_of_old_hall],
            waiting=waiting_change(workshop),
            hidden=[
                HiddenField(name, value)
                for name, values in self.request.POST.lists()
                if name not in OF_THE_STEP
                for value in values
            ],
            seen=digest_of(workshop) if is_read_anew else self.request.POST.get("seen", ""),
            **given,
        )

    @staticmethod
    def reason_form(data: Any = None) -> forms.ReasonForm:
        return forms.ReasonForm(
            data,
            label=_("Reason for the change"),
            message=_("Give the reason."),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = kwargs.pop("seen", "") or self.request.POST.get("seen") or digest_of(self.workshop)
        action = reverse(self.route, args=[self.workshop.slug])
        return super().get_context_data(action=action, seen=seen, **kwargs)


class AmendView(RegistrationMixin, ChangeView):
    """The form of an approved workshop. A host with the right to it changes everything but the money."""

    verb = Verb.AMEND
    route = "workshops:amend"

    def bind(self, data: Any = None) -> dict[str, Any]:
        bound = super().bind(data)
        bound["form"].fields["fee"].disabled = not self.is_own  # It is money, too.
        return bound

    def parts(self, bound: dict[str, Any]) -> list[Any]:
        return [bound["form"], bound["trainers"], *([bound["money"]] if self.is_own else [])]

    def draft(self, bound: dict[str, Any]) -> actions.Draft:
        # Money is not the host's to change, whatever rights it has.
        money = bound["money"].lines() if self.is_own else money_lines(self.workshop)
        return bound["form"].draft(bound["trainers"].lines(), money)

    def do(self, bound: dict[str, Any], reason: str, seen: str) -> actions.Amendment:
        return actions.amend(self.workshop, self.request.user, self.draft(bound), reason, seen)

    def show_missing(self, bound: dict[str, Any], refusal: actions.NotReady) -> HttpResponse:
        missing = dict(refusal.missing)
        rows = {name: missing.pop(name, "") for name in ("trainers", "money")}
        for name, message in missing.items():
            bound["form"].add_error(name, message)
        return self.show(**bound, row_errors=rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super(RegistrationMixin, self).get_context_data(**kwargs)
        given = self.form_context(**kwargs)
        return {**given, **context, "errors": given["errors"], "is_amending": True}


class ProgrammeView(ChangeView):
    """The programme and what to bring: what those change who run the days."""

    verb = Verb.RUN_DAYS
    route, template_name = "workshops:programme", "workshops/programme.html"

    def bind(self, data: Any = None) -> dict[str, Any]:
        return {"form": forms.ProgrammeForm(data, workshop=self.workshop)}

    def parts(self, bound: dict[str, Any]) -> list[Any]:
        return [bound["form"]]

    def draft(self, bound: dict[str, Any]) -> actions.Draft:
        return actions.draft_with_programme(self.workshop, bound["form"].words())

    def do(self, bound: dict[str, Any], reason: str, seen: str) -> actions.Amendment:
        return actions.change_programme(self.workshop, self.request.user, bound["form"].words(), reason, seen)

    def show_missing(self, bound: dict[str, Any], refusal: actions.NotReady) -> HttpResponse:
        """What is missing has no field here: it is said above the form."""
        return self.show(**bound, refusal=refusal.message)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        errors = errors_of(kwargs["form"]) if "form" in kwargs else []
        return super().get_context_data(errors=errors, **kwargs)


def _who_reads(planned: actions.Amendment) -> str:
    """Who reads the reason, and the language as which it goes out marked: that of the page."""
    if planned.at_once:
        read = _("Everyone who is told of the change will read it.")
    else:
        read = _("The secretariat will read it and, once it approves, everyone who is told of the change.")
    own = active_language()
    marked = _("Its language: %(language)s.") % {"language": language_name(own, own)}
    return f"{read} {marked}"


def _told(audience: Audience, number: int) -> str:
    words = {
        Audience.PARTICIPANTS: ngettext(
            "%(number)d person who has a place or waits for one",
            "%(number)d people who have a place or wait for one",
            number,
        ),
        Audience.TRAINERS: ngettext(
            "%(number)d trainer or contact", "%(number)d trainers and contacts", number
        ),
        Audience.OFFERED: ngettext(
            "%(number)d person for whom a place is held",
            "%(number)d people for whom a place is held",
            number,
        ),
        Audience.HOST: ngettext(
            "%(number)d person who speaks for the host",
            "%(number)d people who speak for the host",
            number,
        ),
        Audience.ORGANISER: ngettext(
            "%(number)d person who speaks for the organiser",
            "%(number)d people who speak for the organiser",
            number,
        ),
        Audience.INVITED: ngettext(
            "%(number)d person whose answer is awaited", "%(number)d people whose answer is awaited", number
        ),
    }
    return words[audience] % {"number": number}


def _done(made: actions.Amendment) -> list[str]:
    found = []
    if made.at_once:
        found.append(_("The workshop has been changed, and everyone concerned has been told."))
    if made.asked:
        found.append(
            _(
                "The secretariat has received your request. Until it decides, what was approved remains public."
            )
        )
    return found or [_("This change was made already.")]


class WithdrawChangeView(OwnWorkshopView):
    """Takes back the change that waits for the secretariat."""

    verb = Verb.AMEND
    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        waiting = waiting_change(self.workshop)
        if waiting and not self.may_withdraw(waiting):
            raise Http404
        try:
            if waiting:
                actions.withdraw_change(waiting, request.user)
                messages.success(request, _("The request has been withdrawn; what was approved remains."))
        except actions.Refused as refusal:
            messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("workshops:manage", args=[self.workshop.slug]))
