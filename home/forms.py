"""The form on the contact page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.mail.forms import MessageForm

from .enums import MessageSubject


class ContactForm(MessageForm):
    """A message to the secretariat."""

    field_order = ("name", "email", "subject", "text", "website")

    subject = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[("", gettext_lazy("Choose")), *MessageSubject.choices],
        error_messages={"required": gettext_lazy("Choose what it is about.")},
    )

    def message(self) -> dict[str, Any]:
        """Returns the fields that are kept of a form that was accepted."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "subject", "text")}
