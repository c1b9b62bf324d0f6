"""Changes of an approved workshop: what takes effect at once, what asks, who is told, and what is refused."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from federation.directory.models import Region
from federation.workshops import actions
from federation.workshops.actions import MoneyLine, TrainerLine
from federation.workshops.contents.digests import digest_of
from federation.workshops.contents.facts import FACTS, PARTS, WORDS
from federation.workshops.contents.readings import kept, reading_of, says
from federation.workshops.enums import Amendment, StepVerb
from federation.workshops.models import Workshop, WorkshopTrainer
from federation.workshops.rules import first_moment
from portal.mail.models import Letter
from resources.models import Module, Topic
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.amending import amend, ask, draft_with
from tests.federation.workshops.factories import (
    ParticipationFactory,
    WorkshopFactory,
    WorkshopTrainerFactory,
)
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

# Fields of a workshop that its organiser never writes, and why.
NOT_FACTS = {
    "id", "created_at", "updated_at", "slug", "latest_revision", "form_token", "is_demo", "is_historic",  # of the row
    "state", "organiser",  # of steps
    "places_taken", "kept_taken", "waiting_count",  # counted
    "calendar_sequence", "calendar_event", "calendar_changed_at",  # of calendars
    "date_precision", "known_length",  # of what was held long ago
}  # fmt: skip


@pytest.fixture
def approved(association):
    return WorkshopFactory(organiser=association)


def now(workshop: Workshop) -> Workshop:
    return Workshop.objects.get(pk=workshop.pk)


def later(workshop: Workshop, days: int = 7) -> dict:
    length = timedelta(days=days)
    return {"starts_on": workshop.starts_on + length, "ends_on": workshop.ends_on + length}


def told(letters, *kinds: str) -> list[tuple[str, str, str]]:
    return [letter for letter in letters() if letter[0] in kinds]


# --- The table ----------------------------------------------------------------------------------------------------


def test_every_field_of_a_workshop_stands_in_the_table_of_amendments():
    fields = {field.name for field in (*Workshop._meta.concrete_fields, *Workshop._meta.local_many_to_many)}
    assert fields - NOT_FACTS == set(FACTS) - {"trainers", "money"}
    words = {
        field.name for field in Workshop._meta.get_field("descriptions").related_model._meta.local_fields
    }
    assert {"title", "summary", "for_whom", "outcomes", "programme", "to_bring"} <= set(WORDS) <= words


ANOTHER = {
    "begins_at": time(10),
    "hours_note": "сенбіде 13:00-ге дейін",
    "venue_kk": "Мәжіліс залы",
    "address_ru": "ул. Абая, 1",
    "fee": Decimal(5000),
    "is_step_free": False,
    "capacity": 30,
    "kk_title": "Басқа атау",
    "ru_summary": "Кратко.",
    "kk_programme": "1-күн",
}


@pytest.mark.parametrize("name", ANOTHER)
def test_a_fact_that_changes_at_once_stands_there_with_its_line_in_the_journal(approved, manager, name):
    if name.startswith("ru_"):
        made = amend(approved, manager, ru_title="Название", **{name: ANOTHER[name]})
    else:
        made = amend(approved, manager, **{name: ANOTHER[name]})
    assert name in made.at_once and made.asked == []
    stands = says(name, {name: kept(ANOTHER[name])})
    assert reading_of(now(approved))[name] == stands
    step = approved.steps.get()
    assert (step.verb, step.by, step.words) == (StepVerb.AMENDED, manager, "Солай керек.")
    assert {"name": name, "stood": made.stood[name], "stands": stands} in step.changes


def asked_facts(workshop: Workshop) -> dict:
    return {
        "starts_on": later(workshop)["starts_on"],
        "attendance_mode": "hybrid",
        "region": Region.objects.get(pk="KZ-10"),
        "city": "Семей",
        "host": OrganisationFactory(),
        "working_language": "ru",
        "modules": [Module.objects.filter(topics=None).first() or Module.objects.last()],
        "topics": [Topic.objects.exclude(module=Topic.objects.first().module).first()],
        "money": [MoneyLine("sponsor", "Демеуші", Decimal(10))],
    }


@pytest.mark.parametrize("name", [
    "starts_on", "attendance_mode", "region", "city", "host", "working_language", "modules", "topics", "money"
])  # fmt: skip
def test_a_fact_that_asks_stays_until_the_secretariat_approves_it(
    approved, manager, secretary, name, letters
):
    wished = asked_facts(approved)[name]
    given = {"starts_on": wished, "ends_on": wished} if name == "starts_on" else {name: wished}
    before = reading_of(now(approved))
    if name == "attendance_mode":
        given["link"] = "https://example.org/room"
    if name == "working_language":
        words = {f"ru_{word}": "Сөз" for word in ("title", "summary", "for_whom", "outcomes")}
        amend(approved, manager, venue_ru="Зал", **words)
        before = reading_of(now(approved))
    change = ask(approved, manager, **given)
    assert reading_of(now(approved)) == before
    actions.approve_change(change, secretary)
    actions.approve_change(change, secretary)
    assert says(name, reading_of(now(approved))) == says(name, change.wished) != says(name, before)
    assert len(told(letters, "change_approved")) == 1
    last = approved.steps.filter(verb=StepVerb.CHANGE_APPROVED).last()
    assert (last.verb, last.by, last.words) == (StepVerb.CHANGE_APPROVED, secretary, "Солай керек.")
    assert name in {change["name"] for change in last.changes}


def test_the_table_has_a_test_for_every_fact_that_asks():
    asks = {name for name, kind in FACTS.items() if kind.amendment is Amendment.ASKED}
    tried = {"starts_on", "attendance_mode", "region", "city", "host", "working_language", "modules"}
    # The two days go together; other ways of admission cannot be chosen yet.
    assert asks - tried == {"ends_on", "admission"}
    assert {"topics", "money"} <= set(PARTS)


def test_a_hall_in_another_city_waits_with_the_city(approved, manager, secretary):
    made = amend(approved, manager, city="Семей", venue_kk="Абай кітапханасы", hours_note="10:00–16:00")
    assert (made.at_once, set(made.asked)) == (["hours_note"], {"city", "venue_kk"})
    assert (now(approved).city, now(approved).venue_kk) == ("Павлодар", "Оқу залы")
    actions.approve_change(approved.wished_changes.get(), secretary)
    assert (now(approved).city, now(approved).venue_kk) == ("Семей", "Абай кітапханасы")


def test_topics_of_an_approved_module_change_at_once(association, manager):
    workshop = WorkshopFactory(organiser=association)
    module = workshop.topics.get().module
    others = list(Topic.objects.filter(module=module))
    if len(others) < 2:
        others.append(Topic.objects.create(module=module, number=99, code="99", title_kk="Қосымша"))
    made = amend(workshop, manager, topics=others)
    assert (made.at_once, made.asked) == (["topics"], [])


def test_an_amount_of_the_same_source_changes_at_once(approved, manager):
    made = amend(approved, manager, money=[MoneyLine("association", "", Decimal(250_000))])
    assert (made.at_once, made.asked) == (["money"], [])
    assert approved.money_sources.get().planned == 250_000


# --- Who is told --------------------------------------------------------------------------------------------------


def test_each_who_is_concerned_is_told_once_of_hall_and_trainer(approved, manager, letters):
    people = [UserFactory() for _number in range(4)]
    for user in people:
        actions.take_place(approved, user)  # Two have places, two wait.
    answered = {"invited_at": timezone.now(), "accepted_at": timezone.now()}
    trainer = WorkshopTrainerFactory(workshop=approved, person=UserFactory().person, **answered)
    WorkshopTrainer.objects.exclude(pk=trainer.pk).update(person=UserFactory().person, **answered)
    Letter.objects.all().delete()
    lines = [
        TrainerLine(trainer.everyday_name, "", "lead", trainer.pk),
        TrainerLine("Жаңа Тренер", "new@example.org", "lead"),
    ]
    amend(approved, manager, venue_kk="Мәжіліс залы", trainers=lines)
    kinds = [kind for kind, _address, _language in letters()]
    assert sorted(kinds) == [*["amended"] * 4, "amended_training", "trainer_invited", "training_ended"]
    assert now(approved).calendar_sequence == 1
    amend(approved, manager, venue_kk="Мәжіліс залы")
    assert len(letters()) == 7


def test_what_concerns_nobody_else_is_told_to_nobody_else(approved, manager, librarian, letters):
    ParticipationFactory(workshop=approved, person=librarian.person)
    closes = approved.applications_close_at + timedelta(days=1)
    amend(approved, manager, applications_close_at=closes, money=[MoneyLine("association", "", Decimal(1))])
    assert letters() == []


def test_letters_say_what_stood_and_what_stands_and_why(approved, manager, librarian, secretary):
    ParticipationFactory(workshop=approved, person=librarian.person)
    amend(approved, manager, "The roof leaks.", venue_kk="Abai hall")
    (letter,) = written_letters()
    assert "Venue (Kazakh): Abai hall (before: Оқу залы)" in letter.text
    assert "The roof leaks." in letter.text


def test_dates_keep_places_and_say_so(approved, manager, secretary, librarian, letters):
    place = ParticipationFactory(workshop=approved, person=librarian.person)
    change = ask(approved, manager, **later(approved))
    assert told(letters, "change_wished", "change_received") == [
        ("change_received", "manager@test.example", "ru"),
        ("change_wished", "secretary@test.example", "kk"),
    ]
    actions.approve_change(change, secretary)
    place.refresh_from_db()
    assert place.state == "registered"
    assert now(approved).calendar_sequence == 1
    text = next(letter.text for letter in written_letters() if letter.address == librarian.email)
    assert "You keep your place" in text and "/leave/" in text


# --- Asking -------------------------------------------------------------------------------------------------------


def test_same_request_again_changes_nothing_and_a_later_one_goes_along_with_it(
    approved, manager, secretary, letters
):
    first = ask(approved, manager, **later(approved))
    count = len(letters())
    assert ask(approved, manager, **later(approved)) == first
    assert len(letters()) == count
    second = ask(approved, manager, city="Семей")
    assert set(second.wished) == {"starts_on", "ends_on", "city"}
    assert list(approved.wished_changes.values_list("pk", "state")) == [
        (first.pk, "replaced"),
        (second.pk, "waiting"),
    ]
    with pytest.raises(actions.Changed):
        actions.approve_change(first, secretary)


def test_declined_change_leaves_what_stands(approved, manager, secretary, librarian, letters):
    ParticipationFactory(workshop=approved, person=librarian.person)
    before = reading_of(now(approved))
    change = ask(approved, manager, **later(approved))
    with pytest.raises(actions.Refused):
        actions.decline_change(change, secretary, " ")
    for _time in range(2):
        actions.decline_change(change, secretary, "Тренер бос емес.")
    assert reading_of(now(approved)) == before
    assert told(letters, "change_declined") == [("change_declined", "manager@test.example", "ru")]
    assert told(letters, "amended") == []
    with pytest.raises(actions.WrongState):
        actions.approve_change(change, secretary)


def test_withdrawn_request_is_decided_no_more(approved, manager, secretary, letters):
    change = ask(approved, manager, **later(approved))
    for _time in range(2):
        actions.withdraw_change(change, manager)
    assert told(letters, "change_withdrawn") == [("change_withdrawn", "secretary@test.example", "kk")]
    with pytest.raises(actions.WrongState):
        actions.approve_change(change, secretary)
    assert list(Workshop.objects.waiting_for_secretariat()) == []


def test_who_was_told_of_a_request_is_told_that_it_is_withdrawn(approved, association, manager, letters):
    RepresentativeFactory(organisation=association, user__email="colleague@test.example")
    actions.withdraw_change(ask(approved, manager, **later(approved)), manager)
    assert [address for _kind, address, _language in told(letters, "change_received")] == [
        "colleague@test.example", "manager@test.example",
    ]  # fmt: skip
    assert told(letters, "change_withdrawn_organiser") == [
        ("change_withdrawn_organiser", "colleague@test.example", "kk")
    ]


def test_cancelling_the_workshop_settles_a_waiting_request(approved, manager):
    change = ask(approved, manager, **later(approved))
    actions.cancel_workshop(approved, manager, "Не состоится.")
    change.refresh_from_db()
    assert (change.state, change.answer) == ("declined", "Не состоится.")


@pytest.mark.parametrize(("days_late", "is_too_late"), [(-1, False), (0, True), (1, True)])
def test_new_dates_are_approved_only_before_their_first_day(
    association, manager, secretary, time_machine, days_late, is_too_late
):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    workshop = WorkshopFactory(organiser=association)
    first = timezone.localdate() + timedelta(days=10)
    change = ask(workshop, manager, starts_on=first, ends_on=first)
    time_machine.move_to(first_moment(first + timedelta(days=days_late)), tick=False)
    if is_too_late:
        with pytest.raises(actions.NotReady):
            actions.approve_change(change, secretary)
    else:
        actions.approve_change(change, secretary)
    assert (now(workshop).starts_on == first) is not is_too_late


def test_booking_closes_at_the_latest_in_the_last_minute_before_the_new_first_day(
    approved, manager, secretary
):
    sooner = timezone.localdate() + timedelta(days=10)
    change = ask(approved, manager, starts_on=sooner, ends_on=sooner)
    actions.approve_change(change, secretary)
    closes = timezone.localtime(now(approved).applications_close_at)
    assert closes.strftime("%Y-%m-%d %H:%M") == f"{sooner - timedelta(days=1)} 23:59"
    moved = {one["name"] for one in approved.steps.last().changes}
    assert "applications_close_at" in moved


# --- What is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "declined", "cancelled"])
def test_only_an_approved_workshop_is_changed_so(association, manager, state):
    workshop = WorkshopFactory(organiser=association, state=state)
    with pytest.raises(actions.WrongState):
        amend(workshop, manager, venue_kk="Мәжіліс залы")


def test_a_workshop_is_changed_until_its_last_day(association, manager, time_machine):
    workshop = WorkshopFactory(organiser=association)
    time_machine.move_to(first_moment(workshop.ends_on) + timedelta(hours=9), tick=False)
    amend(workshop, manager, venue_kk="Мәжіліс залы")
    assert now(workshop).venue_kk == "Мәжіліс залы"
    with pytest.raises(actions.WrongState):
        amend(workshop, manager, ends_on=workshop.ends_on + timedelta(days=1))
    time_machine.move_to(first_moment(workshop.ends_on) + timedelta(days=1), tick=False)
    with pytest.raises(actions.WrongState):
        amend(workshop, manager, venue_kk="Оқу залы")


def test_a_change_needs_its_reason(approved, manager):
    with pytest.raises(actions.Refused):
        amend(approved, manager, " ", venue_kk="Мәжіліс залы")
    assert now(approved).venue_kk == "Оқу залы"


@pytest.mark.parametrize(
    "changes",
    [
        {"venue_kk": ""},
        {"kk_title": "Атау", "kk_summary": ""},
        {"trainers": []},
        {"money": []},
        {"capacity": None},
        {"topics": []},
    ],
)
def test_what_every_approved_workshop_says_is_not_taken_out(approved, manager, changes):
    before = reading_of(now(approved))
    with pytest.raises(actions.NotReady):
        amend(approved, manager, **changes)
    assert reading_of(now(approved)) == before
    assert approved.steps.count() == 0


def test_dates_that_cannot_be_are_refused(approved, manager):
    today = timezone.localdate()
    for days in ({"starts_on": today, "ends_on": today}, {"starts_on": today - timedelta(days=3)}):
        with pytest.raises(actions.NotReady):
            amend(approved, manager, **days)
    assert approved.wished_changes.count() == 0


def test_places_go_down_to_those_taken_and_up_for_those_who_wait(approved, manager, letters):
    for _number in range(4):
        actions.take_place(approved, UserFactory())
    with pytest.raises(actions.NotReady) as refusal:
        amend(approved, manager, capacity=1)
    assert set(refusal.value.missing) == {"capacity"}
    amend(approved, manager, capacity=3)
    assert (now(approved).places_taken, now(approved).waiting_count) == (3, 1)
    assert len(told(letters, "place_moved_up")) == 1
    amend(approved, manager, capacity=3)
    with pytest.raises(actions.NotReady):
        amend(approved, manager, capacity=2)


def test_a_form_that_is_late_is_told_what_has_changed(approved, manager):
    draft, seen = draft_with(approved, hours_note="10:00–16:00"), digest_of(approved)
    amend(approved, manager, venue_kk="Мәжіліс залы")
    with pytest.raises(actions.Changed) as refusal:
        actions.amend(approved, manager, draft, "Солай керек.", seen)
    assert refusal.value.parts
    assert now(approved).venue_kk == "Мәжіліс залы"


def test_a_step_names_nobody(approved, manager):
    line = approved.trainers.get()
    lines = [TrainerLine("Басқа Біреу", "somebody@example.org", "lead", line.pk)]
    amend(approved, manager, trainers=lines)
    assert "Басқа" not in str(approved.steps.get(verb=StepVerb.AMENDED).changes)
    assert line.name not in str(approved.steps.get(verb=StepVerb.AMENDED).changes)
    assert "somebody" not in str(approved.steps.get(verb=StepVerb.AMENDED).changes)
