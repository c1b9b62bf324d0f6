"""The lines of a workshop's form that there may be several of: who trains, and where the money comes from."""

from typing import Any, Generic, TypeVar, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from federation.directory.models import Organisation
from portal.language.numbers import read_key
from portal.mail.fields import AddressFormField

from ..actions.money import MoneyLine
from ..actions.registering import TrainerLine
from ..enums import MoneyKind, TrainerRole
from ..fields import amount_field
from ..models.money_source import MOST_DIGITS
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer

MOST_ROWS = 12
MOST_KNOWN = 300  # People named to choose from; any other can be typed.


class DraftForm(forms.Form):
    """A form whose fields are asked for, but may stay empty until the workshop is submitted."""

    use_required_attribute = False

    def full_clean(self) -> None:
        asked = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, is_asked in asked.items():
            self.fields[name].required = is_asked


class TrainerForm(DraftForm):
    """One line of who trains or is the contact: typed, chosen among those whom the organiser has named already, or
    somebody's who has accepted, whose name and address are not the organiser's to change.
    """

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Full name"), max_length=200)
    role = forms.ChoiceField(label=_("Role"), choices=TrainerRole.choices, initial=TrainerRole.LEAD)
    email = AddressFormField(label=_("E-mail"), max_length=254, required=False)
    person = forms.TypedChoiceField(
        label=_("Or someone from your earlier workshops"), required=False, coerce=int, empty_value=None
    )
    is_removed = forms.BooleanField(label=_("Take off the workshop"), required=False)

    def __init__(
        self, *args: Any, linked: dict[int, WorkshopTrainer], known: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.linked = linked.get(read_key(str(self["row"].value() or "")) or 0)
        if self.linked:
            for name in ("name", "email"):
                self.fields[name].disabled = True
                self.initial[name] = getattr(self.linked, "everyday_name" if name == "name" else name)
            self.fields["name"].help_text = (
                _("The contact changes the name.")
                if self.linked.is_contact
                else _("The trainer changes the name.")
            )
            if self.linked.email:
                self.fields["email"].help_text = _("The invitation went to this address.")
            del self.fields["person"]
            return
        del self.fields["is_removed"]
        if known:
            cast(forms.ChoiceField, self.fields["person"]).choices = [("", "–"), *known]
        else:
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_chosen = bool(cleaned.get("person"))
        if is_chosen and cleaned.get("name"):
            self.add_error("person", _("Type a name or choose someone, not both."))
        if cleaned.get("email") and not cleaned.get("name") and not is_chosen:
            self.add_error("name", _("Enter the name."))
        return cleaned

    def line(self) -> TrainerLine | None:
        """The trainer, for `actions.save_draft`; None when nobody is named."""
        found = self.cleaned_data
        if found.get("is_removed") or not (found.get("name") or found.get("person")):
            return None
        role = found["role"] or TrainerRole.LEAD
        return TrainerLine(found["name"], found["email"], role, found["row"], found.get("person"))


class MoneyForm(DraftForm):
    """One line of where the money comes from, or of help in kind."""

    row = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *MoneyKind.choices])
    name = forms.CharField(
        label=pgettext_lazy("of a source of money", "Name"), max_length=200, required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the name"),
        choices=[("", _("working language")), *settings.LANGUAGES],
        required=False,
    )
    planned = amount_field(_("Planned, tenge"), MOST_DIGITS, required=False)
    in_kind = forms.BooleanField(label=_("In kind, not in cash"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_begun = cleaned.get("name") or cleaned.get("planned") is not None
        if is_begun and not cleaned.get("kind") and "kind" not in self.errors:
            self.add_error("kind", _("Choose the source of this money."))
        return cleaned

    def line(self) -> MoneyLine | None:
        """The source of money, for `actions.save_draft`; None when no kind is chosen."""
        found = self.cleaned_data
        if not found.get("kind"):
            return None
        return MoneyLine(
            found["kind"], found["name"], found["planned"], found["in_kind"], found["language"], found["row"]
        )


Line = TypeVar("Line", TrainerLine, MoneyLine)


class RowFormSet(forms.BaseFormSet, Generic[Line]):
    """Lines of one kind: those that are there, and empty ones to fill in."""

    def lines(self) -> list[Line]:
        """The lines that are filled in, for `actions.save_draft`."""
        return [line for form in self.forms if (line := form.line())]


class TrainerRows(RowFormSet[TrainerLine]):
    """The lines of trainers; nobody is chosen in two of them."""

    def clean(self) -> None:
        chosen: set[int] = set()
        for form in self.forms:
            person = form.cleaned_data.get("person") if form.is_valid() else None
            if person in chosen:
                form.add_error("person", _("This person is named twice."))
            elif person:
                chosen.add(person)


def trainer_rows(data: Any, workshop: Workshop | None, organiser: Organisation | None) -> TrainerRows:
    """The lines of trainers, with empty ones below."""
    rows = list(workshop.trainers.select_related("person")) if workshop else []
    # What is sent speaks for itself: beside the kept rows, a form sent twice would count as empty and delete them.
    initial = [
        {"row": row.pk, "name": row.everyday_name, "email": row.email, "role": row.role}
        for row in rows
        if data is None
    ]
    here = {row.person_id for row in rows}
    people = WorkshopTrainer.objects.known_to(organiser)[:MOST_KNOWN] if organiser else ()
    given = {
        "linked": {row.pk: row for row in rows if row.person_id},
        "known": [(person.pk, person.shown_name) for person in people if person.pk not in here],
    }
    made = forms.formset_factory(TrainerForm, formset=TrainerRows, extra=1 if initial else 2, max_num=MOST_ROWS,
                                 absolute_max=MOST_ROWS)  # fmt: skip
    return cast(TrainerRows, made(data, initial=initial, prefix="trainers", form_kwargs=given))


def money_rows(data: Any, workshop: Workshop | None) -> RowFormSet[MoneyLine]:
    """The lines of money, with empty ones below."""
    known = workshop.money_sources.all() if workshop and data is None else ()
    names = ("kind", "name", "language", "planned", "in_kind")
    initial = [{"row": row.pk, **{name: getattr(row, name) for name in names}} for row in known]
    made = forms.formset_factory(MoneyForm, formset=RowFormSet, extra=1 if initial else 2, max_num=MOST_ROWS,
                                 absolute_max=MOST_ROWS)  # fmt: skip
    return cast("RowFormSet[MoneyLine]", made(data, initial=initial, prefix="money"))
