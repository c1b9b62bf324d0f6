"""Places that an organisation has held for its people, until each confirms."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from federation.people.models.invitation import NotOpen
from federation.workshops import actions, jobs
from federation.workshops.actions import Colleague
from federation.workshops.models import Participation, PlaceOffer, Workshop
from portal.accounts.actions import close_account
from portal.accounts.registry import erase_for, export_for, subject_of
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import MembershipFactory
from tests.federation.workshops.amending import amend, ask, give_places
from tests.federation.workshops.factories import PlaceOfferFactory, WorkshopFactory, in_days
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop():
    return WorkshopFactory(capacity=2)


@pytest.fixture
def people():
    return [UserFactory(email=f"p{number}@test.example", preferred_language="en") for number in range(4)]


@pytest.fixture
def register(workshop, manager, association):
    """Registers people by their addresses, as the association's manager."""

    def act(*addresses: str) -> actions.Registered:
        colleagues = [Colleague(f"Үлгі {address}", address) for address in addresses]
        return actions.register_colleagues(workshop, association, manager.person, colleagues)

    return act


def counts(workshop) -> tuple[int, int]:
    row = Workshop.objects.get(pk=workshop.pk)
    return row.places_taken, row.waiting_count


def answers() -> list[str]:
    return [str(offer.answer.value) for offer in PlaceOffer.objects.order_by("pk")]


def kinds(letters) -> list[tuple[str, str]]:
    return [(kind, address.partition("@")[0]) for kind, address, _language in letters()]


def test_places_are_held_in_the_order_typed_as_far_as_they_go(workshop, register, letters):
    registered = register("p0@test.example", "new@test.example", "p1@test.example")
    assert [offer.email for offer in registered.held] == ["p0@test.example", "new@test.example"]
    assert [each.email for each in registered.left] == ["p1@test.example"]
    assert counts(workshop) == (2, 0)
    assert kinds(letters) == [("held_place_offered", "new"), ("held_place_offered", "p0")]


def test_held_place_counts_as_taken(workshop, register, people):
    register("p0@test.example", "p1@test.example")
    assert actions.take_place(workshop, people[2]).state == "waitlisted"
    with pytest.raises(actions.Refused):
        give_places(workshop, 1)


def test_place_that_is_held_no_more_can_be_taken_away_before_the_clock_takes_note(
    workshop, register, people, manager
):
    actions.take_place(workshop, people[0])
    register("p1@test.example")
    actions.take_place(workshop, people[2])
    with pytest.raises(actions.Refused):
        amend(workshop, manager, capacity=1)
    PlaceOffer.objects.update(held_until=timezone.now())
    amend(workshop, manager, capacity=1)
    assert counts(workshop) == (1, 1)
    jobs.end_unconfirmed_places()
    assert (counts(workshop), answers()) == ((1, 1), ["lapsed"])


def test_nobody_is_registered_past_those_who_wait(workshop, register, people):
    for user in people[:3]:
        actions.take_place(workshop, user)
    Workshop.objects.filter(pk=workshop.pk).update(
        capacity=3
    )  # Nobody has moved up yet, for whatever reason.
    assert register("p3@test.example").held == []
    assert counts(workshop) == (3, 0)


def test_the_same_again_holds_nothing_twice(workshop, register, letters):
    register("p0@test.example")
    again = register("p0@test.example", "p1@test.example")
    assert ([each.email for each in again.known], len(again.held)) == (["p0@test.example"], 1)
    assert (PlaceOffer.objects.count(), len(letters())) == (2, 2)


def test_address_that_another_organisation_has_registered_is_asked_once(workshop, register, manager):
    PlaceOfferFactory(workshop=workshop, email="p0@test.example")
    registered = register("p0@test.example")
    assert (registered.held, len(registered.known)) == ([], 1)


def test_nothing_is_held_where_no_place_can_be_asked_for(register, workshop):
    Workshop.objects.filter(pk=workshop.pk).update(state="cancelled")
    with pytest.raises(actions.NoRequests):
        register("p0@test.example")
    assert PlaceOffer.objects.count() == 0


def test_member_may_have_kept_places_held_and_another_only_the_rest(manager):
    library = OrganisationFactory()
    workshop = WorkshopFactory(capacity=3, kept_places=2, kept_for="members", kept_until=in_days(5))
    three = [Colleague("Үлгі", f"p{number}@test.example") for number in range(3)]
    registered = actions.register_colleagues(workshop, library, manager.person, three)
    assert len(registered.held) == 1
    MembershipFactory(organisation=library)
    registered = actions.register_colleagues(workshop, library, manager.person, three)
    assert (len(registered.held), len(registered.known), registered.left) == (2, 1, [])


# --- Answers ----------------------------------------------------------------------------------------------------------


def test_accepted_place_is_a_participation(workshop, register, people, letters):
    offer = register("p0@test.example").held[0]
    row = actions.accept_place(offer, people[0])
    assert actions.accept_place(offer, people[0]) == row
    assert (row.state, counts(workshop), answers()) == ("registered", (1, 0), ["accepted"])
    assert kinds(letters) == [("held_place_offered", "p0"), ("place_taken", "p0")]


def test_only_who_confirmed_the_address_answers(register, people):
    offer = register("p0@test.example").held[0]
    for act in (actions.accept_place, actions.decline_place):
        with pytest.raises(PermissionDenied):
            act(offer, people[1])
    assert answers() == ["waiting"]


def test_declined_place_goes_to_the_next_who_waits(workshop, register, people, letters):
    offer = register("p0@test.example", "p1@test.example").held[0]
    actions.take_place(workshop, people[2])
    actions.decline_place(offer, people[0])
    actions.decline_place(offer, people[0])
    assert (counts(workshop), answers()) == ((2, 0), ["declined", "waiting"])
    assert ("place_moved_up", "p2") in kinds(letters)


def test_who_has_a_place_keeps_it_and_the_held_one_is_free(workshop, register, people):
    actions.take_place(workshop, people[0])
    offer = register("p0@test.example").held[0]
    assert counts(workshop) == (2, 0)
    actions.accept_place(offer, people[0])
    assert (counts(workshop), Participation.objects.count()) == ((1, 0), 1)


def test_who_waits_gets_the_place_that_is_held_for_them_and_keeps_their_number(workshop, register, people):
    offer = register("p2@test.example").held[0]
    for user in (people[0], people[1], people[2]):
        actions.take_place(workshop, user)
    row = actions.accept_place(offer, people[2])
    assert (row.state, row.queue_number, counts(workshop)) == ("registered", 3, (2, 1))


def test_who_gave_up_a_place_before_has_a_new_number(workshop, register, people):
    actions.take_place(workshop, people[0])
    actions.take_place(workshop, people[1])
    actions.cancel_participation(workshop, people[0])
    offer = register("p0@test.example").held[0]
    assert actions.accept_place(offer, people[0]).queue_number == 3


def test_nobody_confirms_once_the_workshop_has_begun(workshop, register, people):
    offer = register("p0@test.example").held[0]
    Workshop.objects.filter(pk=workshop.pk).update(starts_on=timezone.localdate())
    with pytest.raises(actions.Refused):
        actions.accept_place(offer, people[0])
    actions.decline_place(offer, people[0])


# --- Three days -------------------------------------------------------------------------------------------------------


def test_place_that_nobody_confirms_is_free_after_three_days(
    workshop, register, people, letters, time_machine
):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    offer = register("p0@test.example", "p1@test.example").held[0]
    actions.take_place(workshop, people[2])
    time_machine.move_to(now + timedelta(hours=72, seconds=-1), tick=False)
    assert jobs.end_unconfirmed_places() == 0
    time_machine.move_to(now + timedelta(hours=72), tick=False)
    with pytest.raises(NotOpen):  # Noted or not: it is held no more.
        actions.accept_place(offer, people[0])
    assert (jobs.end_unconfirmed_places(), jobs.end_unconfirmed_places()) == (2, 0)
    assert (counts(workshop), answers()) == ((1, 0), ["lapsed", "lapsed"])
    assert [kind for kind, _name in kinds(letters)].count("held_place_lapsed") == 2
    assert ("place_moved_up", "p2") in kinds(letters)


def test_overdue_place_is_free_before_anybody_has_noted_it(workshop, register, people, time_machine):
    register("p0@test.example", "p1@test.example")
    time_machine.move_to(timezone.now() + timedelta(hours=73))
    assert actions.take_place(workshop, people[2]).state == "registered"
    assert [offer.email for offer in register("p0@test.example").held] == ["p0@test.example"]
    assert (counts(workshop), answers()) == ((2, 0), ["lapsed", "lapsed", "waiting"])


def test_no_place_is_held_beyond_the_first_day(manager, association):
    workshop = WorkshopFactory(
        starts_on=in_days(1), applications_close_at=timezone.now() + timedelta(hours=1)
    )
    (offer,) = actions.register_colleagues(
        workshop, association, manager.person, [Colleague("Үлгі", "p0@test.example")]
    ).held
    assert timezone.localtime(offer.held_until).date() == workshop.starts_on


def test_one_reminder_a_day_before_but_not_at_night(register, letters, time_machine):
    now = (timezone.localtime() + timedelta(days=1)).replace(hour=12)
    time_machine.move_to(now, tick=False)
    register("p0@test.example")
    time_machine.move_to(now + timedelta(hours=47), tick=False)
    assert jobs.remind_of_held_places() == 0
    time_machine.move_to(now + timedelta(hours=48), tick=False)
    assert jobs.remind_of_held_places(now.replace(hour=23)) == 0
    assert (jobs.remind_of_held_places(), jobs.remind_of_held_places()) == (1, 0)
    assert ("held_place_reminder", "p0") in kinds(letters)


def test_organisation_is_told_once_of_all_answers(register, people, letters):
    first, second = register("p0@test.example", "p1@test.example").held
    written_letters()  # What asks is put into words while it asks.
    actions.accept_place(first, people[0])
    actions.decline_place(second, people[1])
    assert (jobs.tell_of_held_places(), jobs.tell_of_held_places()) == (2, 0)
    assert kinds(letters).count(("held_places_answered", "manager")) == 1
    letter = Letter.objects.get(key__contains=":held_places_answered:")
    assert letter.facts["answers"] == {"accepted": 1, "declined": 1}
    text = written_letters().get(pk=letter.pk).text
    assert "p0@" not in text


# --- What else happens ------------------------------------------------------------------------------------------------


def test_withdrawn_place_is_free(workshop, register, people, letters):
    offer = register("p0@test.example", "p1@test.example").held[0]
    actions.take_place(workshop, people[2])
    assert (actions.withdraw_place(offer), actions.withdraw_place(offer)) == (True, False)
    assert (counts(workshop), answers()) == ((2, 0), ["withdrawn", "waiting"])
    assert kinds(letters).count(("held_place_withdrawn", "p0")) == 1
    with pytest.raises(NotOpen):
        actions.accept_place(offer, people[0])


def test_called_off_workshop_holds_nothing_and_tells_the_reason(workshop, register, manager):
    register("p0@test.example")
    written_letters()
    actions.cancel_workshop(workshop, manager, "Зал жоқ")
    assert (answers(), counts(workshop)) == (["withdrawn"], (0, 0))
    assert "Зал жоқ" in written_letters().get(key__contains=":held_place_cancelled:").text
    assert jobs.end_unconfirmed_places() == 0


def test_new_dates_are_told_and_nothing_is_held_beyond_the_new_first_day(
    workshop, register, manager, secretary
):
    offer = register("p0@test.example").held[0]
    first = timezone.localdate() + timedelta(days=2)
    opened = timezone.now() - timedelta(days=9)
    Workshop.objects.filter(pk=workshop.pk).update(applications_open_at=opened)
    actions.approve_change(ask(workshop, manager, starts_on=first, ends_on=first), secretary)
    offer.refresh_from_db()
    assert timezone.localtime(offer.held_until).date() == first
    assert written_letters().filter(key__contains=":held_place_changed:").count() == 1


def test_more_places_do_not_touch_held_ones(workshop, register, people):
    register("p0@test.example", "p1@test.example")
    actions.take_place(workshop, people[2])
    give_places(workshop, 3)
    assert (counts(workshop), answers()) == ((3, 0), ["waiting", "waiting"])


def test_who_is_erased_has_nothing_held_for_them(workshop, register, people):
    register("p0@test.example", "p1@test.example")
    actions.take_place(workshop, people[2])
    held = export_for(subject_of(people[0]))["held_places"]
    assert [(row["email"], row["answer"]) for row in held] == [("p0@test.example", "waiting")]
    erase_for(subject_of(people[0]))
    assert [offer.email for offer in PlaceOffer.objects.all()] == ["p1@test.example"]
    assert counts(workshop) == (2, 0)


def test_manager_who_is_erased_has_registered_nobody(register, manager):
    register("p0@test.example")
    erase_for(subject_of(manager))
    assert PlaceOffer.objects.get().invited_by is None


def test_closed_account_gives_up_the_confirmed_place_and_is_still_asked_at_the_address(
    workshop, register, people
):
    first, _second = register("p0@test.example", "p1@test.example").held
    actions.accept_place(first, people[0])
    close_account(people[0])
    assert (counts(workshop), answers()) == ((1, 0), ["accepted", "waiting"])


def test_offers_are_forgotten_a_year_after_the_workshop(workshop, register):
    register("p0@test.example")
    last = workshop.ends_on
    assert jobs.delete_old_offers(last + timedelta(days=365)) == 0
    assert jobs.delete_old_offers(last + timedelta(days=366)) == 1
    assert (PlaceOffer.objects.count(), counts(workshop)) == (0, (0, 0))
