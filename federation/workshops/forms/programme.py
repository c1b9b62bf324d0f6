"""The form of those who run the days of a workshop: its programme, and what to bring."""

from typing import Any

from django import forms

from portal.language import LANGUAGES

from ..models.workshop import Workshop
from .words import LanguageFields, word_fields

PROGRAMME = ("programme", "to_bring")
ROWS = 12  # It is what the screen is for.


class ProgrammeForm(forms.Form):
    """The programme and what to bring, in each language in which the workshop has words."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, workshop: Workshop) -> None:
        known = {row.language: row for row in workshop.descriptions.all()}
        first = workshop.working_language
        self.codes = sorted((code for code in LANGUAGES if code in known), key=lambda code: code != first)
        initial = {f"{code}_{name}": getattr(known[code], name) for code in self.codes for name in PROGRAMME}
        super().__init__(data, initial=initial)
        for code in self.codes:
            fields = word_fields(code)
            fields["programme"].widget.attrs["rows"] = ROWS
            self.fields |= {f"{code}_{name}": fields[name] for name in PROGRAMME}

    @property
    def languages(self) -> list[LanguageFields]:
        """The fields by language for the template, the working language first."""
        return [
            LanguageFields(code, [self[f"{code}_{name}"] for name in PROGRAMME], is_open=True)
            for code in self.codes
        ]

    def words(self) -> dict[str, dict[str, str]]:
        """What was typed, by language, for `actions.change_programme`."""
        return {
            code: {name: self.cleaned_data[f"{code}_{name}"] for name in PROGRAMME} for code in self.codes
        }
