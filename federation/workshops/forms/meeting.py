"""The fields of a workshop's form that say when of the day people meet, and where."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Region
from portal.language import LANGUAGES, language_name
from portal.localisation.text import active_language

from ..enums import AttendanceMode
from ..fields import hour_field
from ..models.meeting import MOST_OF_A_LINK
from .rows import DraftForm


@dataclass(frozen=True)
class HallFields:
    """Venue and address in one language. Open are those begun, wrong, or in the working language."""

    code: str
    fields: list[forms.BoundField]
    is_open: bool


class MeetingForm(DraftForm):
    """How a workshop is held, at which hours, and in which hall: only the hall's name in the working language is asked
    for.
    """

    begins_at = hour_field(_("Begins each day at"))
    ends_at = hour_field(_("Ends each day at"))
    hours_note = forms.CharField(
        label=_("Remark on the hours"),
        max_length=100,
        required=False,
        help_text=_("For example: on Saturday until 13:00."),
    )
    attendance_mode = forms.ChoiceField(
        label=_("How is it held?"), choices=AttendanceMode.choices, widget=forms.RadioSelect
    )
    link = forms.URLField(
        label=_("Link to take part"),
        max_length=MOST_OF_A_LINK,
        assume_scheme="https",
        validators=[URLValidator(["http", "https"])],
        widget=forms.URLInput({"autocomplete": "off"}),
        help_text=_(
            "Never public: those who have a place, train, host or organise read it, and the secretariat. It must be "
            "there when you submit an online workshop."
        ),
        error_messages={"invalid": _("Enter an address that begins with https://.")},
    )
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none())
    city = forms.CharField(label=_("City or village"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = active_language()
        region = cast(forms.ModelChoiceField, self.fields["region"])
        region.queryset = Region.objects.order_by(f"sort_{language}")
        region.empty_label = _("Choose a region")
        for name in ("begins_at", "ends_at"):
            self.fields[name].required = False
        for code in LANGUAGES:
            said = language_name(code, language)
            line = forms.TextInput({"lang": code})
            self.fields[f"venue_{code}"] = forms.CharField(
                label=f"{gettext('Venue')} ({said})",
                max_length=200,
                widget=line,
                help_text=_("A building or a hall."),
            )
            self.fields[f"address_{code}"] = forms.CharField(
                label=f"{gettext('Address')} ({said})", max_length=200, required=False, widget=line
            )

    @property
    def halls(self) -> list[HallFields]:
        """Venue and address by language for the template, the working language first."""
        working = self["working_language"].value() or active_language()
        found = []
        for code in LANGUAGES:
            fields = [self[f"{name}_{code}"] for name in ("venue", "address")]
            is_begun = any(field.value() or field.errors for field in fields)
            found.append(HallFields(code, fields, is_open=is_begun or code == working))
        return sorted(found, key=lambda item: item.code != working)

    def clean_attendance_mode(self) -> str:
        """Most come to a hall; a draft may leave it open."""
        return self.cleaned_data["attendance_mode"] or AttendanceMode.ON_SITE

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins_at, ends_at = cleaned.get("begins_at"), cleaned.get("ends_at")
        is_wrong = any(name in self.errors for name in ("begins_at", "ends_at"))
        if begins_at and ends_at and ends_at <= begins_at:
            self.add_error("ends_at", _("The day must end after it begins."))
        elif begins_at and not ends_at and not is_wrong:
            self.add_error("ends_at", _("Say when the day ends."))
        elif ends_at and not begins_at and not is_wrong:
            self.add_error("begins_at", _("Say when the day begins."))
        return cleaned
