"""What somebody is handed over of themselves names nothing that they may not see, whatever room holds it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from federation.people.actions import merge
from federation.people.models import Affiliation
from federation.workshops.models import WorkshopTrainer
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.registry import PERSONAL_DATA, export_for, subject_of
from portal.journal.actions import decide, log, wish
from portal.journal.enums import WishState
from resources.models import MaterialCreator
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory, RepresentativeInvitationFactory
from tests.federation.news.factories import NewsPageFactory
from tests.federation.people.factories import PersonFactory
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.home.test_contact import make_message
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db
WORD = "qupiyasoz"
NAMES = {f"name_{language}": WORD for language in ("kk", "ru", "en")}


@pytest.fixture
def user(db) -> User:
    return UserFactory(first_name="Үлгі", last_name="Жазушы")


def hidden_workshop(state: str, **changes):
    host = OrganisationFactory(state="draft", **NAMES)
    return WorkshopFactory(
        state=state, organiser=host, slug=f"{WORD}-{state}", venue=WORD, words__title=WORD, **changes
    )


def taking_part(user: User) -> None:
    for state in ("draft", "submitted", "returned", "declined"):
        ParticipationFactory(workshop=hidden_workshop(state), person=user.person)


def training(user: User) -> None:
    """Organisers name trainers in drafts, by their account or by their address."""
    for state in ("draft", "submitted"):
        workshop = hidden_workshop(state)
        WorkshopTrainer.objects.create(workshop=workshop, person=user.person, role="lead")
        WorkshopTrainer.objects.create(workshop=workshop, name=WORD, email=user.email, role="lead")


def having_decided(user: User) -> None:
    """They worked for the association, or in the office, and do so no more."""
    workshop = hidden_workshop("returned")
    log(workshop, "returned", user, "?", states=("submitted", "returned"))
    decide(wish(workshop, user, {}, {"capacity": 3}, "!"), WishState.DECLINED, user, "?")


def having_spoken_for(user: User) -> None:
    host = OrganisationFactory(state="draft", **NAMES)
    RepresentativeFactory(user=user, organisation=host, since=date(2020, 1, 1), until=date(2021, 1, 1))


def being_invited(user: User) -> None:
    RepresentativeInvitationFactory(
        email=user.email, organisation=OrganisationFactory(state="draft", **NAMES)
    )


def belonging_to(user: User) -> None:
    Affiliation.objects.create(person=user.person, organisation=OrganisationFactory(state="draft", **NAMES))


def being_called_as_an_author(user: User) -> None:
    NewsPageFactory(title=WORD, author=user.get_full_name(), live=False)
    NewsPageFactory(title=WORD, authors=[{"person": user.person}], live=False)


def having_made(user: User) -> None:
    """Staff name whom they please in drafts."""
    for state in ("draft", "withdrawn"):
        material = MaterialFactory(state=state, titles={"kk": WORD})
        MaterialCreator.objects.create(material=material, person=user.person)
        MaterialCreator.objects.create(material=material, name=user.get_full_name())


def having_been_merged(user: User) -> None:
    """The secretariat writes what it thinks of two entries. What stood in the other entry is the user's own."""
    merge(user.person.pk, PersonFactory().pk, [], UserFactory(role=Role.SECRETARIAT), WORD)


def nothing(user: User) -> None:
    """All of it is the user's own, or was sent to them."""


HIDDEN: dict[str, Callable[[User], None]] = {
    "account": nothing,
    "consents": nothing,
    "letters": nothing,
    "letters_unwanted": nothing,
    "letters_printed": nothing,
    "imports": nothing,
    "materials": having_made,
    "merges": having_been_merged,
    "messages": lambda user: make_message(email=user.email),
    "news": being_called_as_an_author,
    "person": belonging_to,
    "representations": having_spoken_for,
    "invitations_to_represent": being_invited,
    "workshops": taking_part,
    "workshops_trained": training,
    "journal": having_decided,
}


def test_every_holding_is_tried():
    assert HIDDEN.keys() == PERSONAL_DATA.keys()


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_thing_is_not_named_to_somebody_who_may_not_see_it(name, user):
    HIDDEN[name](user)
    found = PERSONAL_DATA[name].export(subject_of(user))
    assert WORD not in json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False)
    if HIDDEN[name] is not nothing and name != "news":
        assert found  # That they took part is theirs, though they read no name.


def test_who_may_see_it_reads_its_name():
    secretary = UserFactory(role=Role.SECRETARIAT)
    workshop = hidden_workshop("submitted")
    WorkshopTrainer.objects.create(workshop=workshop, person=secretary.person, role="lead")
    ParticipationFactory(workshop=workshop, person=secretary.person)
    log(workshop, "submitted", secretary, states=("draft", "submitted"))
    held = export_for(subject_of(secretary))
    assert [row["workshop"] for row in held["workshops_trained"]] == [WORD]
    assert [row["workshop"] for row in held["workshops"]] == [WORD]
    assert [row["record"] for row in held["journal"]] == [WORD]
