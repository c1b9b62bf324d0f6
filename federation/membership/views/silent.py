"""The secretariat's list of organisations for which nobody can act."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.generic import TemplateView

from portal.accounts.enums import Role
from portal.accounts.roles import has_role
from portal.navigation.views import DeskMixin

from ..presenters.silent import silent_rows


class SilentView(DeskMixin, TemplateView):
    """Organisations without a manager who has an account, each with the way to invite one."""

    template_name = "membership/silent.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_role(request.user, Role.SECRETARIAT, Role.ADMINISTRATOR):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(rows=silent_rows()))
