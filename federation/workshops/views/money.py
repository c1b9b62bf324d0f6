"""Writing down what each source of money gave in the end."""

from typing import Any, cast

from django.forms import Form
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from federation.membership.enums import Verb

from .. import actions, forms
from ..rules import takes_actual_money
from .organiser import StepView


class MoneyView(StepView):
    """The actual amounts of an approved workshop, beside the planned ones; it does not exist for any other."""

    template_name = "workshops/money.html"
    verb = Verb.AMEND
    is_for_organiser = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.is_open:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_open(self) -> bool:
        return takes_actual_money(self.workshop) and bool(self.workshop.money_sources.all())

    @property
    def done(self) -> str:
        return _("The actual amounts have been saved.")

    @property
    def shown(self) -> str:
        return actions.name_of_money(self.workshop)

    def make_form(self, data: Any = None) -> forms.ActualMoneyForm:
        return forms.ActualMoneyForm(data, sources=list(self.workshop.money_sources.all()))

    def act(self, form: Form) -> None:
        amounts = cast(forms.ActualMoneyForm, form).amounts()
        actions.note_actual_money(
            self.workshop, self.request.user, amounts, self.request.POST.get("seen", "")
        )
