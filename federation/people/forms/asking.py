"""What is asked of somebody once, the first time that a step needs it."""

from typing import Any

from django import forms
from django.db import transaction

from ..actions import give_consent, save_details
from ..enums import Purpose
from ..models.person import Person
from ..rules import has_consented
from .consents import ConsentForm
from .details import details_to_ask


class Asked:
    """The questions of a step: details that somebody has not told yet, and the consent to its purpose.

    Who has answered before is asked nothing. `is_valid` and `save` are those of forms.
    """

    def __init__(self, person: Person, purpose: Purpose | None = None, data: Any = None) -> None:
        self.person = person
        self.details = details_to_ask(person, data)
        asks = purpose is not None and not has_consented(person, purpose)
        self.consent = ConsentForm(data, purpose=purpose) if purpose and asks else None

    @property
    def forms(self) -> list[forms.BaseForm]:
        """The forms that are asked."""
        return [form for form in (self.details, self.consent) if form is not None]

    def is_valid(self) -> bool:
        """True when every answer is; each form is asked, so that all errors show at once."""
        return not [form for form in self.forms if not form.is_valid()]

    @transaction.atomic
    def save(self) -> None:
        """Keeps the answers."""
        if self.details is not None and self.person.user is not None:
            save_details(self.person.user, self.details.account, self.details.facts)
        if self.consent is not None and self.consent.wording:
            give_consent(self.person, self.consent.wording)
