"""Every letter, in every language: it can be written, says what it is about, and escapes what people typed."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from federation.people.actions import give_consent, withdraw_consent
from federation.people.enums import Purpose
from federation.people.rules import current_wording
from federation.workshops import actions, letters, models
from portal.mail.models import Letter
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory, WorkshopTrainerFactory
from tests.office import keep
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

TRICKY = 'Кім <b>төлейді</b> & "қашан"?'
ROOT = Path(models.__file__).parents[1] / "templates"


def live_through(language, secretary) -> None:
    """Makes everything happen that somebody is written about."""
    manager = RepresentativeFactory(user__preferred_language=language).person.user
    organiser = manager.person.representations.get().organisation
    people = [UserFactory(preferred_language=language) for _number in range(6)]
    workshop = WorkshopFactory(organiser=organiser, state="draft", capacity=1)
    trainers = [
        WorkshopTrainerFactory(workshop=workshop, name=TRICKY, email=user.email)
        for user in people[:1] + people[3:]
    ]
    actions.submit(workshop, manager)
    actions.return_with_question(workshop, secretary, TRICKY)
    actions.submit(workshop, manager, TRICKY)
    actions.approve(workshop, secretary)
    written_letters()  # What asks a trainer is put into words while it asks.
    actions.decline_training(trainers[0], people[0])
    for trainer, user in zip(trainers[2:], people[4:], strict=True):
        actions.accept_training(trainer, user)
    actions.step_back(trainers[2], people[4])
    give_consent(people[5].person, current_wording(Purpose.SHOWN))
    withdraw_consent(people[5].person, Purpose.SHOWN)
    for user in people[:4]:
        actions.take_place(workshop, user)
    actions.cancel_participation(workshop, people[3])
    actions.cancel_participation(workshop, people[0])
    later = workshop.starts_on + timedelta(days=9)
    actions.decline_dates(actions.propose_dates(workshop, manager, later, later, TRICKY), secretary, TRICKY)
    actions.approve_dates(actions.propose_dates(workshop, manager, later, later, TRICKY), secretary)
    words = workshop.descriptions.get()
    words.title = TRICKY
    words.save_revision().publish()
    line = WorkshopTrainerFactory(workshop=workshop, name=TRICKY)
    keep(line, person=people[2].person)
    written_letters()  # Whoever is named reads of it while the line says so.
    keep(line, person=people[1].person)
    actions.cancel_workshop(workshop, manager, TRICKY)
    other = WorkshopFactory(organiser=organiser, state="submitted")
    actions.decline(other, secretary, TRICKY)


def about_workshops() -> list[Letter]:
    return list(written_letters().filter(key__startswith="workshops:"))


def test_everybody_concerned_gets_a_letter_in_their_own_language(secretary, language):
    secretary.preferred_language = language
    secretary.save()
    live_through(language, secretary)
    written = about_workshops()
    assert {letter.key.split(":")[1] for letter in written} == set(letters.LETTERS)
    assert {letter.language for letter in written} == {language}
    for letter in written:
        assert f"/{language}/" in letter.text
        assert "<b>төлейді</b>" not in letter.html
        assert "&amp;" not in letter.text + letter.subject
        assert "{{" not in letter.text + letter.html
    question = next(letter for letter in written if letter.key.split(":")[1] == "workshop_returned")
    assert TRICKY in question.text


def test_hours_say_the_language_in_which_they_are_written(secretary):
    secretary.preferred_language = "ru"
    secretary.save()
    submitted = WorkshopFactory(state="draft", working_language="kk", hours="9-дан 17-ге дейін")
    actions.submit(submitted, None)
    (letter,) = [letter for letter in about_workshops() if letter.address == secretary.email]
    assert '<span lang="kk">9-дан 17-ге дейін</span>' in letter.html


def test_each_kind_goes_to_those_whom_it_concerns(secretary):
    live_through("kk", secretary)
    found = defaultdict(set)
    for letter in about_workshops():
        is_place = "participation" in letter.facts
        is_to_trainer = (
            "mark" in letter.facts
            or "person" in letter.facts
            or ("trainer" in letter.facts and "user" not in letter.facts)
        )
        reader = "secretariat" if letter.address == secretary.email else "people" if is_place else "organiser"
        reader = "trainers" if is_to_trainer else reader
        found[reader].add(letter.key.split(":")[1])
    assert found == {
        "secretariat": {"workshop_submitted", "workshop_called_off_secretariat", "dates_proposed"},
        "organiser": {
            "workshop_received", "workshop_returned", "workshop_approved", "workshop_declined", "workshop_called_off",
            "dates_received", "dates_approved", "dates_declined",
            "trainer_accepted", "trainer_declined", "trainer_stepped_back", "trainer_withheld",
            "words_changed", "trainers_changed",
        },
        "trainers": {
            "trainer_invited", "invitation_ended", "training_cancelled", "training_moved", "trainer_named",
            "trainer_unnamed",
        },
        "people": {
            "place_taken", "place_waitlisted", "place_moved_up", "place_given_up", "waitlist_left", "dates_changed",
            "workshop_cancelled",
        },
    }  # fmt: skip


def test_each_folder_of_words_is_that_of_one_kind():
    named = [kind.template for kind in letters.LETTERS.values()]
    folders = {str(path.relative_to(ROOT)) for path in (ROOT / "mail/workshops").iterdir()}
    assert sorted(named) == sorted(folders)


def test_subjects_are_in_the_language_of_the_reader(secretary):
    live_through("ru", secretary)
    subject = written_letters().get(key__contains=":workshop_approved:").subject
    assert subject == "Ваш семинар одобрен: Қауымдастықты басқару"
    assert Letter.objects.filter(key__contains=":workshop_submitted:").first().language == "kk"


def test_waitlist_letter_says_the_number():
    workshop = WorkshopFactory(capacity=1)
    for _number in range(3):
        actions.take_place(workshop, UserFactory(preferred_language="en"))
    texts = (
        written_letters()
        .filter(key__contains=":place_waitlisted:")
        .order_by("pk")
        .values_list("text", flat=True)
    )
    assert [f"You are number {number} on the waitlist" in text for number, text in enumerate(texts, 1)] == [
        True,
        True,
    ]
