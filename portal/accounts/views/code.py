"""Signing in by a code from a letter, as allauth does it, at the same cost for addresses that have no account."""

from typing import Any

from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.views import ConfirmLoginCodeView as AllauthConfirmLoginCodeView
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse

from ..equal_work import work_of_a_code
from ..limits import count_letter


class ConfirmLoginCodeView(AllauthConfirmLoginCodeView):
    """Takes the code, or sends another; each further letter counts as one that was asked for."""

    def get_form_kwargs(self) -> dict[str, Any]:
        if self._process.user is None:
            work_of_a_code()
        return super().get_form_kwargs()

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        email = self._process.state["email"]
        try:
            count_letter(self.request, email)
        except ValidationError as too_many:
            form.add_error(None, too_many)
            return self.render_to_response(self.get_context_data(form=form))
        if self._process.user is None:
            send_unknown_account_mail(self.request, email)  # allauth would write to known addresses only.
        return super()._resend_form_valid(form)
