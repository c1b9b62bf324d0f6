"""What an undo of an import leaves, member by member: whoever refers to a new entry, and facts that do not fit back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from federation.directory import importing
from federation.directory.actions import steps_of, undo
from federation.directory.enums import Stays
from federation.directory.importing import Table, carry_out, carry_out_in_batches
from federation.directory.models import Organisation, OrganisationImport, OrganisationName, OrganisationSource
from portal.accounts.enums import Role
from portal.content import versions
from portal.language import LANGUAGES
from tests.admin.pointers import point_at, pointers_at
from tests.home.test_blocks_of_records import make_page
from tests.portal.accounts.factories import UserFactory

from .factories import OrganisationFactory
from .test_admin import IMPORT, post
from .test_undo import work

pytestmark = pytest.mark.django_db
POINTERS = [
    field
    for field in pointers_at(Organisation)
    if field.model not in {part.related_model for part in versions.parts(Organisation)}
]


def imported(columns: list[str], *rows: list[str]) -> OrganisationImport:
    """The record of a table that was imported."""
    record = OrganisationImport()
    assert [line.errors for line in carry_out(Table(columns, list(rows)), record)] == [[]] * len(rows)
    return OrganisationImport.objects.get(pk=record.pk)


def outcome(record: OrganisationImport) -> dict:
    """What the undo of an import keeps of its one row."""
    (row,) = undo(record.pk, None).rows
    return row["undo"]


@pytest.mark.parametrize("field", POINTERS, ids=str)
def test_whatever_points_at_a_new_organisation_keeps_it(field):
    record = imported(["slug", "name_kk", "type"], ["fresh", "Жаңа", "city_library"])
    fresh = Organisation.objects.get()
    pointer = point_at(fresh, field)
    told = outcome(record)
    assert (told["why"], field.model._meta.label_lower in told["referring"]) == (Stays.REFERRED, True)
    assert field.model._base_manager.filter(pk=pointer.pk, **{field.name: fresh}).exists()


def test_a_block_of_a_page_keeps_a_new_organisation():
    record = imported(["slug", "name_kk", "type"], ["fresh", "Жаңа", "city_library"])
    fresh = Organisation.objects.get()
    make_page(("organisations", {"organisations": [fresh.pk], "number": 3}))
    assert outcome(record)["why"] == Stays.REFERRED
    assert Organisation.objects.exists()


def test_names_and_sources_go_back_as_whole_lists():
    row = OrganisationFactory(slug="known")
    row.other_names.set([OrganisationName(text="Бұрынғы", language="kk")])
    row.sources.set([OrganisationSource(url="https://old.example.org/"), OrganisationSource(title="Кітап")])
    row.save()
    record = imported(["slug", "sources"], ["known", "https://new.example.org/"])
    assert [source.url for source in row.sources.all()] == ["https://new.example.org/"]
    assert outcome(record) == {"back": ["sources"]}
    row = Organisation.objects.get()
    assert sorted(str(source) for source in row.sources.all()) == ["https://old.example.org/", "Кітап"]
    assert [name.text for name in row.other_names.all()] == ["Бұрынғы"]


def test_sources_that_somebody_has_added_to_since_stay():
    row = OrganisationFactory(slug="known")
    record = imported(["slug", "sources"], ["known", "https://new.example.org/"])
    row = Organisation.objects.get()
    row.sources.add(OrganisationSource(title="Кітап"))
    row.save()
    assert outcome(record)["left"]["sources"][0] == Stays.CHANGED
    assert row.sources.count() == 2


def test_what_was_changed_and_changed_back_is_put_back():
    OrganisationFactory(slug="known", city_en="Almaty")
    record = imported(["slug", "city_en"], ["known", "Astana"])
    for city in ("Shymkent", "Astana"):
        row = Organisation.objects.get()
        row.city_en = city
        row.save()
    assert outcome(record) == {"back": ["city_en"]}
    assert Organisation.objects.get().city_en == "Almaty"


def test_what_somebody_has_put_back_already_is_told_by_nothing():
    OrganisationFactory(slug="known", city_en="Almaty")
    record = imported(["slug", "city_en"], ["known", "Astana"])
    row = Organisation.objects.get()
    row.city_en = "Almaty"
    row.save()
    newest = versions.versions_of(row).first()
    assert outcome(record) == {}
    assert versions.versions_of(row).first() == newest


def test_whole_that_is_gone_by_now_is_not_taken_for_none():
    whole = OrganisationFactory(slug="whole")
    OrganisationFactory(slug="known", parent=whole, city_en="Almaty")
    record = imported(["slug", "parent", "city_en"], ["known", "", "Astana"])
    whole.delete()
    told = outcome(record)
    assert (told["back"], told["left"]["parent"][0]) == (["city_en"], Stays.MISSING)


def test_facts_that_no_longer_go_together_stay():
    """The undo would leave the organisation without any name."""
    OrganisationFactory(slug="known", name_kk="", name_en="Library")
    record = imported(["slug", "name_kk"], ["known", "Кітапхана"])
    row = Organisation.objects.get()
    row.name_en = ""
    row.save()
    assert outcome(record)["why"] == Stays.INVALID
    assert Organisation.objects.get().name_kk == "Кітапхана"


@pytest.mark.parametrize("name", sorted(Organisation.never_reverted - {"slug", "is_demo"}))
def test_what_a_return_never_touches_an_undo_does_not_touch(name):
    OrganisationFactory(slug="known", city_en="Almaty", state="published")
    record = imported(["slug", "city_en", name], ["known", "Astana", "draft"])
    assert outcome(record)["left"] == {name: [Stays.KEPT, None]}
    assert (Organisation.objects.get().city_en, Organisation.objects.get().state) == ("Almaty", "draft")


def test_a_row_that_comes_out_as_it_was_is_none_of_an_import():
    OrganisationFactory(slug="known", city_en="Almaty")
    record = OrganisationImport()
    carry_out(Table(["slug", "city_en"], [["known", "Almaty"]]), record)
    assert not OrganisationImport.objects.exists()


def test_a_row_that_is_saved_as_it_was_is_none_either(monkeypatch):
    """The last version is somebody else's, and no undo takes it back."""
    row = OrganisationFactory(slug="known", city_en="Almaty")
    row.city_en = "Astana"
    row.save()
    plan = importing.plan

    def as_if_changed(table):
        lines = plan(table)
        lines[0].changes = ["City"]
        return lines

    monkeypatch.setattr(importing, "plan", as_if_changed)
    carry_out(Table(["slug", "city_en"], [["known", "Astana"]]), OrganisationImport())
    assert not OrganisationImport.objects.exists()


def test_an_undo_that_runs_again_leaves_its_moment_and_its_author():
    OrganisationFactory(slug="known", city_en="Almaty")
    record = imported(["slug", "city_en"], ["known", "Astana"])
    first = undo(record.pk, UserFactory())
    again = undo(record.pk, UserFactory())
    assert (again.undone_at, again.undone_by) == (first.undone_at, first.undone_by)


@pytest.mark.parametrize("at_once", [0, 50])
def test_button_of_an_import_that_was_undone_imports_nothing(client, monkeypatch, settings, at_once):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr("federation.directory.views.importing.AT_ONCE", at_once)
    OrganisationFactory(slug="known", city_en="Almaty")
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    table = SimpleUploadedFile("table.csv", b"slug,city_en\nknown,Astana\n")
    sent = {"table": post(client, IMPORT, {"file": table}).context["table"]}
    address = post(client, IMPORT, sent)["Location"]
    work()
    assert Organisation.objects.get().city_en == "Astana"
    undo(OrganisationImport.objects.get().pk, None)
    assert post(client, IMPORT, sent)["Location"] == address
    work()
    assert Organisation.objects.get().city_en == "Almaty"


def test_of_an_import_that_broke_off_midway_its_half_is_undone(monkeypatch):
    monkeypatch.setattr("federation.directory.importing.AT_ONCE", 1)
    OrganisationFactory(slug="a", city_en="Almaty")
    OrganisationFactory(slug="b", city_en="Almaty")
    save, record = Organisation.save, OrganisationImport()

    def dies_at_b(self, *args, **kwargs):
        if self.slug == "b":
            raise KeyboardInterrupt
        save(self, *args, **kwargs)

    table = Table(["slug", "city_en"], [["a", "Astana"], ["b", "Astana"]])
    with monkeypatch.context() as broken:
        broken.setattr(Organisation, "save", dies_at_b)
        with pytest.raises(KeyboardInterrupt):
            carry_out_in_batches(table, record)
    assert list(Organisation.objects.order_by("slug").values_list("city_en", flat=True)) == [
        "Astana",
        "Almaty",
    ]
    undo(record.pk, None)
    assert set(Organisation.objects.values_list("city_en", flat=True)) == {"Almaty"}


def test_an_undo_is_one_version_of_a_row():
    row = OrganisationFactory(slug="known", city_en="Almaty", name_en="Library")
    before = versions.versions_of(row).count()
    record = imported(["slug", "city_en", "name_en"], ["known", "Astana", "New"])
    undo(record.pk, None)
    assert versions.versions_of(row).count() == before + 2


def test_a_look_at_what_an_undo_would_do_asks_no_more_for_more_new_rows(django_assert_max_num_queries):
    def queries_for(*slugs: str) -> int:
        rows = [[slug, "Жаңа", "city_library"] for slug in slugs]
        record = imported(["slug", "name_kk", "type"], *rows)
        with django_assert_max_num_queries(40 + 3 * len(rows)) as asked:
            assert all(step.is_deleted for step in steps_of(record.rows))
        return len(asked)

    one = queries_for("a")
    assert queries_for("b", "c", "d") - one <= 2 * 2  # Of each its latest version, and nothing else.


# --- In words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", Stays, ids=str)
def test_reasons_are_told_in_three_languages(reason):
    told = set()
    for language in LANGUAGES:
        with override(language):
            told.add(str(reason.label))
    assert len(told) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Қайтару: Қала, ағылшынша"),
        ("ru", "Возврат: Город на английском"),
        ("en", "Put back: City in English"),
    ],
)
def test_page_of_an_undone_import_speaks_its_readers_language(client, language, words):
    OrganisationFactory(slug="known", city_en="Almaty")
    record = imported(["slug", "city_en"], ["known", "Astana"])
    undo(record.pk, None)
    client.force_login(UserFactory(role=Role.SECRETARIAT, preferred_language=language))
    page = client.get(f"{IMPORT}{record.pk}/").content.decode()
    assert words in page
