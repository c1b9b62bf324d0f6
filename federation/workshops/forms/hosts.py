"""Forms around hosts, and around a yes that came by another way than the portal."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.web.days import day_field

from ..enums import HostRights


class HostRightsForm(forms.Form):
    """What the host's managers may do once the host has said yes."""

    use_required_attribute = False
    rights = forms.ChoiceField(
        label=_("What the host’s managers may do"),
        choices=HostRights.choices,
        widget=forms.RadioSelect,
        initial=HostRights.SEE,
        help_text=_("Its contributors only see. The rights begin when the host has said yes."),
        error_messages={"required": _("Choose the rights."), "invalid_choice": _("Choose the rights.")},
    )


class NoteForm(forms.Form):
    """A yes that the organiser notes: its day, and how it came."""

    use_required_attribute = False
    noted_on = day_field(_("Day of the yes"))
    noted_how = forms.CharField(
        label=_("How the yes came"),
        max_length=200,
        help_text=_("For example: by telephone, or letter no. 12."),
        error_messages={"required": _("Say how the yes came.")},
    )

    def clean_noted_on(self) -> date:
        day = self.cleaned_data["noted_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("This day is yet to come."))
        return day
