"""Invitations: the answer of whoever is asked, and the page behind the link in a letter."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from portal.accounts.rules import PortalRequest

from ..actions import Refused
from ..enums import Purpose
from ..forms.asking import Asked
from ..models.invitation import Invitation, NotOpen
from ..models.person import Person

ACCEPT, DECLINE = "accept", "decline"


class AnswerView(TemplateView):
    """The page that asks about an invitation: whoever accepts is asked once what is not known of them yet, and
    the consent to the `purpose`.
    """

    request: PortalRequest
    purpose: Purpose | None = None
    said: dict[str, Any]  # What a message says after each answer.

    def accept(self) -> str:
        """Accepts for the reader's person, and returns the address to go on to. Raises what `Invitation.accept` raises,
        Refused, or DoesNotExist when it is gone.
        """
        raise NotImplementedError

    def decline(self) -> str:
        """Declines for the reader's person, as `accept`."""
        raise NotImplementedError

    def show(self, **context: Any) -> HttpResponse:
        """Returns the page again, for instance with a refusal."""
        return self.render_to_response(self.get_context_data(**context))

    def show_gone(self) -> HttpResponse:
        """Returns what is read where there is no open invitation (any more)."""
        raise NotImplementedError

    def ask(self, data: Any = None) -> Asked:
        """What is still to be asked. Of the person as it stands: a refused answer must not change it on the page."""
        person = Person.objects.select_related("user", "region").get(user=self.request.user.pk)
        return Asked(person, self.purpose, data)

    def take_answer(self) -> HttpResponse:
        """Takes the answer that was sent by somebody who is asked."""
        answer, asked = self.request.POST.get("answer", ""), self.ask(self.request.POST)
        if answer not in (ACCEPT, DECLINE):
            return self.show(refusal=_("Choose your answer."))
        if answer == ACCEPT and not asked.is_valid():
            return self.show(asked=asked)
        try:
            with transaction.atomic():
                if answer == ACCEPT:
                    asked.save()
                address = self.accept() if answer == ACCEPT else self.decline()
        except (NotOpen, ObjectDoesNotExist):  # Answered, withdrawn or gone at this moment.
            return self.show_gone()
        except Refused as refusal:
            return self.show(refusal=refusal.message)
        messages.success(self.request, self.said[answer])
        return HttpResponseRedirect(address)


class InvitationView(AnswerView):
    """Says who invites to what, to whoever has the link; whoever has confirmed the address accepts or declines here.

    It names no person, and says of no address whether it has an account. Each kind of invitation extends it.
    """

    model: type[Invitation]
    template_name = "people/invitation.html"
    said = {
        ACCEPT: gettext_lazy("You have accepted the invitation."),
        DECLINE: gettext_lazy("You have declined the invitation."),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.model.of_token(kwargs["token"])
        if found is None:
            return self.show_gone()
        self.invitation: Any = found
        if found.accepted_at and found.person and found.person.user == request.user:
            return HttpResponseRedirect(self.next_address())  # Sent twice, or the link once more.
        return super().dispatch(request, *args, **kwargs) if found.is_open else self.show_gone()

    # --- What a kind says of itself -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Returns the heading: what the reader is invited to."""
        raise NotImplementedError

    def text(self) -> str:
        """Returns what it means to accept."""
        raise NotImplementedError

    def next_address(self) -> str:
        """Returns where whoever has accepted goes on."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------------------------------

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if not self.invitation.is_for(request.user):
            return self.render_to_response(self.get_context_data(), status=403)
        return self.take_answer()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_theirs = self.invitation.is_for(self.request.user)
        query = urlencode({"next": self.request.path})
        return super().get_context_data(
            invitation=self.invitation,
            title=self.title(),
            text=self.text(),
            is_theirs=is_theirs,
            **{"asked": self.ask() if is_theirs else None, **kwargs},
            login_url=f"{reverse('account_login')}?{query}",
            signup_url=f"{reverse('account_signup')}?{query}",
        )

    def show_gone(self) -> HttpResponse:
        self.template_name = "people/invitation_gone.html"
        return self.render_to_response({"view": self}, status=404)
