"""Forms of the directory's admin."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.media.validators import check_table_size

from .enums import SourceKind
from .models.organisation import Organisation
from .models.organisation_source import OrganisationSource

BETWEEN = (
    " | "  # Between the parts of a source in a line: as the admin's export writes it and the import reads it.
)
PARTS = ("kind", "url", "read_on", "publisher_kk", "publisher_ru", "publisher_en", "title_language", "title")


class SourcesField(forms.CharField):
    """Sources, one a line, as `line_of` writes them."""

    widget = forms.Textarea

    def clean(self, value: object) -> list[OrganisationSource]:
        lines = (super().clean(value) or "").splitlines()
        return [source_from(line.strip()) for line in lines if line.strip()]

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return [line_of(source) for source in self.clean(data)] != (initial or [])
        except forms.ValidationError:
            return True


class OrganisationForm(WagtailAdminModelForm):
    """An organisation as an editor changes it; without an address it gets one from its name."""

    class Meta(WagtailAdminModelForm.Meta):  # Brings Wagtail's widgets: the chooser of the parent, dates.
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "The last part of the web address. Leave empty to make it from the name."
            )

    def clean_slug(self) -> str:
        # Never empty before validation, for an empty address is not unique twice.
        return self.cleaned_data.get("slug") or self.instance.slug


class RegionForm(WagtailAdminModelForm):
    """A region; its code stays what it is, for another code would be another region beside it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True


def _what_may_stand(field: forms.ChoiceField) -> str:
    """Returns the error of a cell that names nothing the portal knows; `%(value)s` stands for what was typed."""
    if isinstance(field, forms.ModelChoiceField):
        return gettext("Nothing has the code or address “%(value)s”. An export shows how it is written.")
    # Django has made pairs of them, of whatever kind they were.
    choices = cast(Iterable[tuple[Any, Any]], field.choices)
    known = ", ".join(str(value) for value, _label in choices if value)
    return gettext("“%(value)s” cannot stand here. Possible values: {known}.").format(known=known)


class ImportRowForm(OrganisationForm):
    """One row of an imported table; only the columns that the table has are read."""

    parent = forms.ModelChoiceField(
        Organisation.objects.all(), to_field_name="slug", label=_("part of"), required=False
    )
    sources = SourcesField(label=_("sources"), required=False)

    class Meta:
        model = Organisation
        formsets: list[str] = []
        fields: list[str] = [
            "slug", "name_kk", "name_ru", "name_en", "name_latin", "type", "parent", "region", "city_kk", "city_ru",
            "city_en", "address_kk", "address_ru", "address_en", "website", "founded_year", "founded_certainty",
            "status", "confirmed_year", "remark_kk", "remark_ru", "remark_en", "confidence", "sources", "internal_note",
            "checked_on", "state",
        ]  # fmt: skip

    def __init__(self, *args, columns: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # The organisation itself: its number would be compared with the address that the table has.
            self.initial["parent"] = self.instance.parent
            self.initial["sources"] = [line_of(source) for source in self.instance.sources.all()]
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _what_may_stand(field)
        self.labels = {name: capfirst(str(field.label or name)) for name, field in self.fields.items()}
        for name in list(self.fields):
            is_left_empty = not self.instance.pk and not self.data.get(
                name
            )  # By a new row: as without the column.
            if name in columns and not is_left_empty:
                continue
            has_default = bool(self.instance.pk) or not self.fields[name].required
            if has_default or self._meta.model._meta.get_field(name).has_default():
                del self.fields[name]

    def add_error(self, field: str | None, error: Any) -> None:
        """Adds an error to its field, or to the row where it is about a column that is not read."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field, error)

    def save(self, commit: bool = True) -> Organisation:
        if "sources" in self.changed_data:
            self.instance.sources.set(self.cleaned_data["sources"])
        return super().save(commit=commit)


IMPORT_COLUMNS = tuple(ImportRowForm.Meta.fields)


class ImportFileForm(forms.Form):
    """The file of an import."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX, up to 2 MB and 500 rows, with the same columns as the export."),
        validators=[check_table_size],
    )


def line_of(source: OrganisationSource) -> str:
    """Kind, address, day, publisher in three languages, language of the title, title; what ends empty is cut."""
    parts = [getattr(source, name) for name in PARTS]
    texts = [part.isoformat() if hasattr(part, "isoformat") else str(part or "") for part in parts]
    return BETWEEN.join(texts).rstrip(" |")


def source_from(line: str) -> OrganisationSource:
    """The unsaved source of a line; an address or a title alone will do. Raises ValidationError."""
    first = line.partition("|")[0].strip()
    if first not in SourceKind.values:
        is_address = first.startswith(("http://", "https://"))
        line = f"{SourceKind.OTHER} | {line}" if is_address else f"{SourceKind.OTHER} ||||||| {line}"
    texts = [text.strip() for text in line.split("|", len(PARTS) - 1)]
    given = dict(zip(PARTS, texts, strict=False))
    source = OrganisationSource(**{**given, "read_on": given.get("read_on") or None})
    try:
        source.full_clean(exclude=["organisation"])
    except ValidationError as error:
        raise ValidationError(f"{line}: {' '.join(error.messages)}") from None
    return source
