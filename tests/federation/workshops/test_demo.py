import pytest
from django.utils import timezone

from federation.workshops.demo.loading import scale
from federation.workshops.models import Participation, PlaceOffer, Workshop
from federation.workshops.rules import may_organise_on
from portal.demo.registry import Demo, rooms_with_demo
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


def test_demo_has_workshops_in_every_state_and_loads_twice_without_change(demo):
    from federation.workshops.demo.loading import load

    before = (Workshop.objects.count(), Participation.objects.count())
    load(demo)
    assert (Workshop.objects.count(), Participation.objects.count()) == before
    rows = Workshop.objects.filter(is_historic=False).with_registration()
    assert set(rows.public().values_list("registration", flat=True)) == {
        "open",
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
    scale(demo, 7)
    assert Workshop.objects.filter(slug__startswith="synthetic-").count() == 7


def test_each_organiser_was_a_member_on_the_day_it_submitted_and_one_is_the_federation(demo):
    scale(demo, 20)
    rows = Workshop.objects.filter(is_historic=False).select_related("organiser")
    for row in rows:
        days = [timezone.localdate(step.at) for step in row.steps.filter(to_state="submitted")]
        assert all(may_organise_on(row.organiser, day) for day in days or [timezone.localdate()]), row.slug
    (own,) = [row for row in rows if row.organiser.is_federation]
    submitted, approved = own.steps.order_by("at")
    assert (submitted.by.email, approved.by.email) == ("secretariat@example.org", "admin@example.org")
