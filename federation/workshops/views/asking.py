"""Visitors ask the organiser of a workshop, on a public page beside the workshop's own."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portal.accounts.limits import count_message
from portal.accounts.rules import Visitor
from portal.content.page_meta import PageMeta, set_page_meta
from portal.localisation.addresses import section_url
from portal.localisation.text import active_language
from portal.look.components import Link

from .. import actions
from ..forms.letters import VisitorQuestionForm
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..presenters.detail import ASK, ask_url, contact_of
from ..rules import takes_questions

SENT = "sent"  # The parameter of the address to which a question leads.


class AskView(TemplateView):
    """A question to the organiser of a workshop to come; sent, it leads back, so that reloading sends nothing twice."""

    template_name = "workshops/ask.html"

    @cached_property
    def workshop(self) -> Workshop:
        found = Workshop.objects.public().for_page().filter(slug=self.kwargs["slug"]).first()
        if found is None or not takes_questions(found):
            raise Http404
        return found

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if SENT not in request.GET and self.takes_part(request.user):  # Their answer waits where they write.
            return HttpResponseRedirect(reverse("workshops:write_to_organiser", args=[self.workshop.slug]))
        return self.show(VisitorQuestionForm())

    def takes_part(self, user: Visitor) -> bool:
        """True of who has a place or waits for one: they write from their own page, without their address."""
        if not user.is_authenticated:
            return False
        return Participation.objects.of(user).active().filter(workshop=self.workshop).exists()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        workshop, form = self.workshop, VisitorQuestionForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        cleaned = form.cleaned_data
        try:
            count_message(request, cleaned["email"])
        except ValidationError as too_many:
            form.add_error(None, too_many)
            return self.show(form)
        visitor = {"visitor": cleaned["name"], "language": active_language()}
        actions.ask_organiser(workshop, actions.Question(cleaned["text"], cleaned["email"], **visitor))
        return HttpResponseRedirect(f"{ask_url(workshop)}?{SENT}=1")

    def show(self, form: VisitorQuestionForm) -> HttpResponse:
        workshop, address = self.workshop, ask_url(self.workshop)
        trail = [
            Link(_("Workshops"), section_url("workshops")),
            Link(workshop.title, workshop.url),
            Link(_("Ask the organiser"), address),
        ]
        alternates = {code: f"{url}{ASK}" for code, url in workshop.alternates().items()}
        set_page_meta(self.request, PageMeta(trail=trail, alternates=alternates))
        return self.render_to_response(
            self.get_context_data(
                workshop=workshop,
                form=form,
                address=address,
                is_sent=SENT in self.request.GET and self.request.method == "GET",
                contact=contact_of(workshop),
                privacy_url=section_url("privacy"),
            )
        )
