"""Places that are kept for members, or for the host's region, until a day."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from federation.directory.models import Region
from federation.people.models import Affiliation
from federation.workshops import actions, jobs
from federation.workshops.actions.keeping import keep_anew
from federation.workshops.actions.places import lock_workshop
from federation.workshops.forms import WorkshopForm
from federation.workshops.models import Participation, Workshop
from federation.workshops.rules import keeping_errors, people_kept_for, what_is_missing
from portal.language import TIME_ZONE
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import MembershipFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.amending import amend, give_places
from tests.federation.workshops.factories import WorkshopFactory, in_days, moment_in
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
KEPT = {"kept_places": 2, "kept_for": "members", "kept_until": in_days(5)}


@pytest.fixture
def workshop():
    return WorkshopFactory(capacity=3, **KEPT)


def of_member(**membership):
    """Somebody who works for a member."""
    user = UserFactory()
    Affiliation.objects.create(person=user.person, organisation=MembershipFactory(**membership).organisation)
    return user


def states(workshop) -> str:
    """The first letters of the states of all who asked, in their order: r(egistered), w(aitlisted), c(ancelled)."""
    rows = Participation.objects.filter(workshop=workshop).order_by("queue_number")
    return "".join(state[0] for state in rows.values_list("state", flat=True))


def counts(workshop) -> tuple[int, int, int]:
    row = Workshop.objects.get(pk=workshop.pk)
    return row.places_taken, row.kept_taken, row.waiting_count


def test_others_take_places_until_only_kept_ones_are_free(workshop):
    for _number in range(2):
        actions.take_place(workshop, UserFactory())
    assert (states(workshop), counts(workshop)) == ("rw", (1, 0, 1))


def test_members_take_kept_places_past_others_who_wait(workshop, letters):
    for user in (UserFactory(), UserFactory(), of_member(), of_member(), of_member()):
        actions.take_place(workshop, user)
    assert (states(workshop), counts(workshop)) == ("rwrrw", (3, 2, 2))


def test_members_take_any_place_that_is_free(workshop):
    for user in (of_member(), of_member(), of_member(), UserFactory()):
        actions.take_place(workshop, user)
    assert (states(workshop), counts(workshop)) == ("rrrw", (3, 3, 1))


def test_place_given_up_goes_to_the_first_but_a_kept_one_to_the_first_for_whom_it_is_kept(workshop):
    members = [of_member() for _number in range(3)]
    others = [UserFactory() for _number in range(3)]
    for user in (others[0], members[0], members[1], others[1], members[2], others[2]):
        actions.take_place(workshop, user)
    assert states(workshop) == "rrrwww"
    actions.cancel_participation(workshop, members[0])  # A kept place: the member passes.
    assert states(workshop) == "rcrwrw"
    actions.cancel_participation(workshop, others[0])  # One that anybody may have.
    assert (states(workshop), counts(workshop)) == ("ccrrrw", (3, 2, 1))


def test_free_kept_places_go_to_those_who_wait_when_the_last_day_is_over(workshop, letters, time_machine):
    waiting = [UserFactory(email=f"w{number}@test.example") for number in range(4)]
    for user in waiting:
        actions.take_place(workshop, user)
    assert (states(workshop), jobs.give_kept_places()) == ("rwww", 0)
    last_day = workshop.kept_until
    time_machine.move_to(f"{last_day}T23:59:59+05:00", tick=False)
    assert jobs.give_kept_places() == 0
    time_machine.move_to(f"{last_day + timedelta(days=1)}T00:00:00+05:00", tick=False)
    assert (jobs.give_kept_places(), jobs.give_kept_places()) == (2, 0)
    assert (states(workshop), counts(workshop)) == ("rrrw", (3, 0, 1))
    moved = [address for kind, address, _language in letters() if kind == "place_moved_up"]
    assert moved == ["w1@test.example", "w2@test.example"]


@pytest.mark.parametrize(
    ("membership", "affiliation", "is_kept"),
    [
        ({}, {}, True),
        ({"until": date(2025, 1, 1)}, {}, False),
        ({"since": date(2999, 1, 1)}, {}, False),
        ({}, {"until": date(2025, 1, 1)}, False),
        ({}, {"since": date(2999, 1, 1)}, False),
        (None, {}, False),
    ],
)
def test_member_is_who_works_today_for_a_member_of_today(workshop, membership, affiliation, is_kept):
    organisation = (
        OrganisationFactory() if membership is None else MembershipFactory(**membership).organisation
    )
    person = PersonFactory()
    Affiliation.objects.create(person=person, organisation=organisation, **affiliation)
    assert people_kept_for(workshop).filter(pk=person.pk).exists() is is_kept


def test_region_is_that_of_the_host_else_of_the_workshop():
    here, there = (Region.objects.get(pk=pk) for pk in ("KZ-55", "KZ-75"))
    people = [PersonFactory(region=region) for region in (here, there, None)]
    workshop = WorkshopFactory(
        **{**KEPT, "kept_for": "host_region"}, host=OrganisationFactory(region=there), region=here
    )
    assert [*people_kept_for(workshop).filter(pk__in=[each.pk for each in people])] == [people[1]]
    workshop.host = None
    assert [*people_kept_for(workshop).filter(pk__in=[each.pk for each in people])] == [people[0]]
    workshop.region = None
    assert not people_kept_for(workshop).exists()


def test_there_cannot_be_fewer_places_than_kept_ones(workshop):
    with pytest.raises(actions.Refused):
        give_places(workshop, 1)


def test_places_and_kept_ones_become_fewer_or_more_in_one_change(workshop, manager):
    amend(workshop, manager, capacity=1, kept_places=1)
    assert counts(workshop) == (0, 0, 0)
    for user in (UserFactory(), of_member()):
        actions.take_place(workshop, user)
    assert states(workshop) == "wr"
    amend(workshop, manager, capacity=5, kept_places=5)
    assert (states(workshop), counts(workshop)) == ("wr", (1, 1, 1))
    amend(workshop, manager, capacity=6, kept_places=5)
    assert (states(workshop), counts(workshop)) == ("rr", (2, 1, 0))


def test_said_anew_for_whom_places_are_kept_those_who_wait_move_up(workshop):
    member, others = of_member(), [UserFactory(), UserFactory()]
    for user in (*others, member):
        actions.take_place(workshop, user)
    assert states(workshop) == "rwr"
    with lock_workshop(workshop.pk) as locked:
        locked.kept_places = 1
        locked.save()
        keep_anew(locked)
    assert (states(workshop), counts(workshop)) == ("rrr", (3, 1, 0))


def test_who_is_merged_brings_along_whether_places_are_kept_for_them(workshop):
    kept, merged = UserFactory(), of_member()
    actions.take_place(workshop, merged)
    actions.take_place(workshop, kept)
    actions.join_turns(kept.person, merged.person)
    assert counts(workshop) == (1, 1, 0)


# --- What is said of it -----------------------------------------------------------------------------------------------


def test_page_says_the_same_to_everybody(workshop, client):
    actions.take_place(workshop, UserFactory())
    address = f"/en/workshops/{workshop.slug}/"
    anonymous = client.get(address).content.decode()
    assert "kept for members of the federation: 2 (until" in anonymous
    assert "Kept places only" in anonymous


def test_place_is_asked_of_a_member_and_the_waitlist_of_others(workshop, client):
    actions.take_place(workshop, UserFactory())
    address = f"/en/desk/workshops/{workshop.slug}/place/"
    for user, words in ((of_member(), "Book a place?"), (UserFactory(), "Join the waitlist?")):
        client.force_login(user)
        assert words in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "open"),
        ({"places_taken": 1}, "kept"),
        ({"places_taken": 1, "waiting_count": 3}, "kept"),
        ({"places_taken": 1, "kept_taken": 1}, "open"),
        ({"places_taken": 2, "kept_taken": 1}, "kept"),
        ({"places_taken": 2, "kept_taken": 2}, "open"),
        ({"places_taken": 2, "kept_taken": 2, "waiting_count": 1}, "full"),
        ({"places_taken": 3, "waiting_count": 1}, "full"),
        ({"places_taken": 1, "kept_until": in_days(0)}, "kept"),
        ({"places_taken": 1, "kept_until": in_days(-1)}, "open"),
        ({"places_taken": 1, "kept_for": ""}, "open"),
        ({"places_taken": 1, "kept_until": None}, "open"),
        ({"places_taken": 1, "kept_places": None}, "open"),
        ({"places_taken": 1, "kept_places": 3, "kept_taken": 0}, "kept"),
    ],
)
def test_registration_state_is_the_same_for_python_and_the_database(change, expected):
    workshop = WorkshopFactory(capacity=3, **{**KEPT, **change})
    assert workshop.registration_state() == expected
    assert Workshop.objects.with_registration().get(pk=workshop.pk).registration == expected


# --- What is asked when a workshop is registered ----------------------------------------------------------------------

CLOSES = datetime(2027, 3, 1, 18, tzinfo=TIME_ZONE)
RIGHT = {
    "capacity": 9,
    "kept_places": 9,
    "kept_for": "members",
    "kept_until": CLOSES.date() - timedelta(days=1),
    "closes": CLOSES,
}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, set()),
        ({"kept_places": None, "kept_for": "", "kept_until": None}, set()),
        ({"kept_places": None}, {"kept_places"}),
        ({"kept_places": 10}, {"kept_places"}),
        ({"kept_for": ""}, {"kept_for"}),
        ({"kept_until": None}, {"kept_until"}),
        ({"kept_until": CLOSES.date()}, {"kept_until"}),
        ({"closes": None, "capacity": None}, set()),
    ],
)
def test_kept_places_are_said_whole_and_within_bounds(change, wrong):
    assert set(keeping_errors(**{**RIGHT, **change})) == wrong


def test_form_and_submission_ask_alike():
    workshop = WorkshopFactory(
        state="draft", capacity=3, **{**KEPT, "kept_places": 4}, applications_close_at=moment_in(days=20)
    )
    assert set(what_is_missing(workshop)) == {"kept_places"}
    until = str(timezone.localdate() + timedelta(days=2))
    data = {"capacity": "3", "kept_places": "4", "kept_for": "members", "kept_until": until}
    form = WorkshopForm(data, organiser=workshop.organiser)
    assert "kept_places" in form.errors


def test_region_must_be_known_where_places_are_kept_for_it():
    host = OrganisationFactory(region=None)
    workshop = WorkshopFactory(
        state="draft",
        capacity=3,
        **{**KEPT, "kept_for": "host_region"},
        host=host,
        region=None,
        attendance_mode="online",
        link="https://meet.example.org/",
    )
    assert set(what_is_missing(workshop)) == {"kept_for"}


def test_what_is_kept_no_more_does_not_bind_the_number_of_places():
    workshop = WorkshopFactory(
        capacity=3, **{**KEPT, "kept_places": 4}, applications_close_at=moment_in(days=20)
    )
    assert set(what_is_missing(workshop)) == {"kept_places"}
    workshop.kept_until = timezone.localdate() - timedelta(days=1)
    assert set(what_is_missing(workshop)) == set()
