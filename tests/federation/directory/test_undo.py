"""An import is one change: its undo puts back what nobody has touched since, and says what it leaves, and why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, Revision

from federation.directory.actions import forget_old_imports, undo
from federation.directory.actions.undoing import _carry_out
from federation.directory.enums import IMPORTED
from federation.directory.models import Organisation, OrganisationImport, OrganisationName
from portal.accounts.enums import Role
from portal.accounts.registry import erase_for, export_for, subject_of
from portal.content import versions
from tests.federation.membership.factories import MembershipFactory
from tests.portal.accounts.factories import UserFactory

from .factories import OrganisationDescriptionFactory, OrganisationFactory
from .test_admin import IMPORT, post

pytestmark = pytest.mark.django_db
HEAD = "slug,type,name_kk,name_en,city_en,website,state,sources\n"
TABLE = f"""{HEAD}known,city_library,Жаңа атау,New name,Astana,https://new.example.org,draft,"news | https://a.kz/ |  |  |  |  |  | Мақала"
same,city_library,Сол атау,Same name,,,published,
,city_library,Тың кітапхана,Fresh library,,,published,
"""


@pytest.fixture
def known() -> Organisation:
    row = OrganisationFactory(
        slug="known", type="city_library", name_kk="Ескі атау", name_en="Old name", city_en="Almaty"
    )
    row.other_names.set([OrganisationName(text="Бұрынғы", language="kk")])
    row.save()
    return row


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT, preferred_language="en", first_name="Үлгі", last_name="Хатшы")


@pytest.fixture
def secretariat(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def imported(secretariat, known) -> OrganisationImport:
    OrganisationFactory(slug="same", type="city_library", name_kk="Сол атау", name_en="Same name")
    shown = post(secretariat, IMPORT, {"file": SimpleUploadedFile("table.csv", TABLE.encode())})
    assert [line.errors for line in shown.context["lines"]] == [[], [], []]
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    return OrganisationImport.objects.get()


def page_of(record: OrganisationImport, end: str = "") -> str:
    return f"{IMPORT}{record.pk}/{end}"


def facts_of(slug: str) -> dict:
    """The facts of an organisation, without the keys of its names and sources, which are made anew."""
    content = versions.content_of(Organisation.objects.get(slug=slug))
    for name in ("other_names", "sources"):
        content[name] = [{**part, "pk": None} for part in content[name]]
    return content


def change(slug: str, by=None, **facts) -> None:
    row = Organisation.objects.get(slug=slug)
    for name, value in facts.items():
        setattr(row, name, value)
    with LogContext(user=by):
        row.save()


def test_an_undone_import_leaves_everything_as_it_was_but_the_state(known, secretariat, secretary):
    before, number = facts_of("known"), Organisation.objects.count()
    shown = post(secretariat, IMPORT, {"file": SimpleUploadedFile("table.csv", TABLE.encode())})
    post(secretariat, IMPORT, {"table": shown.context["table"]})
    record = OrganisationImport.objects.get()
    assert (record.made_by, record.new_count, record.changed_count) == (secretary, 2, 1)
    assert facts_of("known")["name_en"] == "New name"
    assert post(secretariat, page_of(record, "undo/"), {})["Location"] == page_of(record)
    assert facts_of("known") == {**before, "state": "draft"}
    assert Organisation.objects.count() == number
    assert "Stays: State (an undo never changes it)" in secretariat.get(page_of(record)).content.decode()


def test_the_page_before_says_what_will_happen_and_changes_nothing(secretariat, imported):
    before = facts_of("known")
    page = secretariat.get(page_of(imported, "undo/")).content.decode()
    assert "Put back: Name in Kazakh, Name in English, City in English, Website, Sources" in page
    assert "Organisations put back: 1. Deleted: 1. Left as they are, or in part: 1." in page
    assert facts_of("known") == before
    assert OrganisationImport.objects.get().undone_at is None


def test_what_was_changed_since_stays_and_its_author_is_named(secretariat, imported):
    change("known", by=UserFactory(first_name="Асан", last_name="Үлгі"), city_en="Shymkent")
    change(
        "tyn-kitaphana" if Organisation.objects.filter(slug="tyn-kitaphana") else "fresh-library", city_en="X"
    )
    post(secretariat, page_of(imported, "undo/"), {})
    now = Organisation.objects.get(slug="known")
    assert (now.name_en, now.city_en) == ("Old name", "Shymkent")
    page = secretariat.get(page_of(imported)).content.decode()
    assert "Stays: City in English (changed since by Асан Үлгі" in page.replace("Үлгі Асан", "Асан Үлгі")
    assert Organisation.objects.filter(name_en="Fresh library").exists()


@pytest.mark.parametrize(
    "refer",
    [
        lambda row: OrganisationDescriptionFactory(record=row),
        lambda row: MembershipFactory(organisation=row),
        lambda row: OrganisationFactory(parent=row),
    ],
)
def test_what_others_refer_to_is_not_deleted(secretariat, imported, refer):
    refer(Organisation.objects.get(name_en="Fresh library"))
    post(secretariat, page_of(imported, "undo/"), {})
    assert Organisation.objects.filter(name_en="Fresh library").exists()
    assert "other entries refer to it" in secretariat.get(page_of(imported)).content.decode()


def test_pressed_twice_it_is_undone_once(secretariat, imported):
    post(secretariat, page_of(imported, "undo/"), {})
    change("known", name_en="Third name")
    again = secretariat.post(
        page_of(imported, "undo/"), {}, headers={"sec-fetch-site": "same-origin"}, follow=True
    )
    assert "This import was undone already" in again.content.decode()
    assert Organisation.objects.get(slug="known").name_en == "Third name"


def test_what_was_deleted_meanwhile_is_passed_over(secretariat, imported):
    Organisation.objects.get(name_en="Fresh library").delete()
    post(secretariat, page_of(imported, "undo/"), {})
    assert Organisation.objects.get(slug="known").name_en == "Old name"
    assert "deleted since" in secretariat.get(page_of(imported)).content.decode()


def test_versions_that_are_kept_no_longer_leave_the_organisation(secretariat, imported):
    Revision.objects.filter(pk=imported.rows[0]["before"]).delete()
    post(secretariat, page_of(imported, "undo/"), {})
    assert Organisation.objects.get(slug="known").name_en == "New name"
    assert "no longer kept" in secretariat.get(page_of(imported)).content.decode()


def test_history_tells_of_the_import_and_of_its_undo(secretariat, imported, known):
    post(secretariat, page_of(imported, "undo/"), {})
    page = secretariat.get(f"/admin/snippets/directory/organisation/history/{known.pk}/").content.decode()
    assert "By an import. Edited:" in page
    assert "Undone: import of" in page
    assert page_of(imported) in page
    lines = ModelLogEntry.objects.for_instance(known).order_by("pk")
    assert [line.data.get("import") for line in lines] == [None, None, str(imported.pk), str(imported.pk)]


def test_history_asks_for_the_imports_of_all_its_lines_at_once(secretariat, imported, known):
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            page = secretariat.get(f"/admin/snippets/directory/organisation/history/{known.pk}/")
        assert page.text.count("Open the import") == lines.count()
        return [query["sql"] for query in queries if OrganisationImport._meta.db_table in query["sql"]]

    lines = ModelLogEntry.objects.filter(object_id=str(known.pk), action=IMPORTED)
    assert (lines.count(), len(asked())) == (1, 1)
    for _number in range(2):
        line = lines.first()
        line.pk, line.uuid = None, uuid4()
        line.save(force_insert=True)
    assert (lines.count(), len(asked())) == (3, 1)


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["", "undo/"])
def test_only_those_who_may_import_see_imports_and_nobody_one_that_is_not_there(client, imported, end):
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    assert client.get(page_of(imported, end), follow=True).request["PATH_INFO"] == "/admin/"
    post(client, page_of(imported, "undo/"), {})
    assert OrganisationImport.objects.get().undone_at is None
    client.logout()
    assert client.get(page_of(imported, end)).status_code == 302
    colleague = UserFactory(role=Role.SECRETARIAT)
    client.force_login(colleague)
    assert client.get(page_of(imported, end)).status_code == 200
    assert client.get(f"/{colleague.preferred_language}{IMPORT}{uuid4()}/{end}").status_code == 404


# --- Long ones --------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_batches(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for module in ("importing", "actions.undoing", "views.importing", "views.imports"):
        monkeypatch.setattr(f"federation.directory.{module}.AT_ONCE", 1)


def work() -> None:
    for row in DBTaskResult.objects.filter(status="READY", task_path__startswith="federation.directory"):
        row.set_successful(row.task.call(*row.task_result.args))


def test_a_long_import_is_undone_by_the_worker_and_its_page_says_so(secretariat, imported, small_batches):
    address = post(secretariat, page_of(imported, "undo/"), {})["Location"]
    waiting = secretariat.get(address)
    assert waiting["Refresh"]
    assert Organisation.objects.get(slug="known").name_en == "New name"
    post(secretariat, page_of(imported, "undo/"), {})
    assert DBTaskResult.objects.filter(task_path__endswith="undo_import").count() == 1
    work()
    assert Organisation.objects.get(slug="known").name_en == "Old name"
    assert "Refresh" not in secretariat.get(address)


def test_an_undo_that_was_broken_off_goes_on_where_it_was(imported, secretary, small_batches, monkeypatch):
    done = []

    def dies_at_the_second(step, *of):
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(step)
        _carry_out(step, *of)

    monkeypatch.setattr("federation.directory.actions.undoing._carry_out", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        undo(imported.pk, secretary)
    half = OrganisationImport.objects.get()
    assert (len(half.waiting), half.undone_at) == (len(imported.rows) - 1, None)
    monkeypatch.undo()
    undo(imported.pk, secretary)
    assert OrganisationImport.objects.get().waiting == []
    assert Organisation.objects.get(slug="known").name_en == "Old name"


# --- Lists, time, persons ---------------------------------------------------------------------------------------------


def test_list_of_imports_asks_no_more_for_three_than_for_one(
    secretariat, imported, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60) as one:
        secretariat.get(IMPORT)
    for _number in range(2):
        OrganisationImport.objects.create(
            made_by=imported.made_by, rows=imported.rows, ended_at=timezone.now()
        )
    with django_assert_max_num_queries(60) as three:
        page = secretariat.get(IMPORT).content.decode()
    assert len(three) == len(one)
    assert page.count("Хатшы") == 3


def test_records_of_imports_go_when_their_versions_do(imported, settings):
    assert forget_old_imports() == 0
    assert forget_old_imports(timezone.now() + timedelta(days=settings.VERSIONS_KEPT_DAYS + 1)) == 1
    assert Organisation.objects.get(slug="known").name_en == "New name"


def test_who_imported_is_handed_over_and_erased_with_the_account(imported, secretary):
    assert [row["file_name"] for row in export_for(subject_of(secretary))["imports"]] == [imported.file_name]
    erase_for(subject_of(secretary))
    record = OrganisationImport.objects.get()
    assert (record.made_by, record.file_name) == (None, "")
