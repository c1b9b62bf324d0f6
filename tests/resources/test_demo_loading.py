"""The demo library in the database: complete, built once, the same however often it is loaded."""

import pytest

from portal.content.searchable import search_changed
from portal.demo.registry import Demo
from resources import demo as library
from resources.demo import build, loading, scaling
from resources.models import Material, MaterialDescription, MaterialFile

from .factories import PDF

pytestmark = pytest.mark.django_db
FEW = ("workshop-checklist", "partner-map", "one-page-statistics")


@pytest.fixture
def built(monkeypatch) -> list[str]:
    """Replaces the builder; names what it was asked for."""
    asked: list[str] = []

    def write(markdown, *, format, title, language, licence):
        asked.append(f"{title} {language} {format}")
        return PDF

    monkeypatch.setattr(loading, "build", write)
    return asked


@pytest.fixture
def few(monkeypatch) -> None:
    """Only three of the sources, for tests that need no more."""
    few = [source for source in build.load_materials() if source.slug in FEW]
    monkeypatch.setattr(loading, "load_materials", lambda: few)


def test_every_source_becomes_a_public_demo_material_with_all_its_words_and_files(built):
    demo = Demo(password="x")
    library.load(demo)
    sources = build.load_materials()
    assert len(sources) >= 12
    assert Material.objects.public().filter(is_demo=True).count() == len(sources)
    assert MaterialDescription.objects.filter(live=True).count() == sum(len(s.editions) for s in sources)
    assert MaterialFile.objects.count() == sum(len(e.files) for s in sources for e in s.editions)
    assert sorted(material.slug for material in demo.made["materials"]) == sorted(s.slug for s in sources)
    assert [m.slug for m in Material.objects.all() if not m.code_list or not m.sort_kk.strip()] == []


def test_loading_twice_builds_and_writes_nothing(built, few, django_assert_max_num_queries):
    library.load(Demo(password="x"))
    built.clear()
    with django_assert_max_num_queries(3):
        library.load(Demo(password="x"))
    assert built == []


def test_a_changed_text_is_built_anew_in_place_of_the_old_file(built, few):
    library.load(Demo(password="x"))
    file = MaterialFile.objects.select_related("material").first()
    MaterialFile.objects.filter(pk=file.pk).update(source_hash="old", downloads=5)
    before = MaterialFile.objects.count()
    built.clear()
    library.load(Demo(password="x"))
    again = MaterialFile.objects.get(pk=file.pk)
    assert (len(built), MaterialFile.objects.count(), again.downloads) == (1, before, 5)
    assert again.source_hash == file.source_hash


def test_what_editors_changed_in_a_demo_material_stays(built, few):
    library.load(Demo(password="x"))
    MaterialDescription.objects.filter(record__slug="workshop-checklist", language="kk").update(
        title="Басқа атау"
    )
    library.load(Demo(password="x"))
    description = MaterialDescription.objects.get(record__slug="workshop-checklist", language="kk")
    assert description.title == "Басқа атау"


def test_scaling_adds_synthetic_materials_up_to_the_number_asked_for(monkeypatch):
    monkeypatch.setattr(scaling, "IN_THREE_LANGUAGES", 2)
    told = []

    def keep(sender, rows, **kwargs):
        told.append((sender, rows.count()))

    search_changed.connect(keep, dispatch_uid="told")
    try:
        demo = Demo(password="x")
        library.scale(demo, 5)
        library.scale(demo, 5)
        library.scale(demo, 7)
    finally:
        search_changed.disconnect(dispatch_uid="told")
    assert told == [(Material, 5), (Material, 7)]
    rows = Material.objects.filter(slug__startswith=scaling.PREFIX)
    assert rows.count() == 7
    assert MaterialDescription.objects.filter(record__in=rows).count() == 7 + 2 * 2
    assert MaterialFile.objects.filter(material__in=rows).count() == 7 + 2 * 2
    assert [row.slug for row in rows if row.within.count() != 1 or row.topics.count() != 1] == []


def test_synthetic_rows_look_like_those_that_were_saved_one_by_one():
    library.scale(Demo(password="x"), 1)
    row = Material.objects.get()
    before = (row.codes, row.folded, row.sort_kk, row.sort_ru, row.sort_en)
    row.topics.set(list(row.topics.all()), clear=True)
    for description in row.descriptions.all():
        description.save()
    row.refresh_from_db()
    assert (row.codes, row.folded, row.sort_kk, row.sort_ru, row.sort_en) == before
