"""Forms of the admin about the frame of every page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .presenters.notices import section_choices


class NoticeForm(WagtailAdminModelForm):
    """A notice, with the sections to tick."""

    sections = forms.MultipleChoiceField(
        label=_("Where"),
        required=False,
        choices=section_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If none is ticked, it appears on all public pages."),
    )
