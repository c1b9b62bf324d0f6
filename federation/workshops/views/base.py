"""Base views of workshops on the desk, with their checks of access."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.rules import may
from federation.membership.views.refusing import for_managers_only
from portal.journal.models import WishedChange
from portal.navigation.registry import Acting
from portal.navigation.views import DeskMixin
from portal.web.errors import written

from ..models.workshop import Workshop
from ..rules import is_organiser, may_decide, may_in


def new_address(organisation: Organisation | None) -> str:
    """The address at which an organisation registers a workshop; of the page that asks for which, without one."""
    if organisation is None:
        return reverse("workshops:new")
    return reverse("workshops:new_for", args=[organisation.slug])


class DeskView(DeskMixin, TemplateView):
    """A signed-in screen."""

    desk_name = ""  # The route of the rail's entry that the screen belongs to.

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.desk_name:
            self.desk_address = reverse(self.desk_name)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.check()
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """Raises Http404 or PermissionDenied for those who may not come in."""

    def show(self, **context: Any) -> HttpResponse:
        """The screen again, for instance with what was typed: as `wrote`, for a screen whose form is closed."""
        context.setdefault("wrote", written(self.request))
        return self.render_to_response(self.get_context_data(**context))


class OwnWorkshopView(DeskView):
    """A screen about a workshop of an organisation that the user speaks for: that registers it, or hosts it since it
    has said yes; for others it does not exist.

    Whose role does not reach for what is done there is told whose does.
    """

    verb = Verb.SEE  # What one must be allowed to do in the workshop.
    is_for_organiser = False  # Whatever rights the host has, it does not do this.

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.may(self.verb):
            if not self.is_own:
                raise PermissionDenied
            return for_managers_only(request, self.organiser)
        return super().dispatch(request, *args, **kwargs)

    @property
    def organiser(self) -> Organisation:
        """The organisation that registers the workshop; what is somebody's own has one."""
        return cast(Organisation, self.workshop.organiser)

    @cached_property
    def is_own(self) -> bool:
        """True when the user speaks for the organisation that registers the workshop, not only for its host."""
        return is_organiser(self.request.user, self.workshop)

    def may(self, verb: Verb) -> bool:
        """True when the user may do this for the organisation that registers the workshop, or for its host."""
        if self.is_for_organiser:
            return may(self.request.user, verb, self.workshop.organiser)
        return may_in(self.request.user, verb, self.workshop)

    def may_withdraw(self, wish: WishedChange | None) -> bool:
        """True when the user may take back what waits for the secretariat: all of the organiser's; for the host only
        what they asked for themselves, and nothing about money.
        """
        if wish is None or not may_in(self.request.user, Verb.AMEND, self.workshop):
            return False
        is_organisers = may(self.request.user, Verb.AMEND, self.workshop.organiser)
        return is_organisers or (wish.by_id == self.request.user.pk and "money" not in wish.wished)

    @cached_property
    def acting(self) -> Acting:
        """Whoever opens a workshop acts for the organisation that registers it, or else for its host."""
        return Acting(self.request.user, self.workshop.organiser if self.is_own else self.workshop.host)

    @cached_property
    def workshop(self) -> Workshop:
        rows = Workshop.objects.open_to(self.request.user).for_page()
        found = rows.filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def check(self) -> None:
        name = "workshops:list_for" if self.is_own else "workshops:hosted_list_for"
        self.desk_address = reverse(name, args=[self.acting.organisation.slug])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(workshop=self.workshop, is_own=self.is_own, **kwargs)


class SecretariatView(DeskView):
    """A screen for the secretariat alone."""

    desk_name = "workshops:review_list"

    def check(self) -> None:
        if not may_decide(self.request.user):
            raise PermissionDenied
