import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from wagtail.models import ModelLogEntry

from federation.directory.forms import line_of
from federation.directory.models import Organisation, OrganisationDescription, OrganisationSource, Region
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.language import LANGUAGES
from tests.portal.accounts.factories import UserFactory

from .factories import OrganisationFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/directory/organisation/"
IMPORT = f"{LIST}import/"


@pytest.fixture
def secretariat(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT, preferred_language="ru"))
    return client


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(role=Role.EDITOR))
    return client


def post(client, path: str, data: dict):
    return client.post(path, data, headers={"sec-fetch-site": "same-origin"})


def upload(client, text: str, name: str = "table.csv"):
    return post(client, IMPORT, {"file": SimpleUploadedFile(name, text.encode())})


def form_data(**changes) -> dict:
    empty = {
        f"{rows}-{key}": 0 for rows in ("other_names", "sources") for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    fields = [
        "name_kk",
        "name_ru",
        "name_en",
        "name_latin",
        "parent",
        "region",
        "city_kk",
        "city_ru",
        "city_en",
        "address_kk",
        "address_ru",
        "address_en",
        "lat",
        "lon",
        "website",
        "founded_year",
        "confirmed_year",
        "remark_kk",
        "remark_ru",
        "remark_en",
        "internal_note",
        "checked_on",
        "slug",
    ]
    given = {
        "type": "city_library",
        "status": "active",
        "confidence": "high",
        "state": "published",
        "founded_certainty": "exact",
    }
    return {**dict.fromkeys(fields, ""), **empty, **given, **changes}


def source_data(**given) -> dict:
    """One source as the form sends it."""
    names = ("url", "publisher_kk", "publisher_ru", "publisher_en", "title", "title_language", "read_on")
    row = {**dict.fromkeys(names, ""), "kind": "other", **given}
    return {"sources-TOTAL_FORMS": 1} | {f"sources-0-{name}": value for name, value in row.items()}


def test_editor_changes_an_organisation_and_history_tells(editor):
    organisation = OrganisationFactory(slug="old", name_kk="Ескі")
    answer = post(
        editor,
        f"{LIST}edit/{organisation.pk}/",
        form_data(
            name_kk="Жаңа", slug="new", **source_data(kind="news", url="https://a.kz/", title="Мақала")
        ),
    )
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.name_kk == "Жаңа"
    assert [line_of(source) for source in organisation.sources.all()] == [
        "news | https://a.kz/ |  |  |  |  |  | Мақала"
    ]
    (change, _creation) = ModelLogEntry.objects.for_instance(organisation)
    assert (change.action, change.user) == (
        "wagtail.edit",
        User.objects.get(pk=editor.session["_auth_user_id"]),
    )
    assert change.data["changed"] == ["slug", "name_kk", "confidence", "sources"]
    assert editor.get(f"{LIST}history/{organisation.pk}/").status_code == 200
    assert editor.get(f"{LIST}inspect/{organisation.pk}/").status_code == 200


def test_changed_address_leads_from_the_old_in_each_language(editor, language):
    organisation = OrganisationFactory(slug="old", name_kk="Ескі")
    post(editor, f"{LIST}edit/{organisation.pk}/", form_data(name_kk="Ескі", slug="new"))
    editor.logout()
    answer = editor.get(f"/{language}/directory/old/")
    assert (answer.status_code, answer["Location"]) == (301, f"/{language}/directory/new/")


def test_new_organisation_gets_its_address_from_its_name(secretariat):
    answer = post(secretariat, f"{LIST}add/", form_data(name_kk="Ғылым ордасы"))
    assert answer.status_code == 302
    assert Organisation.objects.get().slug == "ghylym-ordasy"


def test_source_that_cites_nothing_is_refused(secretariat):
    answer = post(secretariat, f"{LIST}add/", form_data(name_kk="Атау", **source_data(kind="news")))
    assert answer.status_code == 200
    assert not Organisation.objects.exists()


def test_former_name_entered_in_the_admin_finds_the_organisation(secretariat):
    organisation = OrganisationFactory(name_kk="Жаңа")
    names = {
        "other_names-TOTAL_FORMS": 1,
        "other_names-0-text": "Бұрынғы",
        "other_names-0-language": "kk",
        "other_names-0-kind": "former",
        "other_names-0-used_from": "",
        "other_names-0-used_until": "",
    }
    post(
        secretariat,
        f"{LIST}edit/{organisation.pk}/",
        form_data(name_kk="Жаңа", slug=organisation.slug, **names),
    )
    assert list(Organisation.objects.matching("бурынгы")) == [organisation]


def test_editor_neither_adds_nor_removes_nor_imports(editor):
    organisation = OrganisationFactory()
    for path in (f"{LIST}add/", f"{LIST}delete/{organisation.pk}/", IMPORT):
        assert editor.get(path).status_code == 302
    assert Organisation.objects.count() == 1


def test_reviewer_does_not_get_in(client):
    client.force_login(UserFactory(role=Role.REVIEWER))
    assert client.get(LIST).status_code == 302


def test_list_filters_and_finds_in_any_spelling(editor):
    OrganisationFactory(name_kk="Қызылорда кітапханасы", state="draft")
    OrganisationFactory(name_kk="Ақтау кітапханасы")
    answer = editor.get(f"{LIST}?q=кызылорда&state=draft")
    assert [str(row) for row in answer.context["object_list"]] == ["Қызылорда кітапханасы"]


def test_csv_export_defuses_formulas_and_can_be_imported_again(secretariat):
    organisation = OrganisationFactory(
        slug="x", name_kk="=1+1", region_id="KZ-55", internal_note="@SUM(A1)", remark_kk="=2+2"
    )
    OrganisationSource.objects.create(organisation=organisation, title="а, б | в", title_language="kk")
    OrganisationSource.objects.create(
        organisation=organisation,
        kind="news",
        url="https://a.kz/",
        publisher_ru="Газета",
        read_on=date(2026, 11, 5),
    )
    text = b"".join(secretariat.get(f"{LIST}?export=csv").streaming_content).decode("utf-8-sig")
    assert "'=1+1" in text and "'@SUM(A1)" in text
    lines = upload(secretariat, text).context["lines"]
    assert [(line.is_new, line.changes, line.errors) for line in lines] == [(False, [], [])]


def test_xlsx_export_is_offered(secretariat):
    OrganisationFactory()
    assert secretariat.get(f"{LIST}?export=xlsx").status_code == 200


def test_import_shows_first_and_changes_only_when_told(secretariat):
    OrganisationFactory(slug="known", name_kk="Ескі", internal_note="қалады")
    shown = upload(
        secretariat, "slug,name_kk,type,region\nknown,Жаңа,city_library,KZ-55\n,Тың,association,\n"
    )
    assert [(line.number, line.is_new, line.errors) for line in shown.context["lines"]] == [
        (2, False, []),
        (3, True, []),
    ]
    assert list(Organisation.objects.values_list("name_kk", flat=True)) == ["Ескі"]
    answer = post(secretariat, IMPORT, {"table": shown.context["table"]})
    assert answer.status_code == 302
    known = Organisation.objects.get(slug="known")
    assert (known.name_kk, known.region_id, known.internal_note) == ("Жаңа", "KZ-55", "қалады")
    assert Organisation.objects.get(name_kk="Тың").type == "association"
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(known)] == [
        "directory.import",
        "wagtail.create",
    ]


def test_import_reads_sources_one_a_line(secretariat):
    """An address or a title alone will do; the export writes all parts."""
    organisation = OrganisationFactory(slug="known")
    OrganisationSource.objects.create(organisation=organisation, url="https://old.kz/")
    lines = "https://a.kz/|2026-11-05\nІргетас кітабы\nnews | https://b.kz/ || Газет"
    shown = upload(secretariat, f'slug,sources\nknown,"{lines}"\n')
    assert [line.errors for line in shown.context["lines"]] == [[]]
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    assert [line_of(source) for source in organisation.sources.all()] == [
        "other | https://a.kz/ | 2026-11-05",
        "other |  |  |  |  |  |  | Іргетас кітабы",
        "news | https://b.kz/ |  | Газет",
    ]


@pytest.mark.parametrize(
    "line", ["news | no address", "news | https://a.kz/ | yesterday", "news", "own_site ||||||xx|T"]
)
def test_import_names_the_source_that_it_cannot_read(secretariat, line):
    OrganisationFactory(slug="known")
    (found,) = upload(secretariat, f'slug,sources\nknown,"{line}"\n').context["lines"]
    assert len(found.errors) == 1 and line in found.errors[0]


def test_import_with_one_bad_row_changes_nothing_and_names_such_rows_first(secretariat):
    shown = upload(
        secretariat, "slug;name_kk;type;region\na;Бір;city_library;\nb;Екі;castle;KZ-99\na;Үш;city_library;\n"
    )
    lines = shown.context["lines"]
    assert [(line.number, len(line.errors)) for line in lines] == [(3, 2), (4, 1), (2, 0)]
    assert "Новых: " not in shown.text  # What would happen, when nothing does.
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    assert Organisation.objects.count() == 0


def test_import_reads_workbooks(secretariat):
    workbook = Workbook()
    workbook.active.append(["slug", "name_ru", "type", "founded_year"])
    workbook.active.append(["x", "Библиотека", "city_library", 1932])
    content = io.BytesIO()
    workbook.save(content)
    shown = post(secretariat, IMPORT, {"file": SimpleUploadedFile("table.xlsx", content.getvalue())})
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    assert Organisation.objects.values_list("slug", "name_ru", "founded_year").get() == (
        "x",
        "Библиотека",
        1932,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04nonsense",
        b"nonsense\n1\n",
        b"slug,slug\n1,2\n",
        b"a" * (2 * 1024 * 1024 + 1),
    ],
)
def test_import_of_a_file_that_is_no_table_says_why(secretariat, content):
    shown = post(secretariat, IMPORT, {"file": SimpleUploadedFile("table.csv", content)})
    assert shown.status_code == 200
    assert list(shown.context["form"].errors) == ["file"]


def test_import_is_carried_out_by_nobody_but_whom_it_was_shown(secretariat):
    """A table of somebody else would stand in the history under the wrong name."""
    shown = upload(secretariat, "slug,name_kk,type\nx,Атау,city_library\n")
    other = Client()
    other.force_login(UserFactory(role=Role.SECRETARIAT))
    answer = post(other, IMPORT, {"table": shown.context["table"]})
    assert (answer.status_code, answer["Location"]) == (302, IMPORT)
    assert not Organisation.objects.exists()
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    assert Organisation.objects.get().slug == "x"


@pytest.mark.parametrize(("seconds", "made"), [(3599, 1), (3601, 0)])
def test_import_is_carried_out_within_an_hour_of_its_look(secretariat, time_machine, seconds, made):
    moment = datetime(2026, 3, 10, 9, tzinfo=UTC)
    time_machine.move_to(moment, tick=False)
    secretariat.force_login(UserFactory(role=Role.SECRETARIAT))
    shown = upload(secretariat, "slug,name_kk,type\nx,Атау,city_library\n")
    time_machine.move_to(moment + timedelta(seconds=seconds), tick=False)
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    assert Organisation.objects.count() == made


def test_import_confirmed_with_a_forged_table_is_refused(secretariat):
    assert post(secretariat, IMPORT, {"table": "forged"}).status_code == 302
    assert Organisation.objects.count() == 0


def test_text_is_written_published_and_shown(editor):
    organisation = OrganisationFactory(slug="x")
    path = "/admin/snippets/directory/organisationdescription/"
    intro = '{"blocks":[{"key":"a","text":"Сәлем","type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    data = {"record": organisation.pk, "language": "kk", "intro": intro}
    assert post(editor, f"{path}add/", data).status_code == 302
    assert not OrganisationDescription.objects.get().live
    assert "Сәлем" not in editor.get("/kk/directory/x/").content.decode()
    text = OrganisationDescription.objects.get()
    assert post(editor, f"{path}edit/{text.pk}/", {**data, "action-publish": "1"}).status_code == 302
    assert "Сәлем" in editor.get("/kk/directory/x/").content.decode()


def test_preview_shows_the_text_in_its_language(editor):
    from .factories import OrganisationDescriptionFactory

    text = OrganisationDescriptionFactory(language="en", intro="<p>Words</p>")
    answer = text.make_preview_request()
    assert "Words" in answer.content.decode()


def test_the_list_of_texts_leads_to_each_text(editor):
    organisation = OrganisationFactory()
    text = OrganisationDescription.objects.create(
        record=organisation, language="ru", intro="<p>Кому служит.</p>"
    )
    page = editor.get("/admin/snippets/directory/organisationdescription/").content.decode()
    assert f"/admin/snippets/directory/organisationdescription/edit/{text.pk}/" in page


def test_organisations_stand_in_the_order_of_the_readers_alphabet(secretariat):
    Organisation.objects.all().delete()
    for name in ("Яблоко", "Ёлка", "Жамбыл"):
        OrganisationFactory(name_kk=name, name_ru=name, name_en=name)
    rows = secretariat.get(LIST).context["object_list"]
    assert [row.name_ru for row in rows] == ["Ёлка", "Жамбыл", "Яблоко"]


def test_region_keeps_its_code_whatever_else_changes(secretariat):
    region = Region.objects.get(code="KZ-55")
    names = {
        f"{field}_{code}": getattr(region, f"{field}_{code}")
        for field in ("name", "capital")
        for code in LANGUAGES
    }
    post(
        secretariat,
        "/admin/snippets/directory/region/edit/KZ-55/",
        {
            **names,
            "name_en": "Pavlodar Oblast",
            "code": "KZ-99",
            "kind": region.kind,
            "lat": region.lat,
            "lon": region.lon,
        },
    )
    assert list(Region.objects.filter(name_en="Pavlodar Oblast").values_list("pk", flat=True)) == ["KZ-55"]
    assert Region.objects.count() == 20
