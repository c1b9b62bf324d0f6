"""Forms in which somebody says who they are."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from federation.directory.models import Organisation, Region
from portal.accounts.forms.account import NameFields, Plain
from portal.accounts.models import User
from portal.language import LANGUAGES, passport_latin, sort_key
from portal.localisation.text import active_language
from portal.web.days import day_field

from ..actions import Workplace
from ..enums import AUDIENCES_OF_A_NAME, Audience, Detail
from ..likeness import former_word
from ..models.affiliation import Affiliation
from ..models.person import Person

MOST_WORKPLACES = 12
MOST_SUGGESTED = 300  # Organisations named to choose from; any other can be typed.
ACCOUNT_FIELDS = ("first_name", "last_name", "preferred_language")
PROPOSED = "proposed"  # The hidden field with the name in Latin letters that the form proposed.
KEPT = (
    "kept_names"  # The hidden field with the everyday name for which the form asked whether full names stay.
)
SHOWN = "shown_"  # How the names of fields begin that say to whom a detail is shown.


FULL_NAMES = ("name_kk", "name_ru", "latin_name")
ASKED_AFTER = {
    "first_name": _("You changed your first name; this still says “%(word)s”."),
    "last_name": _("You changed your last name; this still says “%(word)s”."),
}


def _choose_region(field: forms.Field) -> None:
    field = cast(forms.ModelChoiceField, field)
    field.queryset = Region.objects.order_by(f"sort_{active_language()}")
    field.empty_label = _("Choose a region")


class PersonAdminForm(WagtailAdminModelForm):
    """A person in the admin. Who has an account says there what they are called, and in which language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("full_name", "preferred_language") if self.instance.user_id else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("The account’s: its owner changes it in “My details”.")


class PersonForm(Plain, NameFields, forms.ModelForm):
    """What somebody says about themselves, read from their person and their account; saved by `actions`.

    The name in Latin letters is proposed until they have said how they write it.
    """

    labels: dict[str, Any] = {}
    instance: Person
    use_required_attribute = False

    def __init__(self, data: Any = None, *, person: Person) -> None:
        self.proposed = "" if person.latin_name else passport_latin(person.any_name_on_documents)
        initial = {name: getattr(person.user, name) for name in ACCOUNT_FIELDS}
        if data is None and self.proposed:  # What comes back is compared with what is kept.
            initial["latin_name"] = self.proposed
        super().__init__(data, instance=person, initial=initial)
        if "region" in self.fields:
            _choose_region(self.fields["region"])

    @property
    def account(self) -> dict[str, Any]:
        """The answers that belong to the account."""
        return {name: self.cleaned_data[name] for name in ACCOUNT_FIELDS if name in self.cleaned_data}

    @property
    def facts(self) -> dict[str, Any]:
        """The answers that belong to the person."""
        return {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data
        }


class DetailsForm(PersonForm):
    """All that somebody says about themselves, but for workplaces, and to whom each of it is shown."""

    reading_order = [
        *("first_name", "last_name", "name_kk", "name_ru", "latin_name", "other_names", "region"),
        *("speaks_kk", "speaks_ru", "speaks_en", "other_languages", "phone", "preferred_language"),
        *(SHOWN + detail for detail in Detail),
    ]

    class Meta:
        model = Person
        fields = ["name_kk", "name_ru", "latin_name", "other_names", "region", "speaks_kk", "speaks_ru", "speaks_en",
                  "other_languages", "phone"]  # fmt: skip
        labels = {
            "name_kk": _("Full name in Kazakh"),
            "name_ru": _("Full name in Russian"),
            "latin_name": _("Full name in Latin letters"),
            "other_names": pgettext_lazy("of a person", "Other names"),
        }
        help_texts = {
            "name_kk": "",
            "name_ru": "",
            "latin_name": _("Check our suggestion: write it as in your passport."),
            "other_languages": _("For example: Uzbek, German."),
        }
        widgets = {
            "name_kk": forms.TextInput({"lang": "kk"}),
            "name_ru": forms.TextInput({"lang": "ru"}),
            "other_names": forms.Textarea({"rows": 2}),
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "input-short"}),
        }

    def __init__(self, data: Any = None, *, person: Person) -> None:
        self.asked: list[str] = []  # The full names about which the form asks.
        self.asked_for = ""
        super().__init__(data, person=person)
        for detail in Detail:
            audiences = AUDIENCES_OF_A_NAME if detail == Detail.NAME else [*Audience]
            self.fields[SHOWN + detail] = forms.ChoiceField(
                label=detail.label,
                choices=[(audience.value, audience.label) for audience in audiences],
                initial=person.audience_of(detail),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        everyday = f"{cleaned.get('first_name', '')} {cleaned.get('last_name', '')}".strip()
        told = cleaned.get("name_kk") or cleaned.get("name_ru") or everyday
        self._ask_about_former_names(cleaned, everyday)
        # Left as it was proposed, for another name than the one that is told: nobody has seen the new proposal.
        if cleaned.get("latin_name") == self.data.get(PROPOSED) != passport_latin(told):
            cleaned["latin_name"] = ""
        return cleaned

    def _ask_about_former_names(self, cleaned: dict[str, Any], everyday: str) -> None:
        """Asks, once for each new name, beside each full name that still has the former one and was left as it was."""
        self.asked_for = everyday
        if self.data.get(KEPT) == everyday:
            return
        for name, question in ASKED_AFTER.items():
            former, new = getattr(self.instance.user, name), cleaned.get(name, "")
            for full in FULL_NAMES:
                left = cleaned.get(full)
                if left and left == getattr(self.instance, full) and (word := former_word(left, former, new)):
                    self.asked.append(full)
                    self.add_error(full, question % {"word": word})

    @property
    def facts(self) -> dict[str, Any]:
        shown = {detail.value: self.cleaned_data[SHOWN + detail] for detail in Detail}
        return {**super().facts, "shown_to": shown}

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields that say to whom a detail is shown."""
        return [self[SHOWN + detail] for detail in Detail]


class MissingDetailsForm(PersonForm):
    """What is asked of somebody the first time that it is needed: of these few, only what is not known."""

    field_order = ["first_name", "last_name", "latin_name", "region"]

    class Meta:
        model = Person
        fields = ["latin_name", "region"]
        labels = DetailsForm.Meta.labels
        help_texts = DetailsForm.Meta.help_texts

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data, person=person)
        has_name = bool(person.full_name)
        known = {
            "preferred_language": True,
            "first_name": has_name,
            "last_name": has_name,
            "latin_name": bool(person.latin_name or not has_name),
            "region": person.region_id is not None,
        }
        for name, is_known in known.items():
            if is_known:
                del self.fields[name]


def details_to_ask(person: Person, data: Any = None) -> MissingDetailsForm | None:
    """The form of what somebody has not told yet, for a step that needs it; None for who was asked before."""
    return None if person.details_confirmed_at else MissingDetailsForm(data, person=person)


class WorkplaceForm(forms.Form):
    """One line of where somebody works or worked. A line that is cleared is taken out."""

    use_required_attribute = False
    workplace = forms.CharField(
        label=_("Workplace"),
        max_length=255,
        required=False,
        widget=forms.TextInput({"list": "workplaces", "autocomplete": "off"}),
    )
    position = forms.CharField(label=_("Position"), max_length=200, required=False)
    since = day_field(_("First day"), required=False)
    until = day_field(_("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        is_begun = cleaned.get("position") or since or until
        if is_begun and not cleaned.get("workplace") and "workplace" not in self.errors:
            self.add_error("workplace", _("Write where you work, or clear the whole line."))
        return cleaned


class WorkplaceRows(forms.BaseFormSet):
    """The lines of somebody's workplaces: those that are there, and an empty one.

    A workplace in an entry of the directory that the person does not see (yet) is in no line, and stays.
    """

    def __init__(self, data: Any = None, *, person: Person) -> None:
        rows = list(person.affiliations.select_related("organisation"))
        visible = Organisation.objects.visible_to(cast(User, person.user)).filter(affiliations__in=rows)
        seen = {*visible.values_list("pk", flat=True)}
        self.hidden = [row for row in rows if row.organisation_id and row.organisation_id not in seen]
        self.known = [row for row in rows if row not in self.hidden]
        # What is sent speaks for itself: beside the kept rows, a form sent twice would count as empty and delete them.
        initial = [_initial(row) for row in self.known] if data is None else None
        super().__init__(data, initial=initial, prefix="workplaces")

    def lines(self) -> list[Workplace]:
        """The workplaces that are named, for `actions.save_details`."""
        known = {row.organisation.name.text: row.organisation for row in self.known if row.organisation}
        typed = [form.cleaned_data for form in self.forms if form.cleaned_data.get("workplace")]
        return [_workplace(answers, known) for answers in typed] + [_as_it_is(row) for row in self.hidden]

    @cached_property
    def stored(self) -> list[Workplace]:
        """The workplaces as they stand in the database, in the order of `lines`."""
        return [_as_it_is(row) for row in (*self.known, *self.hidden)]

    @cached_property
    def suggested(self) -> list[str]:
        """Names of organisations to choose from, as the reader knows them."""
        names = {row.name.text for row in Organisation.objects.public().by_name()[:MOST_SUGGESTED]}
        return sorted(names, key=lambda name: sort_key(name, active_language()))


def workplace_rows(data: Any, person: Person) -> WorkplaceRows:
    """The lines of a person's workplaces, with an empty one below."""
    made = forms.formset_factory(
        WorkplaceForm, formset=WorkplaceRows, extra=1, max_num=MOST_WORKPLACES, absolute_max=MOST_WORKPLACES
    )
    return cast(Any, made)(data, person=person)


def _initial(row: Affiliation) -> dict[str, Any]:
    name = row.organisation.name.text if row.organisation else row.organisation_name
    return {"workplace": name, "position": row.position, "since": row.since, "until": row.until}


def _as_it_is(row: Affiliation) -> Workplace:
    return Workplace(row.organisation, row.organisation_name, row.position, row.since, row.until)


def _workplace(answers: dict[str, Any], known: dict[str, Organisation]) -> Workplace:
    name = " ".join(answers["workplace"].split())
    organisation = known.get(name) or _organisation_called(name)
    dated = {"position": answers["position"], "since": answers["since"], "until": answers["until"]}
    return Workplace(organisation, "" if organisation else name, **dated)


def _organisation_called(name: str) -> Organisation | None:
    """The entry of the directory that has this name, in any language; a name that only resembles one stays typed."""
    public = Organisation.objects.public()
    for language in LANGUAGES:
        if found := public.filter(**{f"name_{language}": name}).first():
            return found
    alike: Iterable[Organisation] = public.matching(name).prefetch_related("other_names")[:20]
    folded = name.casefold()
    return next((row for row in alike if folded in {other.casefold() for other in row.all_names}), None)
