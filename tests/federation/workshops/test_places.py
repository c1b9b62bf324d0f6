import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from federation.workshops import actions
from federation.workshops.actions import places
from federation.workshops.models import Participation, Workshop
from portal.accounts.registry import erase_for, export_for, subject_of
from portal.journal.models import Step, WishedChange
from tests.federation.workshops.amending import ask, give_places
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, in_days, moment_in
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory(capacity=2)


@pytest.fixture
def people():
    return [UserFactory(email=f"p{number}@test.example") for number in range(5)]


def queue(workshop) -> list[tuple[str, str]]:
    rows = Participation.objects.filter(workshop=workshop).order_by("queue_number")
    return [(row.person.user.email.partition("@")[0], row.state) for row in rows]


def counts(workshop) -> tuple[int, int]:
    row = Workshop.objects.get(pk=workshop.pk)
    return row.places_taken, row.waiting_count


def test_places_go_to_those_who_ask_first_then_there_is_a_waitlist(workshop, people, letters):
    for user in people[:3]:
        actions.take_place(workshop, user)
    assert queue(workshop) == [("p0", "registered"), ("p1", "registered"), ("p2", "waitlisted")]
    assert counts(workshop) == (2, 1)
    assert letters() == [
        ("place_taken", "p0@test.example", "kk"),
        ("place_taken", "p1@test.example", "kk"),
        ("place_waitlisted", "p2@test.example", "kk"),
    ]


def test_asking_twice_makes_one_row_and_one_letter(workshop, people, letters):
    first = actions.take_place(workshop, people[0])
    assert actions.take_place(workshop, people[0]) == first
    assert (Participation.objects.count(), len(letters())) == (1, 1)


def test_next_on_the_waitlist_moves_up_when_a_place_is_given_up(workshop, people, letters):
    for user in people[:4]:
        actions.take_place(workshop, user)
    actions.cancel_participation(workshop, people[0])
    assert queue(workshop) == [
        ("p0", "cancelled"), ("p1", "registered"), ("p2", "registered"), ("p3", "waitlisted"),
    ]  # fmt: skip
    assert counts(workshop) == (2, 1)
    assert [letter for letter in letters() if letter[0] in ("place_moved_up", "place_given_up")] == [
        ("place_given_up", "p0@test.example", "kk"),
        ("place_moved_up", "p2@test.example", "kk"),
    ]


def test_giving_up_twice_moves_one_person_up(workshop, people):
    for user in people:
        actions.take_place(workshop, user)
    actions.cancel_participation(workshop, people[0])
    actions.cancel_participation(workshop, people[0])
    assert counts(workshop) == (2, 2)


def test_who_comes_back_begins_at_the_end_of_the_waitlist(workshop, people):
    for user in people[:4]:
        actions.take_place(workshop, user)
    actions.cancel_participation(workshop, people[0])
    back = actions.take_place(workshop, people[0])
    assert (back.state, back.waitlist_position) == ("waitlisted", 2)
    assert Participation.objects.count() == 4


def test_leaving_the_waitlist_moves_nobody_up(workshop, people):
    for user in people[:4]:
        actions.take_place(workshop, user)
    actions.cancel_participation(workshop, people[2])
    assert counts(workshop) == (2, 1)
    assert Participation.objects.get(person__user=people[3]).waitlist_position == 1


def test_more_places_let_those_who_wait_move_up_in_their_order(workshop, people, letters):
    for user in people:
        actions.take_place(workshop, user)
    give_places(workshop, 4)
    give_places(workshop, 4)
    assert [state for _name, state in queue(workshop)] == ["registered"] * 4 + ["waitlisted"]
    assert counts(workshop) == (4, 1)
    assert [address for kind, address, _language in letters() if kind == "place_moved_up"] == [
        "p2@test.example", "p3@test.example",
    ]  # fmt: skip


def test_there_cannot_be_fewer_places_than_people_who_have_one(workshop, people):
    for user in people[:2]:
        actions.take_place(workshop, user)
    with pytest.raises(actions.Refused):
        give_places(workshop, 1)
    assert Workshop.objects.get(pk=workshop.pk).capacity == 2


def test_there_can_be_just_as_many_places_as_people_who_have_one(workshop, people):
    give_places(workshop, 4)
    for user in people[:3]:
        actions.take_place(workshop, user)
    give_places(workshop, 3)
    assert Workshop.objects.get(pk=workshop.pk).capacity == 3
    with pytest.raises(actions.Refused):
        give_places(workshop, 2)
    late = actions.take_place(workshop, people[3])
    assert (late.state, counts(workshop)) == ("waitlisted", (3, 1))


def test_workshop_where_nobody_has_a_place_keeps_one(workshop):
    assert give_places(workshop, 1) == 1
    with pytest.raises(actions.Refused):
        give_places(workshop, 0)


@pytest.mark.parametrize(
    "change", [{"state": "submitted"}, {"state": "cancelled"}, {"starts_on": in_days(-9)}]
)
def test_places_of_a_workshop_that_takes_nobody_any_more_stay_what_they_are(change):
    workshop = WorkshopFactory(**change)
    with pytest.raises(actions.Refused):
        give_places(workshop, 9)
    assert Workshop.objects.get(pk=workshop.pk).capacity == 2


def test_newcomer_does_not_pass_those_who_wait_though_a_place_is_free(workshop, people):
    """Nobody has moved up yet, for whatever reason: the free place is theirs."""
    ParticipationFactory(workshop=workshop, person=people[0].person, state="waitlisted")
    newcomer = actions.take_place(workshop, people[1])
    assert queue(workshop) == [("p0", "waitlisted"), ("p1", "waitlisted")]
    give_places(workshop, 3)
    assert queue(workshop) == [("p0", "registered"), ("p1", "registered")]
    assert newcomer.waitlist_position == 2


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_place_that_is_given_up_goes_to_the_first_who_waits_though_somebody_asks_at_that_moment(
    workshop, people, monkeypatch
):
    for user in people[:3]:
        actions.take_place(workshop, user)
    move_up, asking = places._move_up, []

    def ask() -> None:
        try:
            actions.take_place(workshop, people[3])
        finally:
            connection.close()

    def move_up_later(*arguments) -> None:
        """The place is given up, nobody has it yet: now the newcomer asks, and finds the workshop locked."""
        asking.append(threading.Thread(target=ask))
        asking[0].start()
        asking[0].join(0.3)
        assert asking[0].is_alive()
        move_up(*arguments)

    monkeypatch.setattr(places, "_move_up", move_up_later)
    actions.cancel_participation(workshop, people[0])
    asking[0].join()
    assert queue(workshop) == [
        ("p0", "cancelled"), ("p1", "registered"), ("p2", "registered"), ("p3", "waitlisted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"state": "draft"},
        {"state": "submitted"},
        {"state": "cancelled"},
        {"applications_open_at": moment_in(days=1)},
        {"applications_close_at": moment_in(minutes=-1)},
        {"starts_on": in_days(0)},
        {"starts_on": in_days(-9)},
        {"admission": "by_selection"},
        {"capacity": None},
        {"is_historic": True},
    ],
)
def test_no_place_can_be_taken_where_none_is_offered(people, change, letters):
    workshop = WorkshopFactory(**change)
    with pytest.raises(actions.NoRequests):
        actions.take_place(workshop, people[0])
    assert (Participation.objects.count(), letters()) == (0, [])


def test_place_cannot_be_given_up_once_the_workshop_has_begun(workshop, people):
    actions.take_place(workshop, people[0])
    Workshop.objects.filter(pk=workshop.pk).update(starts_on=timezone.localdate())
    with pytest.raises(actions.NoRequests):
        actions.cancel_participation(workshop, people[0])
    assert counts(workshop) == (1, 0)


def test_giving_up_what_one_never_had_does_nothing(workshop, people, letters):
    assert actions.cancel_participation(workshop, people[0]) is None
    assert letters() == []


def test_database_itself_refuses_more_people_than_places(workshop):
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.filter(pk=workshop.pk).update(places_taken=3)


def test_closing_an_account_gives_the_place_to_the_next(workshop, people):
    for user in people[:3]:
        actions.take_place(workshop, user)
    assert [row["state"] for row in export_for(subject_of(people[2]))["workshops"]] == ["waitlisted"]
    erase_for(subject_of(people[0]))
    rows = Participation.objects.filter(workshop=workshop).order_by("queue_number")
    assert list(rows.values_list("state", flat=True)) == ["cancelled", "registered", "registered"]


def test_closing_an_account_is_not_stopped_by_a_workshop_called_off_at_that_moment(
    workshop, people, monkeypatch
):
    actions.take_place(workshop, people[0])
    answers = iter([True, False])  # It could be left when the list was read, and not any more under the lock.
    monkeypatch.setattr("federation.workshops.actions.places.may_leave", lambda found: next(answers))
    erase_for(subject_of(people[0]))
    assert Participation.objects.get(workshop=workshop).state == "registered"


def test_person_who_asked_for_a_place_cannot_be_deleted_past_the_waitlist(workshop, people):
    for user in people[:3]:
        actions.take_place(workshop, user)
    with pytest.raises(ProtectedError):
        people[0].person.delete()
    assert counts(workshop) == (2, 1)


def test_user_is_told_what_workshops_hold_and_closing_the_account_forgets_it(workshop, people, secretary):
    user = people[0]
    named = workshop.trainers.get()
    named.email = user.email.upper()
    named.save()
    actions.decline_change(ask(workshop, user, "Зал", city="Семей"), user, "Жоқ")
    actions.cancel_workshop(workshop, user, "Зал жоқ")
    held = export_for(subject_of(user))
    assert [(row["role"], row["email"]) for row in held["workshops_trained"]] == [("lead", user.email)]
    assert [row.get("words") or row.get("reason") or row.get("answer") for row in held["journal"]] == [
        "Зал жоқ",
        "Зал",
        "Жоқ",
    ]
    assert export_for(subject_of(secretary))["journal"] == []
    erase_for(subject_of(user))
    named.refresh_from_db()
    assert named.email == ""
    assert Step.objects.filter(by=user).count() == 0
    assert WishedChange.objects.get().by is None and WishedChange.objects.get().decided_by is None
