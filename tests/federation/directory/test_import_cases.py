"""Files that real programs write, imported into the directory."""

from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from federation.directory.forms import IMPORT_COLUMNS, ImportRowForm
from federation.directory.importing import carry_out, plan, read_table
from federation.directory.models import Organisation, OrganisationImport
from tests.federation.directory.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[2] / "cases"


@pytest.fixture
def karaganda(db):
    return OrganisationFactory(slug="karaganda", name_ru="Библиотека", internal_note="")


def imported(name: str) -> list:
    return carry_out(read_table(SimpleUploadedFile(name, (CASES / name).read_bytes())), OrganisationImport())


@pytest.mark.parametrize("name", ["import-sep-line.csv", "import-two-byte-order-marks.csv"])
def test_marks_before_a_table_are_no_part_of_it(karaganda, name):
    imported(name)
    karaganda.refresh_from_db()
    assert karaganda.name_ru == "Имя"


def test_address_in_another_case_is_the_same_organisation(karaganda):
    (line,) = imported("import-slug-other-case.csv")
    assert (line.is_new, line.errors) == (False, [])
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["karaganda"]


def test_signs_that_a_workbook_escapes_are_read(karaganda):
    imported("import-x000D.xlsx")
    karaganda.refresh_from_db()
    assert karaganda.internal_note == "строка\nдругая"


def test_formula_without_its_result_is_an_error_of_its_row_and_erases_nothing(karaganda):
    (line,) = imported("import-formula-without-value.xlsx")
    assert len(line.errors) == 1
    karaganda.refresh_from_db()
    assert karaganda.name_ru == "Библиотека"


@pytest.mark.parametrize(
    "slugs", [("Karaganda", "karaganda"), ("karaganda", "Karaganda"), ("KARAGANDA",) * 2]
)
def test_two_rows_of_one_address_in_two_cases_are_told(karaganda, slugs):
    content = "slug;name_ru\n{};A\n{};B\n".format(*slugs)
    table = read_table(SimpleUploadedFile("a.csv", content.encode()))
    assert [bool(line.errors) for line in plan(table)] == [False, True]


def test_what_was_exported_changes_nothing(karaganda):
    OrganisationFactory(slug="branch", name_ru="Филиал", parent=karaganda)
    table = read_table(SimpleUploadedFile("a.csv", b"slug;parent\nbranch;karaganda\n"))
    assert [line.changes for line in plan(table)] == [[]]
    moved = read_table(SimpleUploadedFile("a.csv", b"slug;parent\nbranch;\n"))
    assert [line.changes for line in plan(moved)] == [["Құрамына кіреді"]]


def test_no_column_is_told_by_its_code():
    form = ImportRowForm({}, instance=Organisation(), columns=list(IMPORT_COLUMNS))
    assert not {name for name, label in form.labels.items() if label.lower() == name}


CHOICES = {
    name: field for name, field in ImportRowForm.base_fields.items() if isinstance(field, forms.ChoiceField)
}


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_value_that_is_not_known_is_told_with_what_may_stand_there(name):
    row = f"slug,name_kk,{name}\na,Бір,100% {{castle}}\n".encode()
    with override("en"):
        (line,) = plan(read_table(SimpleUploadedFile("a.csv", row)))
    (error,) = [error for error in line.errors if error.startswith(f"{line.form.labels[name]}: ")]
    assert "“100% {castle}”" in error
    if not isinstance(CHOICES[name], forms.ModelChoiceField):
        assert all(str(value) in error for value, _label in CHOICES[name].choices)


def test_cell_that_a_new_row_leaves_empty_is_as_without_the_column():
    """A table names no certainty of a year where it names no year."""
    empty = ",".join("" for _name in IMPORT_COLUMNS[3:])
    content = f"{','.join(IMPORT_COLUMNS)}\nnew,,Имя,{empty}\n".replace("Имя,,,", "Имя,,,city_library,", 1)
    (line,) = carry_out(read_table(SimpleUploadedFile("a.csv", content.encode())), OrganisationImport())
    assert line.errors == []
    fresh = Organisation(type="city_library")
    made = Organisation.objects.get(slug="new")
    names = [name for name in IMPORT_COLUMNS if name not in ("slug", "name_ru", "sources")]
    assert {name: getattr(made, name) for name in names} == {name: getattr(fresh, name) for name in names}


@pytest.mark.parametrize("slug", ["new", "karaganda"])
def test_organisation_without_any_name_is_an_error_of_its_row(karaganda, slug):
    columns = ",".join(["slug", "type", "name_kk", "name_ru", "name_en", "name_latin", "confidence"])
    table = f"{columns}\n{slug},city_library,,,,,high\n"
    (line,) = carry_out(read_table(SimpleUploadedFile("names.csv", table.encode())), OrganisationImport())
    (error,) = line.errors
    assert error.endswith("Атауын кемінде бір тілде жазыңыз.")
    assert Organisation.objects.get().name_ru == "Библиотека"
