"""Forms of people: consents, and requests in writing."""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import Request
from ..enums import AGREEMENTS, Purpose
from ..models.person import Person
from ..presenters.consents import text_for
from ..rules import current_wording

WORD = re.compile(r"\w{3,}")


class ConsentForm(forms.Form):
    """Asks for a consent where something is done that needs it; for one that is not needed, `is_offer`, lets one agree
    or not.
    """

    use_required_attribute = False
    consent = forms.BooleanField(
        error_messages={"required": gettext_lazy("This cannot be done without your consent.")}
    )

    def __init__(
        self, *args: Any, person: Person, purpose: Purpose, is_offer: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_offer:
            self.prefix = purpose.value  # It stands beside another.
        self.wording = current_wording(purpose)
        field = self.fields["consent"]
        field.required = not is_offer
        sentence = AGREEMENTS[purpose]
        field.label = _("%(sentence)s (if you wish)") % {"sentence": sentence} if is_offer else sentence
        self.text = (
            text_for(person, self.wording) if self.wording else ""
        )  # Beside the box: nothing typed is lost.


def _not_later_than_today(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError(_("This day is yet to come."))


class PaperForm(forms.Form):
    """Notes a consent that somebody signed on paper."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), choices=Purpose.choices)
    given_on = forms.DateField(
        label=gettext_lazy("Signed on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[_not_later_than_today],
    )

    @property
    def given_at(self) -> datetime:
        """The moment at which the day began."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["given_on"], time.min))


class RequestForm(forms.Form):
    """The written request on which the secretariat acts."""

    requested_on = forms.DateField(
        label=gettext_lazy("Date of the request"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[_not_later_than_today],
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the request"),
        max_length=40,
        help_text=gettext_lazy("As in the register of incoming letters. No names: the history keeps this."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_reference(self) -> str:
        reference = self.cleaned_data["reference"]
        names = " ".join(self.person.all_names).lower()
        if set(WORD.findall(reference.lower())) & set(WORD.findall(names)):
            raise ValidationError(_("Write the number without the person’s name."))
        return reference

    @property
    def request(self) -> Request:
        """What the form says."""
        return Request(self.cleaned_data["requested_on"], self.cleaned_data["reference"])
