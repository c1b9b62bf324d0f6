"""Doors, and one's own settings."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from allauth.account.internal.flows.logout import logout
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.timezone import localdate, localtime
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.account import LogoutView

from portal.localisation.text import active_language

from ..actions import close_account, delete_account
from ..forms.account import LeavingForm
from ..models.operator import Operator
from ..models.privacy_terms import PrivacyTerms
from ..models.user import User
from ..registry import ACCOUNT_PAGES, PERSONAL_DATA, Leaving, export_for, subject_of, told_to
from ..rules import PortalRequest, may_edit, must_have_second_factor
from ..step_up import BEGIN_DOWNLOAD, has_just_proved


class AdminLoginView(View):
    """Wagtail's door: everybody signs in at the one guarded door, and comes back to where they wanted to go."""

    def dispatch(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("next") or request.POST.get("next") or ""
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
            wanted = reverse("wagtailadmin_home")
        if not request.user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
        if may_edit(request.user):
            return redirect(wanted)
        list(messages.get_messages(request))  # Wagtail's own word on it; this page says it better.
        return render(request, "accounts/no_admin.html", status=403)


class AdminLogoutView(LogoutView):
    """Wagtail's way out. Its own answer to GET takes the cookie away and leaves the session open; ours asks first."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return redirect("account_logout")
        return super().dispatch(request, *args, **kwargs)


class AccountHomeView(LoginRequiredMixin, TemplateView):
    """One's own settings at a glance."""

    request: PortalRequest
    template_name = "accounts/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            has_second_factor=is_mfa_enabled(user),
            must_have_second_factor=must_have_second_factor(user),
            more_pages=ACCOUNT_PAGES,
            **kwargs,
        )


class TermsView(TemplateView):
    """The privacy terms in force, or an earlier version."""

    template_name = "accounts/terms.html"

    def get_context_data(self, version: str = "", **kwargs: Any) -> dict[str, Any]:
        if version:
            terms = PrivacyTerms.objects.filter(name="privacy", version=version).first()
        else:
            terms = PrivacyTerms.objects.current()
        if terms is None:
            raise Http404
        language = active_language()
        text = terms.html_in(language, operator=Operator.load().in_words(language))
        current = PrivacyTerms.objects.current()
        is_past = current is not None and terms.published_on < current.published_on
        kept = [] if is_past else PERSONAL_DATA.values()
        is_coming = terms.published_on > localdate()
        return super().get_context_data(terms=terms, text=text, kept=kept, is_coming=is_coming, **kwargs)


class DataView(LoginRequiredMixin, TemplateView):
    """Page of the data that the portal holds on the user, and the way out. Whoever comes back from showing that it is
    they gets the download.
    """

    template_name = "accounts/data.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        begins = BEGIN_DOWNLOAD in request.GET and has_just_proved(request)
        response = super().get(request, *args, begins_download=begins, **kwargs)
        if begins:
            response["Refresh"] = (
                f"1; url={reverse('account_export')}"  # The page stays: what comes is a file.
            )
        return response


class HandedOver(DjangoJSONEncoder):
    """Writes moments in the time of Kazakhstan: 2026-11-28T19:14:00+05:00."""

    def default(self, value: Any) -> Any:
        return localtime(value).isoformat() if isinstance(value, datetime) else super().default(value)


def as_file(held: dict[str, Any], name: str = "my-data") -> HttpResponse:
    """What is held on somebody, as a JSON file of that name."""
    text = json.dumps(held, cls=HandedOver, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


class ExportView(LoginRequiredMixin, View):
    """Everything that the portal holds on the user, as a JSON file, for whoever has just shown that it is they."""

    http_method_names = ["get", "head"]

    def get(self, request: PortalRequest) -> HttpResponse:
        return as_file(export_for(subject_of(request.user)))


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class LeavingView(LoginRequiredMixin, FormView):
    """Says what goes and what stays, and asks for the password. Who has no password has been asked for a code."""

    request: PortalRequest
    form_class = LeavingForm
    leaving: ClassVar[Leaving]
    act: ClassVar[Callable[[User], None]]
    goodbye: ClassVar[str]

    def get_form(self, form_class: type[LeavingForm] | None = None) -> LeavingForm:
        form = super().get_form(form_class)
        if not self.request.user.has_usable_password():
            del form.fields["password"]
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(told=told_to(subject_of(self.request.user), self.leaving), **kwargs)

    def form_valid(self, _form: LeavingForm) -> HttpResponse:
        superusers = User.objects.filter(is_superuser=True, is_active=True)
        user = User.objects.get(pk=self.request.user.pk)  # With the rights that the session may not use.
        if user.is_superuser and not superusers.exclude(pk=user.pk).exists():
            raise PermissionDenied("The last superuser cannot leave: nobody could let anybody in again.")
        type(self).act(user)
        logout(self.request)
        return redirect(self.goodbye)


class CloseView(LeavingView):
    """Closes the account; who it was, stays."""

    template_name = "accounts/close.html"
    leaving = Leaving.CLOSING
    act = close_account
    goodbye = "account_closed"


class DeleteView(LeavingView):
    """Erases the account and everything that tells who it was."""

    template_name = "accounts/delete.html"
    leaving = Leaving.ERASURE
    act = delete_account
    goodbye = "account_deleted"


class ClosedView(TemplateView):
    """Goodbye, perhaps not for ever."""

    template_name = "accounts/closed.html"


class DeletedView(TemplateView):
    """Goodbye."""

    template_name = "accounts/deleted.html"
