"""Places that are held: an organisation registers its people, and each confirms."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.rules import may
from federation.membership.views.refusing import for_managers_only
from federation.people.enums import Step
from federation.people.views.invitations import ACCEPT, DECLINE, InvitationView
from portal.accounts.limits import count_invitation
from portal.accounts.rules import PortalRequest
from portal.language import format_datetime
from portal.localisation.text import active_language
from portal.look.components import Link
from portal.look.templatetags.look import first_input, marked

from .. import actions, forms
from ..models.place_offer import PlaceOffer
from ..presenters.colleagues import colleagues_of
from ..presenters.rows import status_words
from ..rules import takes_requests
from .librarian import PublicWorkshopView


class ColleaguesMixin(PublicWorkshopView):
    """A screen about the people whom the organisation of the address registers for a workshop; it does not exist for
    those who do not speak for the organisation, and is for its managers.
    """

    desk_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not may(
            request.user, Verb.REGISTER_COLLEAGUES, self.organisation
        ):
            return for_managers_only(request, self.organisation)
        return super().dispatch(request, *args, **kwargs)

    @property
    def organisation(self) -> Organisation:
        """The organisation for which the reader acts; an address of these screens always names one."""
        found = self.acting.organisation
        if found is None:
            raise Http404
        return found

    @property
    def own_address(self) -> str:
        return reverse("workshops:colleagues", args=[self.organisation.slug, self.workshop.slug])


class ColleaguesView(ColleaguesMixin):
    """The form with which colleagues are registered, and who has answered."""

    template_name = "workshops/colleagues.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = PlaceOffer.objects.filter(workshop=self.workshop, organisation=self.organisation)
        rows = kwargs.setdefault("rows", forms.colleague_rows())
        is_open = takes_requests(self.workshop)
        return super().get_context_data(
            organisation=self.organisation,
            takes_requests=is_open,
            status=status_words(self.workshop, self.workshop.registration_state()),
            colleagues=colleagues_of(offers.select_related("workshop", "organisation")),
            errors=_errors_of(rows) if is_open and rows.is_bound else [],
            **kwargs,
        )

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        rows = forms.colleague_rows(request.POST)
        if not rows.is_valid():
            return self.show(rows=rows, is_refused=True)
        try:
            for colleague in rows.colleagues():
                count_invitation(request, colleague.email)
            registered = actions.register_colleagues(
                self.workshop, self.organisation, request.user.person, rows.colleagues()
            )
        except ValidationError as error:
            return self.show(rows=rows, refusal=error.messages[0], is_refused=True)
        except actions.Refused as refusal:
            return self.show(rows=rows, refusal=refusal.message, is_refused=True)
        self.say(registered)
        return HttpResponseRedirect(self.own_address)

    def say(self, registered: actions.Registered) -> None:
        """Says for whom a place is held now, for whom one was already, and for whom there was none."""
        if number := len(registered.held):
            words = ngettext(
                "A place is held for %(count)s person. We have written to them.",
                "Places are held for %(count)s people. We have written to each.",
                number,
            )
            messages.success(self.request, words % {"count": number})
        if registered.known:
            words = _("These addresses have been asked already: %(names)s.")
            messages.info(self.request, words % {"names": _names(registered.known)})
        if registered.left:
            words = _(
                "No place could be held for: %(names)s. All places are taken or kept for others. They can join the "
                "waitlist themselves."
            )
            messages.warning(self.request, words % {"names": _names(registered.left)})


def _names(colleagues: Iterable[actions.Colleague]) -> str:
    return ", ".join(each.name for each in colleagues)


def _errors_of(rows: Any) -> list[Link]:
    """What is wrong in the lines, each with the address of its field."""
    found = [Link(str(message), "#colleagues") for message in rows.non_form_errors()]
    for form in rows:
        for field in form:
            found += [Link(f"{field.label}: {message}", f"#{first_input(field)}") for message in field.errors]
    return found


class WithdrawPlaceView(ColleaguesMixin):
    """Takes back what was asked of a colleague who has not answered."""

    http_method_names = ("post", "options")

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        offers = PlaceOffer.objects.filter(workshop=self.workshop, organisation=self.organisation)
        offer = offers.filter(pk=self.kwargs["pk"]).first()
        if offer is None:
            raise Http404
        if actions.withdraw_place(offer):
            messages.success(request, _("The place is not held any more. We have written to your colleague."))
        return HttpResponseRedirect(self.own_address)


class OfferView(InvitationView):
    """Asks whoever has the address whether they take the place that is held for it."""

    model = PlaceOffer
    template_name = "workshops/offer.html"
    step = Step.PLACE
    said = {
        ACCEPT: gettext_lazy("You have a place. We have sent you an e-mail."),
        DECLINE: gettext_lazy("You have declined. The place goes to somebody else."),
    }

    def title(self) -> str:
        return _("Do you take this place?")

    def text(self) -> SafeString:
        workshop = self.invitation.workshop
        words = _(
            "%(organisation)s has registered you for a workshop: “%(title)s”, %(dates)s. The place is held for you "
            "until %(until)s."
        )
        named = {
            "organisation": marked(self.invitation.organisation.name),
            "title": marked(workshop.title),
            "dates": workshop.dates,
            "until": format_datetime(self.invitation.held_until, active_language()),
        }
        return SafeString(escape(words) % named)

    def accept(self) -> str:
        actions.accept_place(self.invitation, self.request.user)
        return self.next_address()

    def decline(self) -> str:
        actions.decline_place(self.invitation, self.request.user)
        return self.next_address()

    def next_address(self) -> str:
        return reverse("workshops:my_workshops")
