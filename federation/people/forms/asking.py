"""What is asked of somebody once, the first time that a step needs it."""

from typing import Any

from django import forms
from django.db import transaction

from portal.look.components import Link
from portal.look.templatetags.look import first_input, wrong_fields

from ..actions import give_consent, save_details
from ..enums import Step
from ..models.person import Person
from ..rules import has_answered, has_consented, needed_at, offered_at
from .consents import ConsentForm
from .details import details_to_ask


class Asked:
    """The questions of a step: details that somebody has not told yet, the consent without which it cannot be done, and
    consents that are offered with it, each a separate agreement.

    Who has answered before is asked nothing, and who took back what is only offered is not asked again. `is_valid` and
    `save` are those of forms.
    """

    def __init__(self, person: Person, step: Step | None = None, data: Any = None) -> None:
        self.person = person
        self.details = details_to_ask(person, data)
        purpose = needed_at(step) if step else None
        asks = purpose is not None and not has_consented(person, purpose)
        self.consent = ConsentForm(data, person=person, purpose=purpose) if purpose and asks else None
        self.offers = [
            ConsentForm(data, person=person, purpose=offered, is_offer=True)
            for offered in (offered_at(step) if step else ())
            if not has_answered(person, offered)
        ]

    @property
    def consents(self) -> list[ConsentForm]:
        """The consents that are asked: first the one that is needed."""
        return [form for form in (self.consent, *self.offers) if form is not None]

    @property
    def forms(self) -> list[forms.BaseForm]:
        """The forms that are asked."""
        return [*([] if self.details is None else [self.details]), *self.consents]

    def is_valid(self) -> bool:
        """True when every answer is; each form is asked, so that all errors show at once."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def errors(self) -> list[Link]:
        """What is wrong, in the order of the page, each with the address of its field."""
        return [
            Link(
                str(field.errors[0])
                if field.widget_type == "checkbox"
                else f"{field.label}: {field.errors[0]}",
                f"#{first_input(field)}",
            )
            for form in self.forms
            if form.is_bound
            for field in wrong_fields(form)
        ]

    @transaction.atomic
    def save(self) -> None:
        """Keeps the answers."""
        if self.details is not None and self.person.user is not None:
            save_details(self.person.user, self.details.account, self.details.facts)
        for form in self.consents:
            if form.wording and form.cleaned_data["consent"]:
                give_consent(self.person, form.wording)
