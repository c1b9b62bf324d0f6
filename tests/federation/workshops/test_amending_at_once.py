"""An approved workshop is changed while others change it, take its places, call it off, or let a held place go."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from federation.people.actions import Refused
from federation.people.models.invitation import NotOpen
from federation.workshops import actions
from federation.workshops.actions import Changed, WrongState, offering
from federation.workshops.contents.digests import digest_of
from federation.workshops.models import Participation, PlaceOffer, Workshop
from portal.accounts.models import User
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory

from .amending import ask, draft_with
from .factories import WorkshopFactory
from .test_held_places_at_once import all_at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
WHY = "Себебі бар"
TIMES = 2  # Each race, for who comes first is chance.


def answers_of(*acts: Callable[[], object]) -> list[object]:
    """What each comes to when all begin at the same moment: what it returns, or its refusal."""

    def answer(act: Callable[[], object]) -> object:
        try:
            return act()
        except (Refused, NotOpen) as refusal:
            return refusal

    return all_at_once([lambda act=act: answer(act) for act in acts])


def written(kind: str) -> int:
    return Letter.objects.filter(key__startswith=f"workshops:{kind}:").count()


@pytest.fixture
def workshop(association) -> Workshop:
    """With one who has a place in it."""
    made = WorkshopFactory(organiser=association, capacity=6)
    actions.take_place(made, UserFactory())
    return made


@pytest.mark.parametrize("_time", range(TIMES))
def test_of_two_who_change_what_they_both_read_one_is_shown_what_the_other_changed(workshop, manager, _time):
    seen = digest_of(Workshop.objects.get(pk=workshop.pk))
    drafts = [draft_with(workshop, venue_kk="Кіші зал"), draft_with(workshop, contact_name="Айгүл")]
    answers = answers_of(
        *(lambda draft=draft: actions.amend(workshop, manager, draft, WHY, seen) for draft in drafts)
    )
    assert [type(answer) for answer in answers].count(Changed) == 1
    found = Workshop.objects.get(pk=workshop.pk)
    assert (found.venue_kk == "Кіші зал") != (found.contact_name == "Айгүл")
    assert (workshop.steps.count(), written("amended")) == (1, 1)


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_change_sent_many_times_at_once_is_one(workshop, manager, _time):
    draft, first = draft_with(workshop, venue_kk="Кіші зал"), workshop.starts_on + timedelta(days=7)
    asked = draft_with(workshop, venue_kk="Кіші зал", starts_on=first, ends_on=first)
    answers_of(*[lambda: actions.amend(workshop, manager, draft, WHY)] * 4)
    assert (workshop.steps.count(), written("amended")) == (1, 1)
    answers_of(*[lambda: actions.amend(workshop, manager, asked, WHY)] * 4)
    assert (workshop.wished_changes.count(), written("change_received")) == (1, 1)


@pytest.mark.parametrize("_time", range(TIMES))
def test_no_place_is_taken_that_a_change_takes_away(workshop, manager, _time):
    people = [UserFactory() for _number in range(5)]
    draft = draft_with(workshop, capacity=3)
    answers = answers_of(
        lambda: actions.amend(workshop, manager, draft, WHY),
        *(lambda user=user: actions.take_place(workshop, user) for user in people),
    )
    found = Workshop.objects.get(pk=workshop.pk)
    taken = Participation.objects.filter(workshop=workshop).registered().count()
    assert found.places_taken == taken == (6 if isinstance(answers[0], Refused) else 3) == found.capacity


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_workshop_that_is_called_off_is_changed_before_or_not_at_all(workshop, manager, secretary, _time):
    wish = ask(workshop, manager, city="Екібастұз")
    answers = answers_of(
        lambda: actions.approve_change(wish, secretary),
        lambda: actions.cancel_workshop(workshop, manager, WHY),
    )
    wish.refresh_from_db()
    found = Workshop.objects.get(pk=workshop.pk)
    is_changed = not isinstance(answers[0], WrongState)
    verbs = ["change_approved", "cancelled"] if is_changed else ["cancelled"]
    assert list(workshop.steps.order_by("pk").values_list("verb", flat=True)) == verbs
    assert (found.state, found.city == "Екібастұз") == ("cancelled", is_changed)
    assert wish.state == ("approved" if is_changed else "declined")
    assert (written("amended"), written("workshop_cancelled")) == (int(is_changed), 1)


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_held_place_is_confirmed_or_free_again_and_never_both(workshop, _time):
    people = [UserFactory() for _number in range(5)]
    colleagues = [actions.Colleague("Үлгі", user.email) for user in people]
    actions.register_colleagues(workshop, OrganisationFactory(), PersonFactory(), colleagues)
    rows = PlaceOffer.objects.filter(workshop=workshop)
    offers = {offer.email: offer for offer in rows}
    rows.update(held_until=timezone.now() + timedelta(milliseconds=60))

    def accept(user: User) -> object:
        return actions.accept_place(offers[user.email], User.objects.get(pk=user.pk))

    def note() -> None:
        while offering.end_overdue(workshop) == 0 and rows.open().exists():
            pass

    answers_of(note, *(lambda user=user: accept(user) for user in people))
    offering.end_overdue(workshop)
    ends = Counter((offer.accepted_at is not None, offer.lapsed_at is not None) for offer in rows.all())
    assert set(ends) <= {(True, False), (False, True)}
    taken = Participation.objects.filter(workshop=workshop).registered().count()
    assert taken == 1 + ends[True, False] == Workshop.objects.get(pk=workshop.pk).places_taken
    assert written("held_place_lapsed") == ends[False, True]
