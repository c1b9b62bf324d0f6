"""Every letter, in every language: it can be written, says what it is about, and escapes what people typed."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from federation.membership.models import Representative
from federation.people.actions import give_consent, withdraw_consent
from federation.people.enums import Purpose
from federation.people.rules import current_wording
from federation.workshops import actions, letters, models
from federation.workshops.actions import reminding
from federation.workshops.actions.asking_hosts import ask_host
from federation.workshops.actions.offering import end_overdue, remind, tell_organisation
from federation.workshops.actions.places import lock_workshop
from federation.workshops.enums import HostRights
from federation.workshops.models import PlaceOffer, Workshop
from portal.language import TIME_ZONE
from portal.mail.models import Letter
from tests import services
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import amend, ask, draft_with, give_places
from tests.federation.workshops.factories import HostingFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.office import keep
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]

OF_PEOPLE = {"to_participants", "question"}  # Their words are somebody's; the portal's stand around them.
TRICKY = 'Кім <b>төлейді</b> & "қашан"?'
ROOT = Path(models.__file__).parents[1] / "templates"


def leave_out(draft, manager, user) -> None:
    """Asks somebody to train, and writes the draft without them."""
    WorkshopTrainerFactory(workshop=draft, name=TRICKY, email=user.email, invited_at=timezone.now())
    lines = [line for line in draft_with(draft).trainers if line.email != user.email]
    actions.save_draft(manager, draft.organiser, draft_with(draft, trainers=lines), draft)


def live_through(language, secretary) -> None:
    """Makes everything happen that somebody is written about."""
    manager = RepresentativeFactory(user__preferred_language=language).person.user
    organiser = manager.person.representations.get().organisation
    colleague = RepresentativeFactory(organisation=organiser, user__preferred_language=language).person.user
    people = [UserFactory(preferred_language=language) for _number in range(7)]
    hosts = [
        RepresentativeFactory(user__preferred_language=language).person.representations.get()
        for _number in range(2)
    ]
    workshop = WorkshopFactory(organiser=organiser, state="draft", capacity=1, host=hosts[0].organisation)
    trainers = [
        WorkshopTrainerFactory(workshop=workshop, name=TRICKY, email=user.email)
        for user in people[:1] + people[3:]
    ]
    leave_out(WorkshopFactory(organiser=organiser, state="draft"), manager, people[0])
    actions.submit(workshop, manager)
    actions.take_back(workshop, colleague)
    actions.submit(workshop, manager)
    for days in range(7, 14):  # One of them is a working day.
        actions.remind_of_waiting(timezone.now() + timedelta(days=days))
    written_letters()  # What reminds of something is put into words while it is open.
    actions.return_with_question(workshop, secretary, TRICKY)
    actions.remind_of_questions(timezone.now() + timedelta(days=4))
    written_letters()
    actions.submit(workshop, manager, TRICKY)
    actions.approve(workshop, secretary)
    WorkshopFactory(organiser=organiser, applications_close_at=timezone.now() + timedelta(days=2))
    actions.remind_of_closing()
    written_letters()  # What asks a trainer is put into words while it asks.
    asked = workshop.hostings.get()
    actions.accept_hosting(asked, hosts[0].person.user)
    actions.give_host_rights(workshop, manager, HostRights.RUN)
    programme = {workshop.descriptions.get().language: {"programme": TRICKY}}
    actions.change_programme(workshop, hosts[0].person.user, programme, TRICKY)
    written_letters()
    actions.withdraw_hosting(asked, hosts[0].person.user, TRICKY)
    written_letters()
    workshop.hostings.update(state="accepted")
    choose_host(workshop, hosts[1].organisation, manager)
    written_letters()
    actions.decline_hosting(workshop.hostings.get(), hosts[1].person.user, TRICKY)
    written_letters()
    workshop.hostings.update(state="accepted", rights=HostRights.ALL)
    actions.withdraw_change(ask(workshop, hosts[1].person.user, TRICKY, city="Ақсу"), colleague)
    actions.decline_training(trainers[0], people[0])
    for trainer, user in zip(trainers[2:], people[4:], strict=True):
        actions.accept_training(trainer, user)
    actions.step_back(trainers[2], people[4], TRICKY)
    give_consent(people[5].person, current_wording(Purpose.SHOWN))
    withdraw_consent(people[5].person, Purpose.SHOWN)
    for user in people[:4]:
        actions.take_place(workshop, user)
    actions.cancel_participation(workshop, people[3])
    actions.cancel_participation(workshop, people[0])
    later = workshop.starts_on + timedelta(days=9)
    dates = {"starts_on": later, "ends_on": later}
    actions.withdraw_change(ask(workshop, manager, TRICKY, **dates), manager)
    actions.decline_change(ask(workshop, manager, TRICKY, **dates), secretary, TRICKY)
    actions.approve_change(ask(workshop, manager, TRICKY, **dates), secretary)
    written_letters()
    staying = [line for line in draft_with(workshop).trainers if line.row != trainers[-1].pk]
    amend(workshop, manager, TRICKY, trainers=staying)
    written_letters()
    Letter.objects.filter(text="").delete()  # Who is named no more is named in no letter.
    words = workshop.descriptions.get()
    words.title = TRICKY
    words.save_revision().publish()
    line = WorkshopTrainerFactory(workshop=workshop, name=TRICKY)
    keep(line, person=people[2].person)
    written_letters()  # Whoever is named reads of it while the line says so.
    keep(line, person=people[1].person)
    hold_places(workshop, manager, organiser, people[4:6])
    written = actions.Written("registered", subject={"ru": TRICKY}, text={"ru": TRICKY})
    actions.send_to_participants(workshop, manager, written, uuid4())
    participation = workshop.participations.registered().first()
    actions.ask_organiser(workshop, actions.Question(TRICKY, participation=participation))
    later = Workshop.objects.get(pk=workshop.pk).starts_on  # They have moved since.
    for days in (7, 1):
        reminding.remind(datetime.combine(later - timedelta(days=days), time(9), TIME_ZONE))
    written_letters()  # What reminds is put into words while there is something to come to.
    actions.cancel_workshop(workshop, manager, TRICKY)
    other = WorkshopFactory(organiser=manager.person.representations.get().organisation, state="submitted")
    host = RepresentativeFactory(user__preferred_language=people[0].preferred_language)
    HostingFactory(workshop=other, organisation=host.organisation)
    Workshop.objects.filter(pk=other.pk).update(host=host.organisation)
    WorkshopTrainerFactory(workshop=other, email=people[3].email, invited_at=timezone.now())
    keep(WorkshopTrainerFactory(workshop=other, name=TRICKY), person=people[1].person)
    actions.decline(other, secretary, TRICKY)


def hold_places(workshop, manager, organisation, people) -> None:
    """Makes everything happen that they are written about for whom a place is held. Dates change under one of them."""
    give_places(workshop, 9)
    addresses = [
        user.email for user in (*people, UserFactory(preferred_language=people[0].preferred_language))
    ]
    first, second, _third = actions.register_colleagues(
        workshop, organisation, manager.person, [actions.Colleague(TRICKY, address) for address in addresses]
    ).held
    PlaceOffer.objects.update(invited_at=timezone.now() - timedelta(days=2))
    soon = timezone.now() + timedelta(hours=9)
    PlaceOffer.objects.filter(pk__in=[first.pk, second.pk]).update(held_until=soon)
    remind(workshop)
    later = workshop.starts_on + timedelta(days=19)
    actions.approve_change(ask(workshop, manager, TRICKY, starts_on=later, ends_on=later), manager)
    written_letters()  # What asks is put into words while it asks.
    PlaceOffer.objects.filter(pk=first.pk).update(held_until=timezone.now())
    end_overdue(workshop)
    actions.withdraw_place(second)
    tell_organisation(workshop.pk, organisation.pk)


def choose_host(workshop, organisation, user) -> None:
    """As a change of the host does it."""
    with lock_workshop(workshop.pk) as locked:
        locked.host = organisation
        locked.save()
        ask_host(locked, user)


def about_workshops() -> list[Letter]:
    return list(written_letters().filter(key__startswith="workshops:"))


def test_everybody_concerned_gets_a_letter_in_their_own_language(secretary, language):
    secretary.preferred_language = language
    secretary.save()
    live_through(language, secretary)
    written = about_workshops()
    assert {letter.key.split(":")[1] for letter in written} == {*letters.LETTERS, *OF_PEOPLE, "waiting_long"}
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
    submitted = WorkshopFactory(state="draft", working_language="kk", hours_note="9-дан 17-ге дейін")
    actions.submit(submitted, None)
    (letter,) = [letter for letter in about_workshops() if letter.address == secretary.email]
    assert '<span lang="kk">9-дан 17-ге дейін</span>' in letter.html


def test_each_kind_goes_to_those_whom_it_concerns(secretary):
    live_through("kk", secretary)
    speaking = Representative.objects.filter(organisation__organised_workshops=None)
    hosts = set(speaking.values_list("person__user", flat=True))
    found = defaultdict(set)
    for letter in about_workshops():
        is_place = "participation" in letter.facts
        is_to_trainer = (
            letter.key.split(":")[1] in ("training_ended", "left_out_of_draft")
            or "person" in letter.facts
            or "mark" in letter.facts
            or "trainer" in letter.facts
            and "user" not in letter.facts
        )
        reader = "secretariat" if letter.address == secretary.email else "people" if is_place else "organiser"
        reader = "trainers" if is_to_trainer else "colleagues" if "offer" in letter.facts else reader
        reader = "hosts" if letter.facts.get("user") in hosts else reader
        found[reader].add(letter.key.split(":")[1])
    assert found == {
        "secretariat": {
            "workshop_submitted", "workshop_called_off_secretariat", "workshop_taken_back",
            "change_wished", "change_withdrawn", "waiting_long",
        },
        "organiser": {
            "workshop_received", "workshop_returned", "workshop_approved", "workshop_declined", "workshop_called_off",
            "workshop_taken_back_organiser", "change_withdrawn_organiser",
            "change_received", "change_approved", "change_declined",
            "held_places_answered", "trainer_accepted", "trainer_declined", "trainer_stepped_back", "trainer_withheld",
            "host_accepted", "host_declined", "host_withdrawn", "amended_by_host", "question",
            "words_changed", "trainers_changed",
            "question_waits", "booking_closes",
        },
        "hosts": {
            "host_asked", "host_let_go", "host_rights", "hosting_cancelled", "hosting_declined", "amended_hosting",
            "change_received", "request_withdrawn",
        },
        "colleagues": {
            "held_place_offered", "held_place_reminder", "held_place_changed", "held_place_lapsed",
            "held_place_withdrawn", "held_place_cancelled",
        },
        "trainers": {
            "trainer_invited", "invitation_ended", "training_cancelled", "amended_training",
            "amended_invitation", "training_ended", "left_out_of_draft", "training_declined", "invitation_declined", "reminder_day_trainer",
            "trainer_named", "trainer_unnamed",
        },
        "people": {
            "place_taken", "place_waitlisted", "place_moved_up", "place_given_up", "waitlist_left", "amended",
            "workshop_cancelled", "to_participants", "reminder_week", "reminder_day",
        },
    }  # fmt: skip


def test_each_folder_of_words_is_that_of_one_kind():
    named = [kind.template for kind in letters.LETTERS.values()]
    folders = {str(path.relative_to(ROOT)) for path in (ROOT / "mail/workshops").iterdir()}
    named += [*(f"mail/workshops/{kind}" for kind in OF_PEOPLE), letters.WAITING_TEMPLATE]
    assert {*named} == folders
    assert (
        len(named) == len({*named}) + 4
    )  # Trainers are reminded as participants are; a no is one text for three, and an end one for two.


def test_subjects_are_in_the_language_of_the_reader(secretary):
    live_through("ru", secretary)
    subject = written_letters().filter(key__contains=":workshop_approved:").first().subject
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
