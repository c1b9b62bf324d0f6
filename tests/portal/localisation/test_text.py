"""Texts that models keep in a column for each language."""

import re

import pytest
from django.apps import apps
from django.db import models

from federation.directory.models import Organisation, Region
from portal.content.models import Description
from portal.language import LANGUAGES
from portal.localisation.text import Localised, LocalisedText
from tests import rooms

# Read otherwise than in the nearest language that has it, by a method beside the columns or in one query of many rows.
READ_OTHERWISE = {
    "Material.sort", "Organisation.sort", "Region.sort",  # Keys, not words.
    "Menu.title", "MenuEntry.title", "Notice.text", "Notice.title",  # Shown in their own language or not at all.
    "Module.title", "Topic.title", "Unit.title",  # IFLA's own title stands in.
    "Organisation.name",  # The Kazakh name in Latin letters stands in last.
    "Person.speaks",  # Ticks: the languages that somebody speaks.
    "PortalImage.alt",  # A page asks for the language too, and a template of Wagtail for the words alone.
    "PrivacyTerms.text",  # Written in all three.
    "Promotion.words",  # Queries, each asked in its own language.
    *(f"{model.__name__}.compared" for model in apps.get_models() if issubclass(model, Description)),  # Moments.
}  # fmt: skip


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if rooms.is_ours(model)]


def texts_of(model: type[models.Model]) -> dict[str, Localised]:
    return {
        name: text
        for base in model.__mro__
        for name, text in vars(base).items()
        if isinstance(text, Localised)
    }


def test_every_localised_text_has_its_columns_and_its_own_name():
    found = 0
    for model in own_models():
        columns = {field.name for field in model._meta.get_fields()}
        for name, text in texts_of(model).items():
            found += 1
            assert text.field == name, (model, name)
            assert columns.issuperset(text.columns), (model, name)
    assert found >= 8


def test_columns_of_three_languages_are_read_as_one_text():
    missing = set()
    for model in own_models():
        columns = {field.name for field in model._meta.get_fields()}
        names = {column.removesuffix("_kk") for column in columns if column.endswith("_kk")}
        names = {name for name in names if columns.issuperset(f"{name}_{code}" for code in LANGUAGES)}
        missing |= {f"{model.__name__}.{name}" for name in names - set(texts_of(model))}
    assert missing == READ_OTHERWISE


def test_the_nearest_language_that_has_it_stands_in():
    region = Region(name_kk="Қызылорда облысы", name_ru="", name_en="Kyzylorda Region")
    assert Region.name.columns == ("name_kk", "name_ru", "name_en")
    assert region.name == LocalisedText("Қызылорда облысы", "kk")
    assert Organisation().city == LocalisedText("", "kk")


def test_a_text_is_written_to_its_columns_alone():
    with pytest.raises(AttributeError, match="columns"):
        Region().name = "Алматы"


def test_the_readers_language_is_asked_in_one_place():
    asking = [
        str(file.relative_to(rooms.ROOT))
        for file in rooms.files("*.py")
        if re.search(r'get_language\(\) or "kk"|get_language\(\) or settings', file.read_text("utf-8"))
    ]
    assert asking == ["portal/localisation/text.py"]
