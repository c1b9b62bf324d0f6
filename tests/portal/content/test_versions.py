"""Facts have versions: each change by any door leaves one, and they go when their time or their person is over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, Revision

from federation.directory.models import Organisation, OrganisationName
from federation.people.models import Person
from federation.people.personal_data import empty
from portal.accounts.enums import Role
from portal.content import versions
from portal.content.jobs import thin_versions
from portal.content.models.versioned import versioned_models
from resources.models import Material, Topic
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def names(row) -> list[str]:
    """What the versions call an organisation, the oldest first."""
    return [version.content["name_en"] for version in reversed(versions.versions_of(row))]


@pytest.fixture
def row():
    return OrganisationFactory(name_en="Tengri Library", name_kk="")


def test_creation_and_change_leave_a_version_and_a_line_each(row):
    row.name_en = "Tengri City Library"
    row.save()
    first, second = reversed(versions.versions_of(row))
    assert names(row) == ["Tengri Library", "Tengri City Library"]
    lines = ModelLogEntry.objects.for_instance(row).order_by("pk")
    assert [(line.action, line.revision_id) for line in lines] == [
        ("wagtail.create", first.pk),
        ("wagtail.edit", second.pk),
    ]
    assert lines[1].data == {"changed": ["name_en"]}
    assert Organisation.objects.get().latest_revision_id == second.pk


def test_saving_without_a_change_leaves_nothing(row):
    Organisation.objects.get().save()
    assert versions.versions_of(row).count() == 1
    assert ModelLogEntry.objects.for_instance(row).count() == 1


def test_saving_what_is_no_fact_does_not_look_at_versions():
    workshop = WorkshopFactory()
    workshop.calendar_sequence += 1
    with CaptureQueriesContext(connection) as asked:
        workshop.save(update_fields=["calendar_sequence"])
    assert not [query for query in asked if "wagtailcore_revision" in query["sql"]]


def test_a_row_that_had_no_version_keeps_what_it_was_before_its_first_change(row):
    Revision.objects.all().delete()  # As after an upgrade, or a row made in bulk.
    fresh = Organisation.objects.get()
    fresh.name_en = "Another"
    fresh.save()
    assert names(row) == ["Tengri Library", "Another"]
    assert versions.versions_of(row).last().user is None


def test_one_request_makes_one_version_of_a_row_by_whoever_sent_it(row):
    user = UserFactory()
    with LogContext(user=user):
        for name in ("One", "Two", "Three"):
            row.name_en = name
            row.save()
    assert names(row) == ["Tengri Library", "Three"]
    line = ModelLogEntry.objects.for_instance(row).first()
    assert (line.user, line.data) == (user, {"changed": ["name_en"]})
    with LogContext(user=user):
        row.name_en = "Four"
        row.save()
    assert names(row) == ["Tengri Library", "Three", "Four"]


def test_several_rows_of_one_request_have_a_line_each_in_their_histories(client):
    editor = UserFactory(role=Role.EDITOR)
    client.force_login(editor)
    with LogContext(user=editor):
        rows = [OrganisationFactory(), OrganisationFactory()]
    for one in rows:
        view = client.get(f"/admin/snippets/directory/organisation/history/{one.pk}/")
        assert len(view.context["object_list"]) == 1


def test_a_change_that_fails_leaves_no_version(row):
    with pytest.raises(RuntimeError), transaction.atomic(), LogContext():
        row.name_en = "Never"
        row.save()
        raise RuntimeError
    assert names(row) == ["Tengri Library"]


def test_a_request_whose_first_attempt_was_undone_makes_a_version_of_its_second(row):
    """As a request that runs again after a deadlock."""
    with LogContext():
        for _attempt in range(2):
            with transaction.atomic():
                row.name_en = "Again"
                row.save()
                transaction.set_rollback(_attempt == 0)
            row = Organisation.objects.get()
    assert names(row) == ["Tengri Library", "Again"]


def test_rows_that_are_part_of_it_and_choices_are_facts_too(row):
    row.other_names.set([OrganisationName(text="Old Library", language="en")])
    row.save()
    material, topic = MaterialFactory(), Topic.objects.first()
    material.topics.add(topic)
    topic.materials.remove(material)
    assert versions.versions_of(row).first().content["other_names"][0]["text"] == "Old Library"
    assert [version.content["topics"] for version in reversed(versions.versions_of(material))][-2:] == [
        [topic.pk],
        [],
    ]


def test_a_return_leaves_out_rows_that_are_gone():
    region = OrganisationFactory(region_id="KZ-55")
    parent = OrganisationFactory()
    region.parent = parent
    region.save()
    version = versions.versions_of(region).first()
    Organisation.objects.filter(pk=region.pk).update(parent=None)
    parent.delete()
    was = Organisation.objects.get(pk=region.pk).with_content_json(version.content)
    assert (was.parent_id, was.region_id) == (None, "KZ-55")


@pytest.mark.parametrize("model", versioned_models(), ids=lambda model: model._meta.label)
def test_what_stays_is_a_fact_of_the_row(model):
    """A name that is mistyped there would be put back."""
    assert model.never_reverted <= versions.fact_names(model)
    assert getattr(model, "told_by_letters", frozenset()) <= versions.fact_names(model)


def test_what_letters_have_told_goes_back_only_while_a_workshop_is_a_draft():
    workshop = WorkshopFactory(state="approved", city="Павлодар", capacity=20)
    was = versions.versions_of(workshop).first().content
    workshop.city, workshop.capacity, workshop.state = "Астана", 30, "cancelled"
    workshop.starts_on += timedelta(days=1)
    workshop.save()
    back = workshop.with_content_json(was)
    assert (back.city, back.capacity, back.state, back.starts_on) == (
        "Астана",
        30,
        "cancelled",
        workshop.starts_on,
    )
    workshop.state = "draft"
    workshop.save()
    back = workshop.with_content_json(was)
    assert (back.city, back.capacity, back.state) == ("Павлодар", 20, "draft")


def test_what_was_read_before_somebody_else_saved_makes_no_version_of_what_no_longer_stands(row):
    one, other = Organisation.objects.get(), Organisation.objects.get()
    other.name_en = "Two"
    other.save()
    one.website = "https://x.example.org/"
    one.save(update_fields=["website"])
    newest = versions.versions_of(row).first()
    assert (newest.content["name_en"], newest.content["website"]) == ("Two", "https://x.example.org/")
    assert ModelLogEntry.objects.for_instance(row).first().data == {"changed": ["website"]}


def test_a_key_saved_by_the_name_of_its_column_is_a_fact():
    workshop, other = WorkshopFactory(), OrganisationFactory()
    workshop.host = other
    workshop.save(update_fields=["host_id"])
    assert versions.versions_of(workshop).first().content["host"] == other.pk


def test_a_row_knows_its_latest_version_also_when_nothing_differs(row):
    Revision.objects.all().delete()
    Organisation.objects.get().save()
    assert Organisation.objects.get().latest_revision == versions.versions_of(row).get()
    one, other = Organisation.objects.get(), Organisation.objects.get()
    for same in (one, other):
        same.name_en = "The same"
        same.save()
    assert Organisation.objects.get().latest_revision == versions.versions_of(row).first()


# --- Time and persons -----------------------------------------------------------------------------------------------


def of_days(row, *days: int) -> None:
    """Gives the row a version of each of so many days ago."""
    for number in days:
        row.name_en = f"{number} days ago"
        row.save()
        Revision.objects.filter(pk=row.latest_revision_id).update(created_at=NOW - timedelta(days=number))


def test_old_versions_are_thinned_to_the_last_of_each_month(row, settings):
    settings.VERSIONS_KEPT_DAYS = 365
    Revision.objects.filter(pk=row.latest_revision_id).update(created_at=NOW - timedelta(days=500))
    of_days(row, 401, 400, 399, 366, 365, 10, 9, 8)
    assert versions.thin(Organisation, NOW) == 2
    assert names(row) == [
        "Tengri Library", "399 days ago", "366 days ago", "365 days ago", "10 days ago", "9 days ago", "8 days ago",
    ]  # fmt: skip
    assert versions.thin(Organisation, NOW) == 0


def test_the_latest_version_stays_however_old_it_is(row):
    of_days(row, 402, 401)
    Revision.objects.filter(pk=row.latest_revision_id).update(created_at=NOW - timedelta(days=403))
    versions.thin(Organisation, NOW)
    assert Organisation.objects.get().latest_revision is not None


def test_a_thinned_version_is_offered_by_no_line_of_the_history(row, client):
    of_days(row, 401, 400, 399)
    thin_versions()
    client.force_login(UserFactory(role=Role.EDITOR))
    page = client.get(f"/admin/snippets/directory/organisation/history/{row.pk}/").text
    lines = ModelLogEntry.objects.for_instance(row)
    assert lines.count() == 4
    assert not lines.exclude(revision=None).exclude(revision__in=Revision.objects.all()).exists()
    assert page.count("/revert/") == versions.versions_of(row).count() - 1


def test_who_is_erased_is_in_no_version_and_no_history():
    mark = "Zhasyryn"
    person = PersonFactory(
        full_name=f"{mark} Үлгі", latin_name=mark, other_names=mark, email=f"{mark}@example.org"
    )
    person.full_name = f"{mark} Жаңа"
    person.save()
    assert Revision.objects.filter(content__icontains=mark).count() == 2
    empty(person)
    assert not [
        one for one in Revision.objects.all() if mark.lower() in f"{one.content} {one.object_str}".lower()
    ]
    assert not [
        line for line in ModelLogEntry.objects.all() if mark.lower() in f"{line.label} {line.data}".lower()
    ]


def test_a_person_whose_names_are_cleared_by_hand_keeps_no_versions():
    """As the admin advises for somebody without an account."""
    person = PersonFactory(full_name="Үлгі Адам", user=None)
    person = Person.objects.get(pk=person.pk)
    person.full_name = person.latin_name = person.other_names = ""
    person.email = None
    person.save()
    person.save()
    connection.check_constraints()
    assert not versions.versions_of(person).exists()


def test_versions_go_with_their_row(row):
    row.delete()
    assert not Revision.objects.filter(object_id=str(row.pk), content__has_key="name_en").exists()


def test_a_copy_in_memory_is_not_changed_by_a_look_at_a_version():
    material = MaterialFactory()
    content = versions.content_of(material)
    was = material.as_it_was({**content, "version": "9"})
    assert (was.version, Material.objects.get(pk=material.pk).version) == ("9", material.version)
