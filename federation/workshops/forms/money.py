"""The form of what each source of money gave in the end."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.language import dash, format_money
from portal.localisation.text import active_language

from ..fields import amount_field
from ..models.money_source import MOST_DIGITS, MoneySource


class ActualMoneyForm(forms.Form):
    """One amount for each source, named by its kind and payer; one that is not known yet stays empty."""

    use_required_attribute = False

    def __init__(self, *args: Any, sources: Sequence[MoneySource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = active_language()
        self.sources = sources
        for source in sources:
            planned = _("not said") if source.planned is None else format_money(source.planned, language)
            self.fields[_name(source)] = amount_field(
                dash(language).join(filter(None, [str(source.get_kind_display()), source.name])),
                MOST_DIGITS,
                required=False,
                initial=source.actual,
                help_text=_("Planned: %(amount)s") % {"amount": planned},
            )

    def amounts(self) -> dict[int, Decimal | None]:
        """The amounts by the keys of their sources, for `actions.note_actual_money`."""
        return {source.pk: self.cleaned_data[_name(source)] for source in self.sources}


def _name(source: MoneySource) -> str:
    return f"actual_{source.pk}"
