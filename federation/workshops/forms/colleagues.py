"""The form with which an organisation registers its people for a workshop."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.mail.fields import AddressFormField

from ..actions import Colleague

MOST_COLLEAGUES = 10


class ColleagueForm(forms.Form):
    """One colleague: a name and an address. A line that is left empty is nobody."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Enter the name.")},
    )
    email = AddressFormField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "inputmode": "email"}),
        error_messages={"required": _("Enter the e-mail address.")},
    )


class ColleagueRows(forms.BaseFormSet):
    """The lines of colleagues: at least one, each address once."""

    def clean(self) -> None:
        if any(form.errors for form in self.forms):
            return
        seen: set[str] = set()
        for form in self.forms:
            email = form.cleaned_data.get("email")
            if email in seen:
                form.add_error("email", gettext("This address is already in a line above."))
            elif email:
                seen.add(email)
        if not seen:
            raise ValidationError(gettext("Name at least one colleague."))

    def colleagues(self) -> list[Colleague]:
        """Those who are named, in their order."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("email")]
        return [Colleague(" ".join(found["name"].split()), found["email"]) for found in filled]


def colleague_rows(data: Any = None) -> ColleagueRows:
    """Ten lines, empty or with what was typed."""
    made = forms.formset_factory(
        ColleagueForm,
        formset=ColleagueRows,
        extra=MOST_COLLEAGUES,
        max_num=MOST_COLLEAGUES,
        absolute_max=MOST_COLLEAGUES,
        validate_max=True,
    )
    return cast(ColleagueRows, made(data, prefix="colleagues"))
