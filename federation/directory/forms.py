"""Forms of the directory's admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .loading import first_year
from .records import Organisation


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def __init__(self, *args, **kwargs) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(*args, **kwargs)
        self.widget.attrs.setdefault("rows", 4)

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        return [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: object, data: object) -> bool:
        return self.clean(data) != (initial or [])


class OrganisationForm(WagtailAdminModelForm):
    """An organisation as an editor changes it; without an address it gets one from its name."""

    sources = LinesField(
        label=_("sources"),
        required=False,
        help_text=_("One per line: a web address, or what was read and where."),
    )

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

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("founded") and not cleaned.get("founded_year") and "founded_year" in self.fields:
            cleaned["founded_year"] = first_year(cleaned["founded"])
        return cleaned


class RegionForm(WagtailAdminModelForm):
    """A region; its code stays what it is, for another code would be another region beside it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True


class ImportRowForm(OrganisationForm):
    """One row of an imported table; only the columns that the table has are read."""

    parent = forms.ModelChoiceField(Organisation.objects.all(), to_field_name="slug", required=False)

    class Meta:
        model = Organisation
        fields: list[str] = [
            "slug", "name_kk", "name_ru", "name_en", "name_latin", "type", "parent", "region", "city_kk", "city_ru",
            "city_en", "address", "website", "website_evidence", "founded", "founded_year", "status", "status_source",
            "confidence", "sources", "note", "checked_on", "state",
        ]  # fmt: skip

    def __init__(self, *args, columns: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in [name for name in self.fields if name not in columns]:
            has_default = bool(self.instance.pk) or not self.fields[name].required
            if has_default or self._meta.model._meta.get_field(name).has_default():
                del self.fields[name]


IMPORT_COLUMNS = tuple(ImportRowForm.Meta.fields)


class ImportFileForm(forms.Form):
    """The file of an import."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV (UTF-8) or XLSX, up to 2 MB and 2,000 rows, with the same columns as the export."),
    )
