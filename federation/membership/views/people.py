"""The screens of an organisation's people: who represents it, who is invited to, and what is done about them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from federation.directory.models import Organisation
from portal.accounts.limits import count_invitation
from portal.accounts.rules import PortalRequest
from portal.navigation.registry import Acting
from portal.navigation.views import DeskMixin

from .. import actions, forms
from ..enums import RepresentativeRole, Verb
from ..models.representative import Representative
from ..models.representative_invitation import RepresentativeInvitation
from ..presenters.people import name_of, people_of
from ..rules import managers_of, may, representations_of
from .refusing import for_managers_only


class PeopleMixin(DeskMixin, TemplateView):
    """A screen about the people of an organisation; it does not exist for those who may not see them.

    Whose role does not reach for what is done there is told whose does. `reading` is what one must be allowed to do to
    open the screen, `verb` to send its form.
    """

    reading = Verb.SEE_PEOPLE
    verb = Verb.SEE_PEOPLE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            if not self.may(Verb.SEE_PEOPLE):
                raise Http404
            self.find()
            wanted = self.verb if request.method == "POST" else self.reading
            if not self.may(wanted):
                return for_managers_only(request, self.organisation)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisation(self) -> Organisation:
        found = Organisation.objects.filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def acting(self) -> Acting:
        """Whoever represents the organisation acts for it here; one of the office for nobody."""
        is_theirs = any(one.organisation == self.organisation for one in self.representations)
        return Acting(self.request.user, self.organisation if is_theirs else None)

    def may(self, verb: Verb) -> bool:
        """True when the user may do this for the organisation."""
        return may(self.request.user, verb, self.organisation)

    def find(self) -> None:
        """Finds what else the address names. Raises Http404."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.organisation, people_url=self.people_url, **kwargs)

    @property
    def people_url(self) -> str:
        return reverse("membership:people", args=[self.organisation.slug])

    def show(self, **context: Any) -> HttpResponse:
        """The screen again, for instance with what was typed."""
        return self.render_to_response(self.get_context_data(**context))

    def back(self, message: str) -> HttpResponse:
        """To the list, with a message of what was done."""
        messages.success(self.request, message)
        return HttpResponseRedirect(self.people_url)


class PeopleView(PeopleMixin):
    """Who represents the organisation, who is invited, who did before; and the form of an invitation."""

    template_name = "membership/people.html"
    verb = Verb.INVITE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_invite, may_change = self.may(Verb.INVITE), self.may(Verb.CHANGE_PEOPLE)
        own = representations_of(self.request.user).filter(organisation=self.organisation)
        kwargs.setdefault("form", self.make_form() if may_invite else None)
        return super().get_context_data(
            people=people_of(self.organisation, self.request.user, may_change, may_invite),
            may_invite=may_invite,
            may_resign=own.exists(),
            managers=[] if may_invite else managers_of(self.organisation),
            **kwargs,
        )

    def make_form(self, data: Any = None) -> forms.InvitationForm:
        """The form of an invitation."""
        return forms.InvitationForm(data, request=self.request, organisation=self.organisation)

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        typed = form.cleaned_data
        try:
            actions.invite(
                self.organisation, typed["email"], typed["role"], typed["language"], request.user.person
            )
        except actions.Refused as refusal:
            form.add_error("email", refusal.message)
            return self.show(form=form)
        return self.back(_("The invitation has been sent."))


class TermMixin(PeopleMixin):
    """A screen about the term of another representative; one's own leads to the page where one resigns."""

    reading = verb = Verb.CHANGE_PEOPLE
    term: Representative

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        own = representations_of(request.user).filter(organisation__slug=kwargs["slug"], pk=kwargs["pk"])
        if own.exists() and self.may(self.verb):
            return HttpResponseRedirect(reverse("membership:resign", args=[kwargs["slug"]]))
        return super().dispatch(request, *args, **kwargs)

    def find(self) -> None:
        rows = Representative.objects.current().filter(organisation=self.organisation, pk=self.kwargs["pk"])
        found = rows.select_related("person__user", "organisation").first()
        if found is None:
            raise Http404
        self.term = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(term=self.term, name=name_of(self.term), **kwargs)


class RepresentativeView(TermMixin):
    """Another representative: their role, and the way to end the term."""

    template_name = "membership/representative.html"

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form = forms.RoleForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        try:
            is_new = actions.change_role(self.term, form.cleaned_data["role"], request.user.person)
        except actions.Refused as refusal:
            return self.show(refusal=refusal.message)
        return self.back(_("The role has been changed.") if is_new else _("The role is the same as before."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", forms.RoleForm(initial={"role": self.term.role}))
        return super().get_context_data(**kwargs)


class EndView(TermMixin):
    """Asks whether another's term is to end now."""

    template_name = "membership/end.html"

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        try:
            actions.end_term(self.term, request.user.person)
        except actions.Refused as refusal:
            return self.show(refusal=refusal.message)
        return self.back(_("The term has ended."))


class InvitedView(PeopleMixin):
    """One open invitation: its letter once more, or its withdrawal."""

    template_name = "membership/invited.html"
    reading = verb = Verb.INVITE

    def find(self) -> None:
        rows = RepresentativeInvitation.objects.filter(organisation=self.organisation, pk=self.kwargs["pk"])
        found = rows.first()
        if found is None or (self.request.method != "POST" and not found.is_open):
            raise Http404
        self.invitation = found

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "withdraw":
            actions.withdraw(self.invitation)
            return self.back(_("The invitation is not open any more."))
        try:
            count_invitation(request, self.invitation.email)
            actions.send_again(self.invitation)
        except ValidationError as error:
            return self.show(refusal=error.messages[0])
        except actions.Refused as refusal:
            return self.show(refusal=refusal.message)
        return self.back(_("The e-mail has been sent again."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(invitation=self.invitation, **kwargs)


class ResignView(PeopleMixin):
    """The end of one's own term. The last manager says who takes over."""

    template_name = "membership/resign.html"
    reading = verb = Verb.RESIGN

    def find(self) -> None:
        own = representations_of(self.request.user).filter(organisation=self.organisation)
        self.roles = {term.role for term in own}
        if not self.roles:  # The office sees the people, and has no term here.
            raise Http404

    @cached_property
    def is_last_manager(self) -> bool:
        person = self.request.user.person
        return RepresentativeRole.MANAGER in self.roles and managers_of(self.organisation) == [person]

    def make_form(self, data: Any = None) -> forms.ResignForm | None:
        """The question who takes over, for the last manager."""
        if not self.is_last_manager:
            return None
        return forms.ResignForm(data, organisation=self.organisation, leaving=self.request.user.person)

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form is not None and not form.is_valid():
            return self.show(form=form)
        successor = form.cleaned_data["successor"] if form else None
        try:
            actions.resign(self.organisation, request.user.person, successor)
        except actions.Refused as refusal:  # Another manager has left at this moment.
            self.__dict__.pop("is_last_manager", None)
            return self.show(refusal=refusal.message)
        messages.success(request, _("You no longer represent the organisation."))
        return HttpResponseRedirect(reverse("desk:home"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.make_form())
        form = kwargs["form"]
        has_heirs = form is None or form.fields["successor"].queryset.exists()
        return super().get_context_data(is_last_manager=self.is_last_manager, has_heirs=has_heirs, **kwargs)
