"""The name of somebody who was erased stands in no letter to somebody else, whoever wrote it."""

from datetime import date

import pytest
from django.core.serializers import serialize
from django.utils import timezone

from federation.membership import letters as of_membership
from federation.membership.models import RepresentativeInvitation
from federation.people.actions import Request, erase_person
from federation.people.models import Person
from federation.workshops import actions
from federation.workshops import letters as of_workshops
from federation.workshops.enums import Audience
from federation.workshops.models import Workshop, WorkshopTrainer
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.accounts.letters import ACCOUNT
from portal.editing.letters.base import Event, tell
from portal.journal.actions import log, wish
from portal.mail.models import Letter
from portal.mail.registry import NAMES, WRITERS
from portal.mail.rendering import render_facts
from portal.mail.sending import send_later
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory, RepresentativeInvitationFactory
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import DescriptionFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db
MARK = "Қупияесім"
ADDRESS = "qupiya@example.org"  # Of old: it is no account's by now.
GOODBYE = "account:deleted"


def trainer_of(person: Person) -> WorkshopTrainer:
    """A line in which the person trains, under a name as it was typed."""
    return WorkshopTrainerFactory(
        workshop=WorkshopFactory(parts=False), person=person, name=f"{MARK} Typed", email=ADDRESS,
        invited_at=timezone.now(), accepted_at=timezone.now(),
    )  # fmt: skip


def facts_of_membership(kind: str, person: Person) -> dict:
    if kind == "declined":
        return {
            "kind": kind,
            "organisation": OrganisationFactory().pk,
            "role": "manager",
            **facts_of_invitation(kind, person),
        }
    return {"kind": kind, "organisation": OrganisationFactory().pk, "person": person.pk, "role": "manager"}


def facts_of_invitation(_kind: str, person: Person) -> dict:
    made = RepresentativeInvitationFactory(email=ADDRESS)
    RepresentativeInvitation.objects.filter(pk=made.pk).update(person=person)
    return {"invitation": made.pk}


def facts_of_workshop(kind: str, person: Person) -> dict:
    line = trainer_of(person)
    day = "2027-01-01"
    days = {"starts_on": day, "ends_on": day}
    asked = wish(line.workshop, None, days, days, "")
    step = log(line.workshop, "submitted", None, states=("draft", "submitted"))
    if kind == "question_waits":
        Workshop.objects.filter(pk=line.workshop_id).update(state="returned")
    change = {"wish": asked.pk} if "change_" in kind else {"step": step.pk}
    return {"kind": kind, "workshop": line.workshop_id, "trainer": line.pk, **change}


TO_THEMSELVES = {ACCOUNT}  # Letters about an account go to its owner.
# An organisation writes; a list; only about an organisation.
NAMING_NOBODY = {of_workshops.PARTICIPANTS_WRITER, of_workshops.WAITING, of_membership.OFFICE_CHANGE}
# The facts of each writer about a person, by the kinds of its letters.
FACTS = {
    of_membership.STEP: (facts_of_membership, sorted(of_membership.WHY)),
    of_membership.INVITATION: (facts_of_invitation, [""]),
    of_workshops.WRITER: (
        facts_of_workshop,
        sorted(
            name
            for name, kind in of_workshops.LETTERS.items()
            if kind.audience in (Audience.SECRETARIAT, Audience.ORGANISER)
        ),
    ),
}
KINDS = [(writer, kind) for writer, (_facts, kinds) in FACTS.items() for kind in kinds]


@pytest.fixture
def user(db):
    return UserFactory(first_name=MARK, last_name="Үлгі", email="today@example.org", preferred_language="ru")


@pytest.fixture
def reader(db):
    return UserFactory(email="reader@example.org", preferred_language="ru", role=Role.SECRETARIAT)


def write(writer: str, kind: str, person: Person, reader) -> Letter:
    """A letter to somebody else; one that invites goes to the address that is asked there."""
    make, _kinds = FACTS[writer]
    is_invitation = writer == of_membership.INVITATION
    send_later(
        key="marked", writer=writer, facts={**make(kind, person), "user": reader.pk}, language="ru",
        address=ADDRESS if is_invitation else reader.email, person=None if is_invitation else reader.person,
    )  # fmt: skip
    return Letter.objects.get(key="marked")


def marked() -> list[str]:
    """The letters in which the name or the address of old stands, but for the goodbye, which is about to go out."""
    return [
        letter.key
        for letter in Letter.objects.exclude(key__startswith=GOODBYE)
        if any(mark in serialize("json", [letter], ensure_ascii=False) for mark in (MARK, ADDRESS))
    ]


def test_every_writer_is_listed_here():
    assert WRITERS.keys() == NAMES.keys() == FACTS.keys() | TO_THEMSELVES | NAMING_NOBODY


@pytest.mark.parametrize(("writer", "kind"), KINDS)
def test_words_go_with_the_one_whom_they_name_and_the_occasion_stays(writer, kind, user, reader):
    letter = write(writer, kind, user.person, reader)
    assert render_facts(letter)
    letter.sent_at = timezone.now()
    letter.save()
    delete_account(user)
    assert marked() == []
    assert Letter.objects.filter(key=letter.key, text="", html="", subject="").exists()


@pytest.mark.parametrize(("writer", "kind"), KINDS)
def test_letter_that_is_not_in_words_yet_is_never_written(writer, kind, user, reader):
    letter = write(writer, kind, user.person, reader)
    delete_account(user)
    if NAMES[writer].keys() & letter.facts.keys():
        assert WRITERS[writer](letter.facts) is None  # Also where its sender has taken it a moment ago.
        assert not Letter.objects.unfinished().filter(pk=letter.pk).exists()


def test_some_letters_to_others_do_name_somebody(user, reader):
    """So that the tests above do not pass for want of a name."""
    named = set()
    for writer, kind in KINDS:
        Letter.objects.all().delete()
        assert render_facts(write(writer, kind, user.person, reader))
        named |= {kind} if marked() else set()
    assert named >= {
        "accepted",
        "resigned",
        "role_changed",
        "ended",
        "trainer_declined",
        "trainer_stepped_back",
        "",
    }


@pytest.mark.parametrize("is_taken_off", [False, True])
def test_decline_of_a_typed_line_goes_with_the_address_and_with_the_line(user, is_taken_off):
    """Taken off the workshop, nobody would find the letter any more."""
    workshop = WorkshopFactory(organiser=RepresentativeFactory().organisation, parts=False)
    asked = WorkshopTrainerFactory(
        workshop=workshop, name=f"{MARK} Үлгі", email=user.email, invited_at=timezone.now()
    )
    actions.decline_training(asked, user)
    assert MARK in written_letters().get(key__contains="trainer_declined").text
    if is_taken_off:
        actions.take_off(workshop, user, asked.pk)
    else:
        delete_account(user)
    assert marked() == []
    assert Letter.objects.filter(key__contains="trainer_declined", text="").exists()


def test_person_without_an_account_is_forgotten_in_letters_too(reader):
    person = PersonFactory(full_name=f"{MARK} Үлгі", email="today@example.org")
    assert render_facts(write(of_membership.STEP, "resigned", person, reader))
    assert marked() == ["marked"]
    erase_person(person, Request(date(2026, 3, 1), "12"), reader)
    assert marked() == []


def test_letters_about_texts_forget_who_wrote_or_decided(user, reader):
    text = DescriptionFactory()
    tell(
        Event(
            kind="task_submitted", occasion="1", switch="submitted_notifications", thing=text, by=user,
            by_what="By", verb="Open", why="Why",
        ),
        [UserFactory(is_superuser=True)],
    )  # fmt: skip
    (key,) = marked()
    delete_account(user)
    assert marked() == []
    assert Letter.objects.filter(key=key, text="").exists()
