import pytest
from django.apps import apps
from django.db.models import F
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from federation.workshops import actions
from federation.workshops.contents.readings import names_changed
from federation.workshops.demo import texts
from federation.workshops.demo.loading import scale
from federation.workshops.jobs import end_unconfirmed_places, remind_of_held_places, tell_of_held_places
from federation.workshops.models import PlaceOffer, Workshop
from federation.workshops.presenters.journal import public_changes_of
from federation.workshops.rules import may_organise_on
from portal.demo.registry import Demo, rooms_with_demo
from portal.journal.models import Step, WishedChange
from portal.mail.models import Letter
from tests import services
from tests.markup import plain

pytestmark = [pytest.mark.django_db, services.asked_once]


@pytest.fixture
def demo(settings):
    settings.IS_DEMO = True
    made = Demo(password="demo password 1")
    for module in rooms_with_demo():
        if module.__name__.startswith(("portal.accounts", "federation.directory", "federation.people",
                                       "federation.membership", "federation.workshops")):  # fmt: skip
            module.load(made)
    return made


def counted() -> list[int]:
    """How many rows of workshops there are, by their models."""
    models = [*apps.get_app_config("workshops").get_models(), Step, WishedChange, Letter]
    return [model._base_manager.count() for model in models]


def test_demo_has_workshops_in_every_state_and_loads_twice_without_change(demo):
    from federation.workshops.demo.loading import load

    before = counted()
    load(demo)
    assert counted() == before
    rows = Workshop.objects.filter(is_historic=False).with_registration()
    assert set(rows.public().values_list("registration", flat=True)) == {
        "open",
        "kept",
        "full",
        "coming",
        "closed",
        "past",
        "cancelled",
    }
    assert set(rows.values_list("state", flat=True)) == {
        "draft",
        "submitted",
        "returned",
        "approved",
        "cancelled",
    }
    assert {row.host.is_demo for row in rows.select_related("host")} == {True}
    for row in rows.public():
        registered, waiting = row.participations.registered().count(), row.participations.waitlisted().count()
        held = PlaceOffer.objects.open().filter(workshop=row).count()
        assert (row.places_taken, row.waiting_count) == (registered + held, waiting)


def test_demo_keeps_places_and_holds_one_for_the_demo_librarian(demo):
    assert Workshop.objects.get(slug="demo-management-open").kept_free(timezone.localdate()) == 5
    assert PlaceOffer.objects.open().to(demo.made["person:librarian"].user).count() == 1


def test_changed_workshop_tells_everybody_what_has_changed_and_who_changed_it_stands_on_the_desk(
    client, demo, language
):
    workshop = Workshop.objects.get(slug="demo-management-open")
    page = strip_tags(client.get(workshop.url_in(language)).text)
    for words in (texts.FORMER_VENUES, texts.VENUES):
        assert words[language] in page
    assert [step.by.email for step in workshop.steps.filter(verb="amended").order_by("at")] == [
        "manager@example.org",
        "contributor@example.org",
    ]
    with override(language):
        changed = public_changes_of(workshop)
    assert len(changed) == 2 and all(change.changes for change in changed)


def test_what_waits_asks_for_days_and_another_host_and_can_be_approved(demo):
    change = WishedChange.objects.waiting().get()
    assert {"starts_on", "ends_on", "host", "region", "city"} == {*change.wished}
    assert names_changed(change.stood, change.wished) != []
    actions.approve_change(change, demo.made["user:secretariat"])
    workshop = Workshop.objects.get(pk=change.about_id)
    assert (workshop.host_id, workshop.starts_on.isoformat()) == (
        change.wished["host"],
        change.wished["starts_on"],
    )
    assert workshop.hosting.is_open


def test_who_pays_is_named_in_the_working_language_and_marked_for_other_readers(client, demo):
    workshop = Workshop.objects.get(slug="demo-members-full")
    payer = "Вымышленная городская библиотека: зал и техника бесплатно"
    page = plain(client.get(workshop.url_in("en")).text)
    assert f'<dd lang="ru">{payer}</dd>' in page
    assert f"<dd>{payer}</dd>" in plain(client.get(workshop.url_in("ru")).text)


def test_historic_workshop_belongs_to_the_library_association(demo):
    assert Workshop.objects.get(is_historic=True).host.slug == "lark"


def test_scale_adds_what_is_missing(demo):
    scale(demo, 5)
    before = counted()
    scale(demo, 5)
    assert counted() == before
    scale(demo, 12)
    rows = Workshop.objects.filter(slug__startswith="synthetic-")
    assert rows.count() == 12
    assert PlaceOffer.objects.filter(workshop__in=rows).exists()
    assert not PlaceOffer.objects.open().filter(workshop__in=rows).exists()
    elsewhere = rows.exclude(host=F("organiser"))
    assert [row.hosting.is_shown for row in elsewhere] == [True] * elsewhere.count() != []
    for row in rows:
        steps = list(row.steps.all())
        assert [step.to_state for step in steps] in (["submitted", "approved"], [])
        assert all(step.at < timezone.now() for step in steps)
    assert Step.objects.about_any(Workshop).filter(about_id__in=rows.values("pk")).exists()
    assert (end_unconfirmed_places(), remind_of_held_places(), tell_of_held_places()) == (0, 0, 0)
    assert not Letter.objects.filter(address__startswith="synthetic").exists()


def test_each_organiser_was_a_member_on_the_day_it_submitted_and_one_is_the_federation(demo):
    scale(demo, 20)
    rows = Workshop.objects.filter(is_historic=False).select_related("organiser")
    for row in rows:
        days = [timezone.localdate(step.at) for step in row.steps.filter(to_state="submitted")]
        assert all(may_organise_on(row.organiser, day) for day in days or [timezone.localdate()]), row.slug
    (own,) = [row for row in rows if row.organiser.is_federation]
    submitted, approved = own.steps.order_by("at")
    assert (submitted.by.email, approved.by.email) == ("secretariat@example.org", "admin@example.org")
