"""Forms of the admin's views of search."""

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from ..models.asked_query import AskedQuery
from ..models.promotion import rows_at
from ..query.analysis import LONGEST_QUERY
from ..query.query_log import since_weeks

PERIODS = [("4", _("Last 4 weeks")), ("13", _("Last 3 months"))]


class AskedFilterSet(WagtailFilterSet):
    """Narrows what was asked: language, time, and what failed."""

    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, empty_label=_("All"), widget=forms.RadioSelect
    )
    period = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=PERIODS,
        method="filter_period",
        empty_label=_("Last 12 months"),
        widget=forms.RadioSelect,
    )
    found = django_filters.ChoiceFilter(
        label=_("Result"),
        choices=[("nothing", _("Nothing was found"))],
        method="filter_found",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AskedQuery
        fields: list[str] = []

    def filter_period(self, rows: QuerySet, _name: str, weeks: str) -> QuerySet:
        """Those of the last weeks, the running one among them."""
        return rows.filter(week__gte=since_weeks(int(weeks), timezone.localdate()))

    def filter_found(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        """Those that found nothing at least once."""
        return rows.filter(missed__gt=0)


class ExplainForm(forms.Form):
    """Form for what to explain: a question as a visitor types it, and perhaps one thing that should be found."""

    q = forms.CharField(label=_("Query"), max_length=LONGEST_QUERY)
    language = forms.ChoiceField(label=_("Language of the reader"), choices=settings.LANGUAGES)
    address = forms.CharField(
        label=_("What you are looking for"),
        max_length=500,
        required=False,
        help_text=_("Its address on the portal, if you want to know why it ranks low or is not found."),
    )

    def clean_address(self) -> str:
        """Refuses an address at which search finds nothing."""
        address = self.cleaned_data["address"]
        if address and not rows_at(address).exists():
            raise forms.ValidationError(_("Search finds nothing public at this address."))
        return address
