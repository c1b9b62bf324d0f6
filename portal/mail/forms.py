"""The form with which whoever reads the public site writes to somebody."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from .fields import AddressFormField

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_LINKS = 2


class MessageForm(forms.Form):
    """A message from a visitor, who is answered at the address that they give."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    email = AddressFormField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("We will reply to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address."),
            "invalid": gettext_lazy("Enter the full address, for example name@example.org."),
        },
    )
    text = forms.CharField(
        label=pgettext_lazy("what somebody wrote", "Message"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Write your message.")},
    )
    # Machines fill in whatever they find; people do not see it.
    website = forms.CharField(
        label=gettext_lazy("Leave this field empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_name(self) -> str:
        """A name is not an advertisement."""
        name = " ".join(self.cleaned_data["name"].split())
        if LINK.search(name):
            raise ValidationError(_("Enter your name here; put links in the message."))
        return name

    def clean_text(self) -> str:
        """Messages full of links are nearly always advertising."""
        text = self.cleaned_data["text"]
        if len(LINK.findall(text)) > MOST_LINKS:
            raise ValidationError(
                ngettext(
                    "Keep at most %(count)d link in the message: messages with many links are mostly "
                    "advertising. You can send us the others when we reply.",
                    "Keep at most %(count)d links in the message: messages with many links are mostly "
                    "advertising. You can send us the others when we reply.",
                    MOST_LINKS,
                )
                % {"count": MOST_LINKS}
            )
        return text

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(
                _("Clear this field and send again. It is here to stop automated messages.")
            )
        return ""
