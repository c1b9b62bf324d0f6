"""Who gets the letters of a change: each person one of them, in the words that are true for them."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from federation.membership.enums import RepresentativeRole
from federation.workshops import actions
from federation.workshops.actions.telling import AMENDED, told_of
from federation.workshops.contents.facts import FACTS, WORDS, concerned
from federation.workshops.enums import Audience, HostingState, TrainerRole
from federation.workshops.models import Workshop
from portal.mail.models import Letter
from tests import services
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters

from .amending import amend, draft_with
from .factories import HostingFactory, WorkshopTrainerFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
BEFORE = datetime(2026, 1, 10, 12, tzinfo=UTC)
ASKED = {"invited_at": BEFORE, "sent_at": BEFORE, "language": "kk"}
HEAD = "head@test.example"


@pytest.fixture
def hosting(association):
    return HostingFactory(workshop__organiser=association)


@pytest.fixture
def workshop(hosting):
    return Workshop.objects.get(pk=hosting.workshop_id)


@pytest.fixture
def head(hosting):
    return RepresentativeFactory(organisation=hosting.organisation, user__email=HEAD).person.user


def answered(hosting, state: HostingState) -> None:
    hosting.state = state
    hosting.save()


def to_head(letters) -> list[str]:
    return [kind for kind, address, _language in letters() if address == HEAD and kind.startswith("amended")]


@pytest.mark.parametrize("name", [*FACTS, *WORDS])
def test_every_change_but_of_money_concerns_the_host_and_those_who_train(name):
    helpers = {Audience.HOST, Audience.TRAINERS, Audience.INVITED}
    found = concerned([name if name in FACTS else f"kk_{name}"])
    assert helpers <= found if name != "money" else not found
    assert helpers <= {*AMENDED}


@pytest.mark.parametrize("state", HostingState)
def test_host_is_told_while_it_is_asked_and_once_it_has_said_yes(
    hosting, workshop, head, manager, letters, state
):
    answered(hosting, state)
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    is_told = state in (HostingState.ASKED, HostingState.ACCEPTED)
    assert to_head(letters) == (["amended_hosting"] if is_told else [])


def test_host_that_has_not_answered_reads_that_it_is_asked(hosting, workshop, head, manager):
    head.preferred_language, texts = "en", {}
    head.save()
    for number, state in enumerate((HostingState.ASKED, HostingState.ACCEPTED)):
        answered(hosting, state)
        amend(workshop, manager, venue_kk=f"Зал {number}")
        written_letters()
        texts[state] = Letter.objects.filter(address=HEAD).latest("pk").text
    assert "is asked to host" in texts["asked"] and "still open" in texts["asked"]
    assert "is asked to host" not in texts["accepted"] and "still open" not in texts["accepted"]


# Lines in which the head of the host is named, and the letter that they get of a change.
NAMED = {
    "contact, asked": ({"role": TrainerRole.CONTACT, "email": HEAD, **ASKED}, "amended_hosting"),
    "contact, not asked": ({"role": TrainerRole.CONTACT, "email": HEAD}, "amended_hosting"),
    "trainer, asked": ({"email": HEAD, **ASKED}, "amended_invitation"),
    "trainer, accepted": ({"person": "head", "accepted_at": BEFORE}, "amended_training"),
    "contact, accepted": (
        {"role": TrainerRole.CONTACT, "person": "head", "accepted_at": BEFORE},
        "amended_training",
    ),
}


@pytest.mark.parametrize("named", NAMED)
def test_who_is_named_and_speaks_for_the_host_gets_one_letter(
    hosting, workshop, head, manager, letters, named
):
    line, kind = NAMED[named]
    WorkshopTrainerFactory(
        workshop=workshop, **{name: head.person if value == "head" else value for name, value in line.items()}
    )
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    assert to_head(letters) == [kind]
    shown = told_of(workshop, ["venue_kk"], manager)
    assert sum(shown.values()) == 1


@pytest.mark.parametrize(
    ("role", "state", "kind"),
    [
        (RepresentativeRole.CONTRIBUTOR, HostingState.ASKED, "amended_invitation"),
        (RepresentativeRole.CONTRIBUTOR, HostingState.ACCEPTED, "amended_invitation"),
        (RepresentativeRole.MANAGER, HostingState.ACCEPTED, "amended_invitation"),
    ],
)
def test_contact_who_answers_for_themselves_is_told_as_the_contact(
    hosting, workshop, manager, letters, role, state, kind
):
    RepresentativeFactory(organisation=hosting.organisation, role=role, user__email=HEAD)
    answered(hosting, state)
    WorkshopTrainerFactory(workshop=workshop, role=TrainerRole.CONTACT, email=HEAD, **ASKED)
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    assert to_head(letters) == [kind]


def test_who_speaks_for_both_organisations_is_told_once_of_what_the_host_does(
    hosting, workshop, head, manager, letters
):
    answered(hosting, HostingState.ACCEPTED)
    RepresentativeFactory(organisation=hosting.organisation, person=manager.person)
    amend(workshop, head, venue_kk="Мәжіліс залы")
    own = [kind for kind, address, _language in letters() if address == manager.email]
    assert own == ["amended_by_host"]


# --- Trainers who come later ------------------------------------------------------------------------------------------


def test_trainer_who_comes_with_a_change_is_asked_and_one_whose_yes_is_noted_is_not(
    workshop, manager, letters
):
    noted = WorkshopTrainerFactory(
        workshop=workshop, name="Келіскен", noted_on=timezone.localdate(), noted_how="телефон арқылы"
    )
    lines = draft_with(workshop).trainers
    with_address = [
        *(line if line.row != noted.pk else actions.TrainerLine(line.name, "noted@example.org", row=line.row)
          for line in lines),
        actions.TrainerLine("Жаңа тренер", "new@example.org"),
    ]  # fmt: skip
    amend(workshop, manager, trainers=with_address)
    assert [address for kind, address, _language in letters() if kind == "trainer_invited"] == [
        "new@example.org"
    ]
    noted.refresh_from_db()
    assert noted.email == "noted@example.org" and noted.noted_on and noted.invited_at is None
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    assert [address for kind, address, _language in letters() if kind == "trainer_invited"] == [
        "new@example.org"
    ]


def test_who_speaks_for_the_host_too_is_told_of_what_a_colleague_changes_but_not_of_what_they_do(
    association, manager
):
    both = RepresentativeFactory(organisation=association, user__email="both@test.example").person
    hosting = HostingFactory(workshop__organiser=association, state="accepted")
    RepresentativeFactory(person=both, organisation=hosting.organisation)
    amend(hosting.workshop, manager, venue_kk="Мәжіліс залы")
    amend(hosting.workshop, both.user, venue_kk="Кіші зал")
    letters = [letter for letter in written_letters() if letter.address == "both@test.example"]
    assert [letter.key.split(":")[1] for letter in letters] == ["amended_hosting"]
    assert "Мәжіліс залы" in letters[0].text
