"""The forms in which organisers and participants write to each other, and visitors to organisers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.language import LANGUAGES
from portal.localisation.text import active_language
from portal.mail.forms import MessageForm

from ..actions.to_participants import Written
from ..enums import Addressees
from .rows import DraftForm


@dataclass(frozen=True)
class LanguageFields:
    """Subject and text in one language."""

    code: str
    fields: list[forms.BoundField]
    is_open: bool


class LetterForm(DraftForm):
    """An e-mail to participants: in one language, or in all three."""

    addressees = forms.ChoiceField(
        label=pgettext_lazy("of an e-mail", "To"),
        choices=Addressees.choices,
        widget=forms.RadioSelect,
        initial=Addressees.REGISTERED,
    )
    chosen = forms.TypedMultipleChoiceField(
        label=_("Chosen participants"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedMultipleChoiceField, self.fields["chosen"]).choices = list(people)
        for code in LANGUAGES:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject"), max_length=120, widget=forms.TextInput({"lang": code})
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text"),
                max_length=6000,
                widget=forms.Textarea({"rows": 8, "lang": code}),
            )

    @property
    def languages(self) -> list[LanguageFields]:
        """The fields by language for the template, the reader's language first."""
        own = active_language()
        found = []
        for code in sorted(LANGUAGES, key=lambda code: code != own):
            fields = [self[f"subject_{code}"], self[f"text_{code}"]]
            is_begun = any(field.value() or field.errors for field in fields)
            found.append(LanguageFields(code, fields, is_open=is_begun or code == own))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("addressees") and "addressees" not in self.errors:
            self.add_error("addressees", _("Choose the recipients."))
        if cleaned.get("addressees") == Addressees.CHOSEN and not cleaned.get("chosen"):
            self.add_error("chosen", _("Choose at least one participant."))
        self._clean_words(cleaned)
        return cleaned

    def _clean_words(self, cleaned: dict[str, Any]) -> None:
        """Each language that is begun has a subject and a text; begun is one, or all."""
        parts = {
            "subject": _("Enter the subject in this language too."),
            "text": _("Enter the text in this language too."),
        }
        begun = [code for code in LANGUAGES if any(cleaned.get(f"{part}_{code}") for part in parts)]
        wanted = LANGUAGES if len(begun) > 1 else begun or [active_language()]
        for code in wanted:
            for part, message in parts.items():
                name = f"{part}_{code}"
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(
                        name, message if begun else _("Write the e-mail in one language, or in all three.")
                    )

    @cached_property
    def written(self) -> Written:
        """What was written, of a valid form."""
        cleaned = self.cleaned_data
        return Written(
            addressees=cleaned["addressees"],
            chosen=cleaned["chosen"] if cleaned["addressees"] == Addressees.CHOSEN else (),
            subject={code: cleaned[f"subject_{code}"] for code in LANGUAGES},
            text={code: cleaned[f"text_{code}"] for code in LANGUAGES},
        )


class WriteToOrganiserForm(forms.Form):
    """A participant's message to the organiser, who learns the e-mail address only if they say so; they must where
    nobody can answer through the portal.
    """

    use_required_attribute = False

    text = forms.CharField(
        label=pgettext_lazy("what somebody wrote", "Message"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write your message.")},
    )
    shows_address = forms.BooleanField(
        label=_("Show the organiser my e-mail address"),
        required=False,
        help_text=_(
            "Then they can answer by e-mail directly. Otherwise they answer through the portal, and you get the answer "
            "by e-mail all the same."
        ),
        error_messages={"required": _("Show your e-mail address, so that you can be answered.")},
    )

    def __init__(self, *args: Any, is_answered_here: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_answered_here:
            address = self.fields["shows_address"]
            address.required = True
            address.help_text = _("The organiser has nobody who could answer through the portal.")


class VisitorQuestionForm(MessageForm):
    """A visitor's question to the organiser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The organiser will reply to this address.")
