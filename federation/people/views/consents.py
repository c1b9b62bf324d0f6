"""One's own consents."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portal.accounts.rules import PortalRequest
from portal.localisation.text import active_language

from ..actions import decline_consent, give_consent, withdraw_consent
from ..enums import Purpose
from ..models.consent import Consent
from ..models.person import Person
from ..presenters.consents import purposes_of, text_for
from ..registry import ending_of
from ..rules import current_wording, has_consented, may_agree_on_page


class ConsentsView(LoginRequiredMixin, TemplateView):
    """What somebody agreed to; a POST gives or withdraws one consent, or says no to a question for one. The one to the
    privacy terms ends with the account alone; what a step asks for is first given there. Where something would be lost
    with a consent, a page between says what.
    """

    request: PortalRequest
    template_name = "people/consents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(purposes=purposes_of(self.request.user.person), **kwargs)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        purpose, act = request.POST.get("purpose", ""), request.POST.get("act")
        if purpose not in Purpose.values:
            raise Http404
        person, wording = self.request.user.person, current_wording(Purpose(purpose))
        if act == "give" and wording and may_agree_on_page(person, Purpose(purpose)):
            give_consent(person, wording)
            messages.success(request, _("Your consent is recorded."))
        elif act == "decline" and decline_consent(person, Purpose(purpose)):
            messages.success(request, _("Your answer is recorded. You are not asked again."))
        elif act == "withdraw" and purpose != Purpose.PRIVACY and has_consented(person, Purpose(purpose)):
            return self.withdraw(person, Purpose(purpose))
        return HttpResponseRedirect(reverse("people:consents"))

    def withdraw(self, person: Person, purpose: Purpose) -> HttpResponse:
        """Withdraws a consent, at once where nothing is lost with it, else when the reader has seen what is."""
        ending = ending_of(person, purpose)
        if ending and not self.request.POST.get("sure"):
            self.template_name = "people/withdraw.html"
            return self.render_to_response({"view": self, "purpose": purpose, "ending": ending})
        if withdraw_consent(person, purpose):
            said = [_("Your consent is withdrawn."), ending.done if ending else ""]
            messages.success(self.request, " ".join(filter(None, said)))
        return HttpResponseRedirect(reverse("people:consents"))


class GivenView(LoginRequiredMixin, TemplateView):
    """A consent of one's own, in the wording of its day."""

    request: PortalRequest
    template_name = "people/wording.html"

    def get_context_data(self, pk: int = 0, **kwargs: Any) -> dict[str, Any]:
        own = Consent.objects.filter(person=self.request.user.person).select_related("wording", "person")
        consent = get_object_or_404(own.exclude(wording=None), pk=pk)
        return super().get_context_data(
            title=consent.get_purpose_display(),
            consent=consent,
            wording=consent.wording,
            text=consent.html_in(active_language()),
            **kwargs,
        )


class WordingView(LoginRequiredMixin, TemplateView):
    """The wording of a purpose that is asked today."""

    request: PortalRequest
    template_name = "people/wording.html"

    def get_context_data(self, purpose: str = "", **kwargs: Any) -> dict[str, Any]:
        wording = current_wording(Purpose(purpose)) if purpose in Purpose.values else None
        if wording is None:
            raise Http404
        return super().get_context_data(
            title=Purpose(purpose).label,
            wording=wording,
            text=text_for(self.request.user.person, wording),
            consent=None,
            **kwargs,
        )
