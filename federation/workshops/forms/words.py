"""The words of a workshop in one language, as forms ask for them."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class LanguageFields:
    """The fields of the texts in one language. Open are those begun, wrong, or in the working language."""

    code: str
    fields: list[forms.BoundField]
    is_open: bool


def word_fields(code: str) -> dict[str, forms.CharField]:
    """The fields of all texts in one language, by their names."""
    area = forms.Textarea(attrs={"rows": 4, "lang": code})
    line = forms.TextInput(attrs={"lang": code})
    return {
        "title": forms.CharField(
            label=_("Title"), max_length=150, widget=line, help_text=_("At most 150 characters.")
        ),
        "summary": forms.CharField(
            label=_("In one or two sentences"),
            max_length=300,
            widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
        ),
        "for_whom": forms.CharField(label=_("Who it is for"), max_length=2000, widget=area),
        "outcomes": forms.CharField(
            label=_("What participants will learn"),
            max_length=2000,
            widget=area,
            help_text=_("One thing per line."),
        ),
        "programme": forms.CharField(
            label=_("Programme"),
            max_length=6000,
            required=False,
            widget=area,
            help_text=_("Day by day, with an empty line between days."),
        ),
        "to_bring": forms.CharField(
            label=_("What to bring"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
        ),
    }
