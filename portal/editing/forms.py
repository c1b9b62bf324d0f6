"""Forms that several rooms' admins share."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from portal.language import slug


class AddressField(forms.SlugField):
    """The end of an address in Latin letters; what is typed in others, or with spaces, is spelt in them: Сынақ →
    synaq.
    """

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        is_spelt = text.isascii() and " " not in text
        return text if is_spelt else slug(text, self.max_length or 100)


class ChooserSearchForm(BaseFilterForm):
    """The search field of a dialog that chooses a row; its rows know what is `matching`."""

    q = forms.CharField(
        label=_("Search term"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        """The rows that have all the words."""
        words = self.cleaned_data.get("q", "")
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.matching(words)  # type: ignore[attr-defined]  # Those of our rows have it.


class ChosenOnceForm(WagtailAdminModelForm):
    """A form whose fields `chosen_once` are asked of a new row alone: with others it would be another row."""

    chosen_once: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.chosen_once if self.instance.pk else ():
            self.fields.pop(name, None)
