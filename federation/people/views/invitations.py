"""The page behind the link of an invitation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portal.accounts.rules import PortalRequest

from ..forms.asking import Asked
from ..models.invitation import Invitation, NotOpen
from ..models.person import Person

ACCEPT, DECLINE = "accept", "decline"


class InvitationView(TemplateView):
    """Says who invites to what, to whoever has the link; whoever has confirmed the address accepts or declines here.

    It names no person, and says of no address whether it has an account. Each kind of invitation extends it.
    """

    request: PortalRequest
    model: type[Invitation]
    template_name = "people/invitation.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = self.model.of_token(kwargs["token"])
        if found is None:
            return self.render_gone()
        self.invitation: Any = found
        if found.accepted_at and found.person and found.person.user == request.user:
            return HttpResponseRedirect(self.next_address())  # Sent twice, or the link once more.
        return super().dispatch(request, *args, **kwargs) if found.is_open else self.render_gone()

    # --- What a kind says of itself -----------------------------------------------------------------------------------

    def title(self) -> str:
        """Returns the heading: what the reader is invited to."""
        raise NotImplementedError

    def text(self) -> str:
        """Returns what it means to accept."""
        raise NotImplementedError

    def accept(self) -> None:
        """Accepts for the reader's person. Raises what `Invitation.accept` raises."""
        raise NotImplementedError

    def decline(self) -> None:
        """Declines for the reader's person. Raises what `Invitation.decline` raises."""
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
        answer, asked = request.POST.get("answer"), self.ask(request.POST)
        if answer not in (ACCEPT, DECLINE):
            return self.render_to_response(self.get_context_data())
        if answer == ACCEPT and not asked.is_valid():
            return self.render_to_response(self.get_context_data(asked=asked, is_refused=True))
        try:
            if answer == DECLINE:
                self.decline()
                messages.success(request, _("You have declined the invitation."))
                return HttpResponseRedirect(reverse("desk:home"))
            with transaction.atomic():
                asked.save()
                self.accept()
        except NotOpen:  # Answered or withdrawn at this moment.
            return self.render_gone()
        messages.success(request, _("You have accepted the invitation."))
        return HttpResponseRedirect(self.next_address())

    def ask(self, data: Any = None) -> Asked:
        """What is still to be asked of the reader."""
        return Asked(
            Person.objects.select_related("user", "region").get(user=self.request.user.pk), data=data
        )

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

    def render_gone(self) -> HttpResponse:
        """Returns the one page for whatever is no open invitation (any more)."""
        self.template_name = "people/invitation_gone.html"
        return self.render_to_response({"view": self}, status=404)
