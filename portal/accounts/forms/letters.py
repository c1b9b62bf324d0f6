"""The form of what one wants to be written about."""

from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.mail.enums import Category


class LetterPreferencesForm(forms.Form):
    """The categories of e-mails that somebody may do without; ticked are those that they get."""

    categories = forms.MultipleChoiceField(
        label=_("Also write to me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["categories"])
        field.choices = [(one.value, capfirst(one.label)) for one in categories]
