"""The curriculum: what every installation has, and how honestly it is shown."""

import pytest
from django.utils.translation import gettext, override

from resources.actions import classify
from resources.install import install
from resources.models import Module, Topic, Unit
from resources.presenters.outline import blocks, outline

from .factories import MaterialFactory

pytestmark = pytest.mark.django_db


def test_every_installation_has_the_modules_topics_and_units_of_the_source():
    assert list(Module.objects.values_list("code", flat=True)) == ["1", "2", "3", "4", "5", "5a", "S1", "S2"]
    assert Topic.objects.count() == 13
    assert Unit.objects.count() == 26


def test_installing_twice_adds_nothing_and_keeps_what_editors_changed():
    Topic.objects.filter(code="2.1").update(title_ru="Устройство и управление")
    Unit.objects.filter(code="1.2.13").delete()
    install()
    install()
    assert Topic.objects.get(code="2.1").title_ru == "Устройство и управление"
    assert Unit.objects.filter(code="1.2.13").count() == 1
    assert (Module.objects.count(), Topic.objects.count(), Unit.objects.count()) == (8, 13, 26)


def test_every_title_is_translated_into_kazakh_and_russian():
    untranslated = [
        row.code
        for model in (Module, Topic, Unit)
        for row in model.objects.all()
        if not (row.title_kk and row.title_ru)
    ]
    assert untranslated == []


@pytest.mark.parametrize(("language", "is_own"), [("kk", True), ("ru", True), ("en", False)])
def test_kazakh_and_russian_titles_are_the_portals_own_translation(language, is_own):
    with override(language):
        assert Module.objects.get(code="2").is_own_translation is is_own


def test_curriculum_counts_anew_when_a_material_is_given_to_another_part():
    material = MaterialFactory()
    classify(material, ["1.2.13"])
    assert [part.code for module in outline() for part in module.walk() if part.count] == [
        "1",
        "1.2",
        "1.2.13",
    ]
    classify(material, ["S1"])
    assert [part.code for module in outline() for part in module.walk() if part.count] == ["S1"]


def test_a_material_for_a_unit_counts_once_for_its_topic_and_module_too():
    classify(MaterialFactory(), ["1.2.13", "1.2.1", "S1"])
    classify(MaterialFactory(), ["1.2"])
    classify(MaterialFactory(state="draft"), ["1.2"])
    counts = {part.code: part.count for module in outline() for part in module.walk() if part.count}
    assert counts == {"1": 2, "1.2": 2, "1.2.1": 1, "1.2.13": 1, "S1": 1}
    assert [(block.number, block.count) for block in blocks()] == [
        ("1", 2), ("2", 0), ("3", 0), ("4", 0), ("5", 0), ("S", 1),
    ]  # fmt: skip


def test_the_page_lists_every_unit_and_says_where_topics_are_missing(client, language):
    response = client.get(f"/{language}/library/curriculum/")
    html = response.content.decode()
    assert response.status_code == 200
    assert [
        code
        for code in Unit.objects.values_list("code", flat=True)
        if f'id="c{code.replace(".", "-")}"' not in html
    ] == []
    with override(language):
        missing = gettext("Not all topics of this module are listed here.")
    some = Module.objects.filter(is_complete=False, topics__isnull=False).distinct().count()
    assert (html.count(missing), some) == (2, 2)


def test_the_page_needs_no_query_for_the_curriculum_once_it_is_kept(client, django_assert_max_num_queries):
    client.get("/kk/library/curriculum/")
    with django_assert_max_num_queries(9):
        client.get("/kk/library/curriculum/")
