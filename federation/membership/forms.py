"""The forms around representatives."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from federation.people.models import Person
from portal.accounts.limits import count_invitation
from portal.language import LANGUAGES, own_language_name
from portal.localisation.text import active_language
from portal.mail.fields import AddressFormField

from .enums import RepresentativeRole
from .models.representative import Representative
from .rules import managers_of

ROLES = [
    (RepresentativeRole.CONTRIBUTOR, _("Contributor: writes drafts")),
    (
        RepresentativeRole.MANAGER,
        _("Manager: also submits, changes and cancels workshops, and invites others"),
    ),
]


class InvitationForm(forms.Form):
    """Whom a manager or the secretariat invites, as what, and in which language the e-mail is.

    Where there is no manager, only one can be invited: a contributor's drafts would wait for nobody.
    """

    use_required_attribute = False
    email = AddressFormField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"})
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=ROLES, widget=forms.RadioSelect, initial=RepresentativeRole.CONTRIBUTOR
    )
    language = forms.ChoiceField(
        label=_("Language of the e-mail"),
        choices=[(code, own_language_name(code)) for code in LANGUAGES],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, request: HttpRequest, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if not managers_of(organisation):
            role = cast(forms.ChoiceField, self.fields["role"])
            role.choices = [choice for choice in ROLES if choice[0] == RepresentativeRole.MANAGER]
            role.initial = RepresentativeRole.MANAGER
            role.help_text = _("The organisation has no manager, so the first one to invite is a manager.")
        self.fields["language"].initial = active_language()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            count_invitation(self.request, cleaned["email"])
        return cleaned


class RoleForm(forms.Form):
    """The role of a representative."""

    use_required_attribute = False
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)


class ResignForm(forms.Form):
    """Who becomes manager in place of the last one, who leaves."""

    use_required_attribute = False
    successor = forms.ModelChoiceField(
        label=_("Who becomes manager in your place"),
        queryset=Person.objects.none(),
        empty_label=_("Choose a person"),
    )

    def __init__(self, *args: Any, organisation: Organisation, leaving: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = Representative.objects.current().with_account().filter(organisation=organisation)
        people = Person.objects.filter(pk__in=terms.exclude(person=leaving).values("person"))
        successor = cast(forms.ModelChoiceField, self.fields["successor"])
        successor.queryset = people.order_by("sort_key", "pk")
        successor.label_from_instance = lambda person: person.shown_name  # type: ignore[method-assign, assignment]
