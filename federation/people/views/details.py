"""The screen on which somebody says who they are."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portal.accounts.models import User
from portal.accounts.rules import PortalRequest
from portal.look.components import Link
from portal.look.templatetags.look import first_input, wrong_fields
from portal.web.collisions import FIELD, differences, is_outdated, token_of
from portal.web.pieces import Difference, difference

from ..actions import save_details
from ..forms.details import KEPT, PROPOSED, DetailsForm, WorkplaceRows, workplace_rows
from ..models.person import Person
from ..presenters.details import workplaces_in_full


class DetailsView(LoginRequiredMixin, TemplateView):
    """One's own name, workplaces, languages and phone, and to whom each of it is shown."""

    request: PortalRequest
    template_name = "people/details.html"

    @property
    def person(self) -> Person:
        """The person as it stands: an answer that is not accepted must not change the name on the same page."""
        return Person.objects.select_related("user", "region").get(user=self.request.user.pk)

    @transaction.atomic
    def post(self, request: PortalRequest, **_kwargs: Any) -> HttpResponse:
        User.objects.select_for_update(no_key=True).get(pk=request.user.pk)
        form, rows = DetailsForm(request.POST, person=self.person), workplace_rows(request.POST, self.person)
        if not all([form.is_valid(), rows.is_valid()]):  # Each is asked, so that all errors show at once.
            errors = _errors_of(form, rows)
            return self.show(form, rows, errors=errors, is_only_asked=len(form.asked) == len(errors))
        current = self.token()
        found = _differences(form, rows) if is_outdated(request.POST.get(FIELD, ""), current) else []
        if found:  # Saved in another window since this one was opened.
            return self.show(form, rows, differences=found, state_shown=current)
        save_details(request.user, form.account, form.facts, rows.lines())
        messages.success(request, _("Saved."))
        return redirect("account_home")

    def token(self) -> str:
        """The token of what stands there now."""
        return token_of([DetailsForm(person=self.person), workplace_rows(None, self.person)])

    def show(self, form: DetailsForm, rows: WorkplaceRows, **context: Any) -> HttpResponse:
        """The screen again, with what was typed."""
        sent = {
            "state_shown": self.request.POST.get(FIELD, ""),
            "proposed": self.request.POST.get(PROPOSED, ""),
        }
        return self.render_to_response(self.get_context_data(form=form, rows=rows, **{**sent, **context}))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "form" not in kwargs:
            form, rows = DetailsForm(person=self.person), workplace_rows(None, self.person)
            kwargs |= {"form": form, "rows": rows, "state_shown": token_of([form, rows])}
            kwargs["proposed"] = form.proposed
        return super().get_context_data(state_field=FIELD, proposed_field=PROPOSED, kept_field=KEPT, **kwargs)


def _errors_of(form: DetailsForm, rows: WorkplaceRows) -> list[Link]:
    """What is wrong, in the order of the page, each with the address of its field."""
    whole = [Link(str(message), "#workplaces-title") for message in rows.non_form_errors()]
    return whole + [
        Link(f"{field.label}: {field.errors[0]}", f"#{first_input(field)}")
        for part in [form, *rows]
        for field in wrong_fields(part)
    ]


def _differences(form: DetailsForm, rows: WorkplaceRows) -> list[Difference]:
    places = difference(_("Workplaces"), workplaces_in_full(rows.stored), workplaces_in_full(rows.lines()))
    return [*differences([form]), *([places] if places else [])]
