"""What one wants to be written about: signed in for all of it, and by the link in a letter for one category."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from portal.mail.unsubscribing import (
    Subscription,
    categories_in_use,
    ended,
    subscribe,
    subscription_of,
    unsubscribe,
)
from portal.web.middleware import from_anywhere

from ..forms.letters import LetterPreferencesForm
from ..rules import PortalRequest


class LettersView(LoginRequiredMixin, FormView):
    """The categories of e-mails, of which one gets the ticked ones."""

    request: PortalRequest
    form_class = LetterPreferencesForm
    template_name = "accounts/letters.html"
    success_url = reverse_lazy("account_letters")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.categories = categories_in_use()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "categories": self.categories}

    def get_initial(self) -> dict[str, Any]:
        without = ended(*self._reader())
        return {"categories": [category for category in self.categories if category not in without]}

    def form_valid(self, form: LetterPreferencesForm) -> HttpResponse:
        person, address = self._reader()
        with transaction.atomic():
            for category in self.categories:
                change = subscribe if category in form.cleaned_data["categories"] else unsubscribe
                change(Subscription(person, address, category))
        messages.success(self.request, _("Saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_choice=bool(self.categories), **kwargs)

    def _reader(self) -> tuple[int | None, str]:
        person = self.request.user.known_person
        return person.pk if person else None, self.request.user.email


@method_decorator(from_anywhere, name="dispatch")  # A mail client shows neither cookie nor Origin: ADR 0035.
class UnsubscribeView(TemplateView):
    """The link of a letter: shows a button to whoever opens it, and ends the subscription when it is sent a form.

    Mail clients send that form by themselves (RFC 8058), without cookie and Origin; they follow no redirect.
    """

    http_method_names = ["get", "head", "post"]
    template_name = "accounts/unsubscribe.html"

    def post(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        unsubscribe(self._subscription())
        return self.render_to_response(self.get_context_data(is_ended=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(category=self._subscription().category.label, **kwargs)

    def _subscription(self) -> Subscription:
        found = subscription_of(self.kwargs["token"])
        if found is None:
            raise Http404
        return found
