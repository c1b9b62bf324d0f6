"""Common context of every signed-in screen, and the editors' bar, which public pages ask for by script (ADR 0007)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.rules import PortalRequest, may_edit
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import NavItem

from .presenters.bar import edit_links
from .registry import Acting, Representation, Section, representations_of, sections_for

if TYPE_CHECKING:
    from django.views import View
    from django.views.generic.base import ContextMixin, TemplateResponseMixin

    class _View(TemplateResponseMixin, ContextMixin, View):
        pass
else:
    _View = object


@dataclass(frozen=True)
class Desk:
    """The frame of signed-in pages, `desk` of `layouts/desk.html`: who is at work, for whom, and their rail.

    Who speaks for several organisations has `choices`, each the way to what waits for one of them.
    """

    title: str
    represented: list[LocalisedText]
    choices: list[NavItem]
    rail: list[NavItem]


class DeskMixin(LoginRequiredMixin, _View):
    """A view for somebody signed in, shown in `layouts/desk.html` with their rail.

    Others are sent to sign in and come back. `desk_address` is the address of the rail's entry that the view belongs
    to; without it the entry whose address the request's path begins with counts as the current one. For whom somebody
    acts stands in the address, as `acting_for`, so that two windows never mix two organisations up.
    """

    request: PortalRequest
    desk_address = ""

    @cached_property
    def representations(self) -> list[Representation]:
        """Those whom the reader speaks for; asked once."""
        return representations_of(self.request.user)

    @cached_property
    def acting(self) -> Acting:
        """Who is at work, and for whom. Raises Http404 for an organisation that they do not represent."""
        slug = self.kwargs.get("acting_for")
        if slug is None:
            return Acting(self.request.user)
        found = [one.organisation for one in self.representations if one.slug == slug]
        if not found:
            raise Http404
        return Acting(self.request.user, found[0])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        desk = desk_of(self.acting, self.representations, self.request.path, self.desk_address)
        return super().get_context_data(desk=desk, acting=self.acting, **kwargs)


def desk_of(acting: Acting, representations: list[Representation], path: str, current: str = "") -> Desk:
    """Returns the desk of whoever is at work. The first screen comes first, then what the rooms offer, then the
    account.
    """
    chosen = acting.organisation.slug if acting.organisation else ""
    overview = reverse("desk:for", args=[chosen]) if chosen else reverse("desk:home")
    sections = [
        Section(_("Overview"), overview),
        *sections_for(acting),
        Section(_("Account settings"), reverse("account_home")),
    ]
    place = current or _nearest(path, [section.url for section in sections], overview)
    choices = [NavItem(_("Everything"), reverse("desk:home"), not chosen)]
    choices += [
        NavItem(one.name, reverse("desk:for", args=[one.slug]), one.slug == chosen) for one in representations
    ]
    return Desk(
        title=acting.user.shown_name,
        represented=[one.name for one in representations],
        choices=choices if len(representations) > 1 else [],
        rail=[
            NavItem(section.title, section.url, section.url == place, section.count) for section in sections
        ],
    )


def _nearest(path: str, addresses: list[str], overview: str) -> str:
    """The longest address that the path begins with; the overview only for its own path."""
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
