"""Common context of every signed-in screen, and the editors' bar, which public pages ask for by script (ADR 0007)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.rules import PortalRequest, may_edit
from portal.localisation.text import active_language
from portal.look.components import NavItem

from .presenters.bar import edit_links
from .registry import Section, representations_for, sections_for

if TYPE_CHECKING:
    from django.views import View
    from django.views.generic.base import ContextMixin, TemplateResponseMixin

    class _View(TemplateResponseMixin, ContextMixin, View):
        pass
else:
    _View = object


@dataclass(frozen=True)
class Desk:
    """The frame of signed-in pages, `desk` of `layouts/desk.html`: who is at work, for whom, and their rail."""

    title: str
    subtitle: str
    rail: list[NavItem]


class DeskMixin(LoginRequiredMixin, _View):
    """A view for somebody signed in, shown in `layouts/desk.html` with their rail.

    Others are sent to sign in and come back. `desk_address` is the address of the rail's entry that the view belongs
    to; without it the entry whose address the request's path begins with counts as the current one.
    """

    request: PortalRequest
    desk_address = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(desk=desk_of(self.request, self.desk_address), **kwargs)


def desk_of(request: PortalRequest, current: str = "") -> Desk:
    """Returns the desk of whoever asks. The first screen comes first, then what the rooms offer, then the account."""
    user = request.user
    sections = [
        Section(_("Overview"), reverse("desk:home")),
        *sections_for(user),
        Section(_("Account settings"), reverse("account_home")),
    ]
    place = current or _nearest(request.path, [section.url for section in sections])
    return Desk(
        title=user.display_name,
        subtitle=", ".join(representations_for(user)),
        rail=[
            NavItem(section.title, section.url, section.url == place, section.count) for section in sections
        ],
    )


def _nearest(path: str, addresses: list[str]) -> str:
    """The longest address that the path begins with; the overview only for its own path."""
    overview = reverse("desk:home")
    found = [
        address
        for address in addresses
        if path.startswith(address) and (address != overview or path == overview)
    ]
    return max(found, key=len, default="")


@require_safe
def editors_bar(request: HttpRequest) -> HttpResponse:
    """The bar as a piece of HTML; 204 for everybody who may not edit. Kept by nobody, as all below /desk/."""
    if not may_edit(request.user):
        return HttpResponse(status=204)
    found = edit_links(request.GET.get("here", ""), active_language(), request.user)
    return render(request, "navigation/bar.html", {"doors": found})
