"""Base views of workshops on the desk, with their checks of access."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from portal.navigation.views import DeskMixin

from ..models.workshop import Workshop
from ..rules import may_decide


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
        """The screen again, for instance with what was typed."""
        return self.render_to_response(self.get_context_data(**context))


class OwnWorkshopView(DeskView):
    """A screen about a workshop of an association that the user speaks for; for others it does not exist."""

    desk_name = "workshops:list"

    @cached_property
    def workshop(self) -> Workshop:
        found = Workshop.objects.of(self.request.user).for_page().filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def check(self) -> None:
        _found = self.workshop

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(workshop=self.workshop, **kwargs)


class SecretariatView(DeskView):
    """A screen for the secretariat alone."""

    desk_name = "workshops:review_list"

    def check(self) -> None:
        if not may_decide(self.request.user):
            raise PermissionDenied
