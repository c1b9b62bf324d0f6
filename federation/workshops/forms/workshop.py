"""The forms around workshops. What is typed stays; what may stay empty in a draft is asked for when it is submitted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from federation.directory.models import Organisation
from federation.people.validators import validate_phone
from portal.language import LANGUAGES, language_name, quoted, sort_key
from portal.localisation.text import LocalisedText, active_language
from portal.look.templatetags.look import marked
from portal.mail.fields import AddressFormField
from resources.models import Module, Topic

from ..actions.money import MoneyLine
from ..actions.registering import FACT_FIELDS, Draft, TrainerLine
from ..contents.facts import WORD_FIELDS
from ..enums import AttendanceMode, KeptFor
from ..fields import RowsField, day_field, moment_field, number_field
from ..models.meeting import OF_A_HALL
from ..models.workshop import MOST_PLACES, Workshop
from ..rules import booking_errors, days_error, keeping_errors
from .conditions import ConditionsForm
from .meeting import MeetingForm
from .words import LanguageFields, word_fields

MOST_SUGGESTED = 20  # Organisations named to choose from, the nearest first; any other can be typed.


@dataclass(frozen=True)
class TopicChoice:
    """A topic to tick, or a module of which no topics are named."""

    topic: Topic | Module
    is_chosen: bool


@dataclass(frozen=True)
class TopicGroup:
    """The topics of one module."""

    module: Module
    topics: list[TopicChoice]

    @property
    def is_open(self) -> bool:
        """True when one of them is chosen."""
        return any(choice.is_chosen for choice in self.topics)


class WorkshopForm(MeetingForm, ConditionsForm):
    """All that an organiser says about a workshop, but for trainers and money, which are rows of their own."""

    field_order = (
        "working_language", "starts_on", "ends_on", "begins_at", "ends_at", "hours_note", "attendance_mode", "link",
        "region", "city", *OF_A_HALL, "host", "topics", "modules", "capacity", "applications_open_at",
        "applications_close_at", "fee", "travel", "lodging", "meals", "is_step_free", "gives_certificate",
    )  # fmt: skip
    working_language = forms.ChoiceField(label=_("Working language"), widget=forms.RadioSelect)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    contact_name = forms.CharField(
        label=_("Contact for questions"),
        max_length=150,
        help_text=_("A person or a department, as visitors shall read it. Everybody can read it."),
    )
    contact_phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        validators=[validate_phone],
        help_text=_("Everybody can read it."),
    )
    contact_email = AddressFormField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "Everybody can read it. You may leave it empty: visitors can write to your representatives through "
            "a form that shows no address."
        ),
    )
    host = forms.CharField(
        label=_("Host"),
        max_length=255,
        help_text=_("The organisation in the directory that provides the rooms: start typing its name."),
        widget=forms.TextInput(attrs={"list": "hosts", "autocomplete": "off"}),
    )
    topics = RowsField(
        label=_("Curriculum topics"),
        queryset=Topic.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    modules = RowsField(
        label=_("Modules as a whole"),
        queryset=Module.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    capacity = number_field(_("Places"), 1, MOST_PLACES)
    kept_places = number_field(_("Kept places"), 1, MOST_PLACES, required=False)
    kept_for = forms.ChoiceField(label=_("Kept for"), choices=[("", "–"), *KeptFor.choices], required=False)
    kept_until = day_field(_("Last day on which they are kept"), required=False)
    applications_open_at = moment_field(_("Booking opens"))
    applications_close_at = moment_field(_("Booking closes"))

    def __init__(self, *args: Any, organiser: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organiser = organiser
        language = active_language()
        working_language = cast(forms.ChoiceField, self.fields["working_language"])
        working_language.choices = [(code, language_name(code, language).capitalize()) for code in LANGUAGES]
        topics = cast(RowsField, self.fields["topics"])
        topics.queryset = Topic.objects.select_related("module").order_by("module__place", "place")
        modules = cast(RowsField, self.fields["modules"])
        modules.queryset = Module.objects.filter(topics=None).order_by("place")
        for code in LANGUAGES:
            self.fields |= {f"{code}_{name}": field for name, field in word_fields(code).items()}
        self.order_fields(self.field_order)

    @property
    def languages(self) -> list[LanguageFields]:
        """The texts by language for the template, the working language first."""
        working = self["working_language"].value() or active_language()
        found = []
        for code in LANGUAGES:
            fields = [self[f"{code}_{name}"] for name in WORD_FIELDS]
            is_begun = any(field.value() for field in fields)
            is_wrong = any(field.errors for field in fields)
            found.append(LanguageFields(code, fields, is_open=is_begun or is_wrong or code == working))
        return sorted(found, key=lambda item: item.code != working)

    @property
    def reading_order(self) -> list[str]:
        """The names of the fields as they stand on the page, for the summary of what is wrong."""
        words = [field.name for language in self.languages for field in language.fields]
        first, *others = (name for name in self.fields if name not in words)
        return [first, *words, *others]

    @cached_property
    def topic_groups(self) -> list[TopicGroup]:
        """The topics by module for the template."""
        chosen = {str(value) for value in self["topics"].value() or ()}
        groups: dict[Module, list[TopicChoice]] = {}
        for topic in cast(RowsField, self.fields["topics"]).queryset or ():
            groups.setdefault(topic.module, []).append(TopicChoice(topic, str(topic.pk) in chosen))
        return [TopicGroup(module, topics) for module, topics in groups.items()]

    @cached_property
    def whole_modules(self) -> list[TopicChoice]:
        """The modules that are chosen as a whole, for the template."""
        chosen = {str(value) for value in self["modules"].value() or ()}
        rows = cast(RowsField, self.fields["modules"]).queryset or ()
        return [TopicChoice(module, str(module.pk) in chosen) for module in rows]

    @cached_property
    def suggested_hosts(self) -> list[str]:
        """Names of organisations to choose from, as the reader knows them."""
        found = Organisation.objects.public().by_name()
        is_far = Case(When(region=self.organiser.region_id, then=0), default=1)
        rows = found.annotate(is_far=is_far).order_by("is_far", *found.query.order_by)[:MOST_SUGGESTED]
        names = {self.organiser.name.text, *(row.name.text for row in rows)}
        return sorted(names, key=lambda name: sort_key(name, active_language()))

    def clean_host(self) -> Organisation | None:
        """The organisation of that name in any language, or the only one that the words find."""
        text = " ".join(self.cleaned_data["host"].split())
        if not text:
            return None
        if text.casefold() in {name.casefold() for name in self.organiser.all_names}:
            return self.organiser
        known = Organisation.objects.public()
        for language in LANGUAGES:
            if found := known.filter(**{f"name_{language}": text}).first():
                return found
        matching = list(known.matching(text)[:4])
        if len(matching) == 1:
            return matching[0]
        if not matching:
            raise ValidationError(_("There is no organisation with this name in the directory."))
        names = "; ".join(quoted(organisation.name.text, active_language()) for organisation in matching[:3])
        raise ValidationError(
            _("Several organisations match. Enter the full name: %(names)s."), params={"names": names}
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and (error := days_error(starts_on, ends_on)):
            self.add_error("ends_on", error)
        opens, closes = cleaned.get("applications_open_at"), cleaned.get("applications_close_at")
        for name, error in booking_errors(starts_on, opens, closes).items():
            self.add_error(name, error)
        self._clean_keeping(cleaned, closes)
        self._clean_titles(cleaned)
        return cleaned

    def _clean_keeping(self, cleaned: dict[str, Any], closes: datetime | None) -> None:
        asked = {name: cleaned.get(name) for name in ("capacity", "kept_places", "kept_for", "kept_until")}
        if not {*asked} & {*self.errors}:
            for name, message in keeping_errors(**asked, closes=closes).items():
                self.add_error(name, message)

    def _clean_titles(self, cleaned: dict[str, Any]) -> None:
        """A draft needs one title; words in a language need theirs."""
        first = cleaned.get("working_language") or active_language()
        titles = [cleaned.get(f"{code}_title") for code in LANGUAGES]
        wrong = any(f"{code}_title" in self.errors for code in LANGUAGES)
        for code in LANGUAGES:
            texts = [cleaned.get(f"{code}_{name}") for name in WORD_FIELDS]
            if any(texts[1:]) and not texts[0] and f"{code}_title" not in self.errors:
                self.add_error(f"{code}_title", _("Enter the title in this language too."))
                wrong = True
        if not any(titles) and not wrong:
            self.add_error(f"{first}_title", _("Enter a title: even a draft needs one."))

    def draft(self, trainers: list[TrainerLine], money: list[MoneyLine]) -> Draft:
        """Returns the organiser's entries as a `Draft`, for `actions.save_draft`."""
        cleaned = self.cleaned_data
        names = (
            set(cleaned)
            - {"topics", "modules"}
            - {f"{code}_{name}" for code in LANGUAGES for name in WORD_FIELDS}
        )
        return Draft(
            facts={name: cleaned[name] for name in names},
            words={code: {name: cleaned[f"{code}_{name}"] for name in WORD_FIELDS} for code in LANGUAGES},
            topics=list(cleaned["topics"]),
            modules=list(cleaned["modules"]),
            trainers=trainers,
            money=money,
        )


def initial_of(workshop: Workshop | None, organiser: Organisation) -> dict[str, Any]:
    """Returns the initial values of the form, before anything is typed."""
    if workshop is None:
        return {
            "working_language": active_language(),
            "host": organiser.name.text,
            "region": organiser.region_id,
            "city": organiser.city.text,
            "attendance_mode": AttendanceMode.ON_SITE,
        }
    found = {name: getattr(workshop, name) for name in FACT_FIELDS}
    found |= {
        "region": workshop.region_id,
        "host": workshop.host.name.text if workshop.host else "",
        "topics": [topic.pk for topic in workshop.topics.all()],
        "modules": [module.pk for module in workshop.modules.all()],
    }
    for description in workshop.descriptions.all():
        found |= {f"{description.language}_{name}": getattr(description, name) for name in WORD_FIELDS}
    return found


class MoveForm(forms.Form):
    """To which organisation a draft goes."""

    use_required_attribute = False
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the organisation."),
            "invalid_choice": _("Choose the organisation."),
        },
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["organisation"])
        field.choices = [(str(one.pk), one.name.text) for one in organisations]


class ReasonForm(forms.Form):
    """Words that go with a step: a question, a reason, an answer."""

    use_required_attribute = False
    words = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(
        self, *args: Any, label: Any, hint: Any = "", message: Any, required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label, field.help_text, field.required = label, hint, required
        field.error_messages["required"] = message


class AnswerForm(forms.Form):
    """Form for the organiser's answer to the secretariat's question."""

    answer = forms.CharField(
        label=_("Answer to the secretariat"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, question: LocalisedText | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].help_text = marked(question)


class CopyForm(forms.Form):
    """The first day of a workshop that is registered once more; without one, the new draft has no days yet."""

    use_required_attribute = False
    token = forms.UUIDField(widget=forms.HiddenInput)
    first_day = day_field(_("First day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_day"].required = False
        self.fields["first_day"].help_text = _(
            "All other days and the booking move with it. Leave it empty if you do not know yet."
        )
