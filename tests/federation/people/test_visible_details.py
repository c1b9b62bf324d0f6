"""Which details of a person who sees: every field for every viewer."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from federation.people.enums import AUDIENCES_OF_A_NAME, SHOWN_AT_FIRST, Audience, Detail
from federation.people.models import Person
from federation.people.rules import details_seen_by, visible_details
from portal.accounts.enums import Role
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db

NOBODY, ORGANISERS, PARTICIPANTS, EVERYBODY = Audience
# viewer: the audiences to whose members a detail must be shown for this viewer to see it
SEES = {
    "themselves": {*Audience},
    "secretariat": {*Audience},
    "organiser": {ORGANISERS, PARTICIPANTS, EVERYBODY},
    "fellow": {PARTICIPANTS, EVERYBODY},
    "waiting in the same workshop": {EVERYBODY},
    "fellow in a cancelled workshop": {EVERYBODY},
    "organiser of what was given up": {EVERYBODY},
    "organiser of another workshop": {EVERYBODY},
    "former organiser": {EVERYBODY},
    "closed account": {EVERYBODY},
    "editor": {EVERYBODY},
    "stranger": {EVERYBODY},
    "visitor": {EVERYBODY},
}


@pytest.fixture
def somebody():
    return UserFactory(first_name="Әсел", last_name="Үлгі").person


@pytest.fixture
def viewers(somebody):
    voice, former = RepresentativeFactory(), RepresentativeFactory()
    workshop = WorkshopFactory(organiser=voice.organisation)
    theirs = WorkshopFactory(organiser=former.organisation)
    former.until = former.since
    former.save()
    given_up_at, elsewhere = RepresentativeFactory(), RepresentativeFactory()
    given_up = WorkshopFactory(organiser=given_up_at.organisation)
    cancelled = WorkshopFactory(state="cancelled")
    WorkshopFactory(organiser=elsewhere.organisation)
    for place in (workshop, theirs, cancelled):
        ParticipationFactory(person=somebody, workshop=place)
    ParticipationFactory(person=somebody, workshop=given_up, state="cancelled")
    fellow, waiting, of_cancelled, closed = (UserFactory() for _number in range(4))
    ParticipationFactory(person=fellow.person, workshop=workshop)
    ParticipationFactory(person=waiting.person, workshop=workshop, state="waitlisted")
    ParticipationFactory(person=of_cancelled.person, workshop=cancelled)
    ParticipationFactory(person=closed.person, workshop=workshop)
    closed.is_active = False
    closed.save()
    return {
        "themselves": somebody.user,
        "secretariat": UserFactory(role=Role.SECRETARIAT),
        "organiser": voice.person.user,
        "fellow": fellow,
        "waiting in the same workshop": waiting,
        "fellow in a cancelled workshop": of_cancelled,
        "organiser of what was given up": given_up_at.person.user,
        "organiser of another workshop": elsewhere.person.user,
        "former organiser": former.person.user,
        "closed account": closed,
        "editor": UserFactory(role=Role.EDITOR),
        "stranger": UserFactory(),
        "visitor": AnonymousUser(),
    }


def test_each_detail_is_shown_to_those_whom_the_person_named_and_to_no_others(somebody, viewers):
    assert viewers.keys() == SEES.keys()
    for audience in Audience:
        somebody.shown_to = {detail.value: audience.value for detail in Detail}
        for who, viewer in viewers.items():
            expected = {*Detail} if audience in SEES[who] else set()
            assert visible_details(somebody, viewer) == expected, (who, audience)


@pytest.mark.parametrize("detail", Detail)
def test_one_detail_says_nothing_of_the_others(somebody, viewers, detail):
    hidden = {other.value: NOBODY.value for other in Detail}
    for audience in Audience:
        somebody.shown_to = {**hidden, detail.value: audience.value}
        for who, viewer in viewers.items():
            expected = {detail} if audience in SEES[who] else set()
            if NOBODY not in SEES[who]:
                assert visible_details(somebody, viewer) == expected, (who, audience)


def test_who_has_said_nothing_shows_organisers_what_the_terms_say_and_nobody_anything_else(somebody, viewers):
    assert SHOWN_AT_FIRST == {Detail.NAME: ORGANISERS, Detail.REGION: ORGANISERS}
    seen = {who: visible_details(somebody, viewer) for who, viewer in viewers.items()}
    everything, at_first = {*Detail}, {Detail.NAME, Detail.REGION}
    assert {who for who, details in seen.items() if details == everything} == {"themselves", "secretariat"}
    assert {who for who, details in seen.items() if details == at_first} == {"organiser"}
    assert [details for details in seen.values() if details not in (everything, at_first, set())] == []


def test_many_people_are_asked_about_in_as_many_questions_as_one(viewers, django_assert_num_queries):
    for who, count in {"organiser": 6, "visitor": 0}.items():
        for people in ([PersonFactory()], [PersonFactory() for _number in range(5)]):
            viewer = type(viewers[who]).objects.get(pk=viewers[who].pk) if count else viewers[who]
            with django_assert_num_queries(count):
                details_seen_by(viewer, people)


@pytest.mark.parametrize(
    "wrong", [["phone"], {"e-mail": "everybody"}, {"phone": "friends"}, {"phone": None}, {"name": "nobody"}]
)
def test_only_audiences_of_details_are_kept(wrong):
    with pytest.raises(ValidationError) as refused:
        Person(full_name="Әсел", shown_to=wrong).full_clean()
    assert {*refused.value.message_dict} == {"shown_to"}


def test_organisers_always_see_a_name():
    assert NOBODY not in AUDIENCES_OF_A_NAME
    for audience in AUDIENCES_OF_A_NAME:
        Person(full_name="Әсел", shown_to={"name": audience.value}).full_clean()
