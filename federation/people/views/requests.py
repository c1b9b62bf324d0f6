"""What the secretariat does for one person in the admin: consents on paper, and written requests."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts.registry import Leaving, told_to
from portal.accounts.rules import PortalRequest
from portal.accounts.views.account import as_file

from ..actions import (
    erase_person,
    give_consent,
    hand_over,
    note_pictures_taken_down,
    open_again,
    withdraw_consent,
)
from ..enums import Medium, Purpose
from ..forms.consents import PaperForm, RequestForm
from ..models.consent import Consent
from ..models.person import Person
from ..presenters.handed_over import parts_of
from ..rules import current_wording, may_be_opened, may_be_served, subject_of_person

ROUTES = "wagtailsnippets_people_person"


class OnePersonView(WagtailAdminTemplateMixin, TemplateView):
    """A page about one person, for those who keep people."""

    request: PortalRequest
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("people.change_person"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Person:
        seen = Person.objects.visible_to(self.request.user).select_related("user")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.person)

    @property
    def list_url(self) -> str:
        return reverse(f"{ROUTES}:list")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.list_url, "label": _("People")},
            {"url": reverse(f"{ROUTES}:edit", args=[self.person.pk]), "label": str(self.person)},
            {"url": "", "label": self.page_title},
        ]

    def show(self, **context: Any) -> HttpResponse:
        """The page again, for instance with what was typed."""
        return self.render_to_response(self.get_context_data(**context))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.person, **kwargs)


class PersonConsentsView(OnePersonView):
    """The consents of a person, those on paper noted by whoever keeps the paper. The portal links no picture to who is
    in it: after a consent to photos is withdrawn, somebody takes the pictures down and notes it here.
    """

    page_title = gettext_lazy("Consents")
    template_name = "people/admin/consents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.person.consents.select_related("wording", "noted_by")
        pictures = Consent.objects.pictures_to_take_down().filter(person=self.person).first()
        return super().get_context_data(
            **{"consents": rows, "pictures": pictures, "form": PaperForm(), **kwargs}
        )

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        if "taken_down" in request.POST:
            if note_pictures_taken_down(self.person, request.user):
                messages.success(request, _("It is noted that the pictures are taken down."))
            return redirect(request.path)
        withdrawn = request.POST.get("withdraw", "")
        if withdrawn in Purpose.values and withdrawn != Purpose.PRIVACY:
            if withdraw_consent(self.person, Purpose(withdrawn)):
                messages.success(request, _("The consent is withdrawn."))
            return redirect(request.path)
        form = PaperForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        wording = current_wording(Purpose(form.cleaned_data["purpose"]))
        if wording is not None:
            give_consent(self.person, wording, at=form.given_at, medium=Medium.PAPER, noted_by=request.user)
            messages.success(request, _("The consent is noted."))
        return redirect(request.path)


class RequestView(OnePersonView):
    """A page on which the secretariat acts on a written request of somebody who cannot sign in."""

    @property
    def is_theirs(self) -> bool:
        """True when whoever has written does it themselves, signed in."""
        return not may_be_served(self.person, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"is_theirs": self.is_theirs, "form": RequestForm(person=self.person), **kwargs}
        )

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        form = RequestForm(request.POST, person=self.person)
        if self.is_theirs or not form.is_valid():
            return self.show(form=form)
        return self.act(form)

    def act(self, form: RequestForm) -> HttpResponse:
        """Does what was asked for in writing."""
        raise NotImplementedError


class HandOverView(RequestView):
    """Hands over everything that the portal holds on a person, as a file or as a page to print."""

    page_title = gettext_lazy("Hand over data")
    template_name = "people/admin/hand_over.html"

    def act(self, form: RequestForm) -> HttpResponse:
        held = hand_over(self.person, form.request, self.request.user)
        if "file" in self.request.POST:
            return as_file(held, f"person-{self.person.pk}-{form.request.of.isoformat()}")
        return self.show(form=form, parts=list(parts_of(held)))


class EraseView(RequestView):
    """Says what goes and what stays, and erases a person."""

    page_title = gettext_lazy("Erase")
    template_name = "people/admin/erase.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = told_to(subject_of_person(self.person), Leaving.ERASURE)
        return super().get_context_data(told=told, **kwargs)

    def act(self, form: RequestForm) -> HttpResponse:
        erase_person(self.person, form.request, self.request.user)
        messages.success(self.request, _("The person is erased."))
        return redirect(self.list_url)


class OpenAgainView(OnePersonView):
    """Asks, and opens the account of somebody who had closed it."""

    page_title = gettext_lazy("Open the account again")
    template_name = "people/admin/open_again.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_open=may_be_opened(self.person, self.request.user), **kwargs)

    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        if not open_again(self.person, request.user):
            return self.show()
        messages.success(
            request, _("The account is open again. A letter tells its owner how to set a password.")
        )
        return redirect(reverse(f"{ROUTES}:edit", args=[self.person.pk]))
