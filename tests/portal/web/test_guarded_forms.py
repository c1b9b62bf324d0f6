"""Every field of every form takes clean texts, days of our time and texts that end; every row is saved clean."""

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.utils import timezone
from treebeard.mp_tree import MP_Node
from wagtail.admin.forms.search import SearchForm
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from federation.directory.models import Organisation
from federation.news.models import NewsPage
from portal.web import cleaning
from portal.web.forms import MOST_LETTERS, YEARS_AHEAD, GuardedBoundField
from tests import rooms
from tests.federation.directory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

ODD = "a\x00b\x0bc\u202ed\u200be\ufdd0f\ud800"
AS_TEXT = "a b c\u202ed\u200bef"
AS_LINE = "a b cd\u200bef"
AS_HEADING = "a b cdef"


class Everything(forms.Form):
    """One field of each kind."""

    title = forms.CharField(max_length=100, widget=forms.Textarea)  # As Wagtail draws titles.
    name_kk = forms.CharField()
    city = forms.CharField()
    note = forms.CharField(widget=forms.Textarea)
    names = forms.CharField(widget=forms.Textarea)  # One a line.
    website = forms.URLField(assume_scheme="https")
    password = forms.CharField(widget=forms.PasswordInput)
    day = forms.DateField(required=False)
    moment = forms.SplitDateTimeField(required=False)


def sent(**values):
    form = Everything(values)
    form.full_clean()
    return form


def test_each_field_is_cleaned_as_its_class_and_name_ask():
    form = sent(
        **dict.fromkeys(["title", "name_kk", "city", "note", "names"], ODD),
        website="\ufeffhttps://exa\u200bmple.org/ ",
        password="a\x0bb",
    )
    assert form.errors == {}
    assert form.cleaned_data | {"day": None, "moment": None} == {
        "title": AS_HEADING,
        "name_kk": AS_HEADING,
        "city": AS_LINE,
        "note": AS_TEXT,
        "names": AS_TEXT,
        "website": "https://example.org/",
        "password": "a\x0bb",
        "day": None,
        "moment": None,
    }


def in_years(years: int, day: str) -> str:
    return f"{timezone.localdate().year + years}-{day}"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", None])
def test_day_that_nobody_means_is_told_beside_the_field(day):
    day = day or in_years(YEARS_AHEAD + 1, "01-01")
    errors = sent(day=day, moment_0=day, moment_1="10:00").errors
    assert "1900" in errors["day"][0]
    assert "1900" in errors["moment"][0]


@pytest.mark.parametrize("day", ["1900-01-01", None])
def test_days_of_our_time_are_taken(day):
    day = day or in_years(YEARS_AHEAD, "12-31")
    errors = sent(day=day, moment_0=day, moment_1="10:00").errors
    assert not {"day", "moment"} & set(errors)


def test_text_without_an_end_is_told_beside_the_field():
    assert "note" in sent(note="ә" * (MOST_LETTERS + 1)).errors
    assert "note" not in sent(note="ә" * MOST_LETTERS).errors


class Numbers(forms.Form):
    founded_year = forms.IntegerField()
    lat = forms.FloatField()
    lon = forms.FloatField()


@pytest.mark.parametrize(
    ("year", "lat", "lon", "wrong"),
    [
        ("1000", "-90", "180", set()),
        ("999", "90.1", "-180.1", {"founded_year", "lat", "lon"}),
        ("32767", "1e308", "nan", {"founded_year", "lat", "lon"}),
    ],
)
def test_numbers_are_where_their_name_says(year, lat, lon, wrong):
    assert set(Numbers({"founded_year": year, "lat": lat, "lon": lon}).errors) == wrong


def test_validators_are_those_of_the_form_not_of_its_class():
    sent()
    sent()
    assert Everything.base_fields["day"].validators == []


def all_forms(kind=forms.BaseForm):
    for sub in kind.__subclasses__():
        yield sub
        yield from all_forms(sub)


def test_no_form_of_ours_or_of_a_library_goes_past_the_guard():
    import portal.urls  # noqa: F401 (loads every form that an address leads to)

    assert SearchForm()["q"].__class__ is GuardedBoundField
    outside = [
        form
        for form in all_forms()
        if form.bound_field_class is not None
        or (form.default_renderer is not None and form.__module__.split(".")[0] != "tests")
        or any(field.bound_field_class is not None for field in getattr(form, "base_fields", {}).values())
    ]
    assert [f"{form.__module__}.{form.__name__}" for form in outside] == ["portal.look.views.ExampleForm"]


def text_columns():
    """Every column of ours where people's words can stand."""
    for model in apps.get_models():
        if rooms.is_ours(model):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField | models.JSONField):
                    yield pytest.param(model, field, id=f"{model._meta.label}.{field.name}")


@pytest.mark.parametrize(("model", "field"), list(text_columns()))
def test_every_column_is_saved_clean(model, field):
    is_place = issubclass(model, MP_Node) and field.name == "path"  # Counted, never written.
    if isinstance(field, StreamField) or is_place or cleaning.is_password(field.name):
        return
    row = model(**{field.attname: [ODD] if isinstance(field, models.JSONField) else ODD})
    models.signals.pre_save.send(model, instance=row, raw=False, using="default", update_fields=None)
    value = getattr(row, field.attname)
    right = {AS_TEXT} if isinstance(field, models.TextField | models.JSONField) else {AS_LINE, AS_HEADING}
    assert (value[0] if isinstance(value, list) else value) in right


def test_row_is_saved_clean_whoever_saves_it():
    organisation = OrganisationFactory(name_kk=f"Кітап{ODD}", address_kk="a\x0cb", remark_kk="a\x0bb")
    organisation.refresh_from_db()
    assert (organisation.name_kk, organisation.address_kk, organisation.remark_kk) == (
        f"Кітап{AS_HEADING}",
        "a b",
        "a b",
    )


def test_deferred_columns_are_not_read_to_be_cleaned(django_assert_num_queries):
    OrganisationFactory()
    row = Organisation.objects.only("pk").get()
    with django_assert_num_queries(0):
        models.signals.pre_save.send(Organisation, instance=row, raw=False, using="default")


def test_blocks_are_clean_each_as_its_kind_asks():
    block = NewsPage._meta.get_field("body").stream_block
    page = NewsPage(body=block.to_python([{"type": "text", "value": f"<p>{ODD}</p>"}]))
    models.signals.pre_save.send(NewsPage, instance=page, raw=False, using="default")
    assert isinstance(page.body[0].value, RichText)
    assert page.body[0].value.source == f"<p>{AS_TEXT}</p>"
