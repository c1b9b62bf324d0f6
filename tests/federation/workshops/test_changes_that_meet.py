"""Changes of one workshop that meet: a request and what was changed at once meanwhile, two who ask, and what goes
with what.
"""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from federation.workshops import actions
from federation.workshops.actions import MoneyLine
from federation.workshops.actions.audiences import deciders
from federation.workshops.contents.readings import carried_over, changes_between
from federation.workshops.contents.reasons import reasons_of
from federation.workshops.contents.wording import of_concern
from federation.workshops.enums import Audience
from federation.workshops.models import Workshop
from federation.workshops.rules import askers_of
from portal.accounts.enums import Role
from portal.journal.actions import by_office
from portal.language import LANGUAGES
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.membership.factories import RepresentativeFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .amending import amend, ask, draft_with
from .factories import HostingFactory, ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(association):
    return WorkshopFactory(organiser=association)


def test_what_is_paid_for_in_a_hall_goes_with_the_way_in_which_it_is_held(workshop, manager, secretary):
    change = ask(workshop, manager, attendance_mode="online", link="https://meet.test.example/x")
    assert {"attendance_mode", "link"} <= {*change.wished}
    stands = Workshop.objects.get(pk=workshop.pk)
    assert (stands.attendance_mode, stands.travel) == (workshop.attendance_mode, workshop.travel)
    actions.approve_change(change, secretary)
    held = Workshop.objects.get(pk=workshop.pk)
    assert (held.attendance_mode, held.travel, held.link) == ("online", "", "https://meet.test.example/x")


def test_booking_moves_with_the_dates_in_one_request(workshop, manager, secretary):
    later = workshop.starts_on + timedelta(days=60)
    closes = timezone.now() + timedelta(days=50)
    change = ask(workshop, manager, starts_on=later, ends_on=later, applications_close_at=closes)
    assert {"starts_on", "applications_close_at"} <= {*change.wished}
    actions.approve_change(change, secretary)
    moved = Workshop.objects.get(pk=workshop.pk)
    assert moved.starts_on == later
    assert timezone.localdate(moved.applications_close_at) == timezone.localdate(closes)


def test_deadline_that_moves_with_the_dates_is_told_to_everybody():
    moved = changes_between({}, {}, ["starts_on", "ends_on", "applications_close_at"])
    told = [change["name"] for change in of_concern(moved, Audience.PARTICIPANTS)]
    assert told == ["starts_on", "ends_on", "applications_close_at"]
    assert of_concern(moved[2:], Audience.PARTICIPANTS) == []


def test_dates_of_a_workshop_that_has_begun_are_not_approved(workshop, manager, secretary, time_machine):
    later = workshop.starts_on + timedelta(days=60)
    change = ask(workshop, manager, starts_on=later, ends_on=later)
    Workshop.objects.filter(pk=workshop.pk).update(ends_on=workshop.starts_on + timedelta(days=3))
    time_machine.move_to(timezone.now() + (workshop.starts_on - timezone.localdate()) + timedelta(days=1))
    with pytest.raises(actions.WrongState):
        actions.approve_change(change, secretary)


@pytest.mark.parametrize(
    ("stood", "wished", "today", "stands"),
    [
        ([1], [1, 2], [1, 3], [1, 2, 3]),
        ([1, 4], [1, 2], [1, 4, 3], [1, 2, 3]),
        ([1, 4], [1, 4, 2], [1], [1, 2]),
    ],
)
def test_what_was_changed_at_once_meanwhile_stays(stood, wished, today, stands):
    assert carried_over("topics", stood, wished, today) == stands


def test_amounts_that_were_changed_meanwhile_stay():
    old, new = ({"row": 1, "kind": "own", "planned": amount} for amount in ("10.00", "20.00"))
    wished = {"row": None, "kind": "donor", "planned": None}
    added = {"row": 2, "kind": "own", "planned": "5.00"}
    assert carried_over("money", [old], [old, wished], [new, added]) == [new, wished, added]


def test_name_that_is_written_otherwise_takes_nobody_off(workshop, manager):
    line = WorkshopTrainerFactory(
        workshop=workshop, name="Айгүл", email="t@test.example", person=None, invited_at=timezone.now(),
    )  # fmt: skip
    lines = [replace(each, name="Айгүль") for each in draft_with(workshop).trainers]
    amend(workshop, manager, trainers=lines)
    line.refresh_from_db()
    assert line.name == "Айгүль"
    assert not Letter.objects.filter(key__contains="training_ended").exists()


def test_whoever_is_only_now_asked_is_told_of_nothing_else(workshop, manager):
    chosen = WorkshopTrainerFactory.build(
        workshop=workshop, name="Жаңа", email="new@test.example", person=None
    )
    lines = [*draft_with(workshop).trainers, actions.TrainerLine(chosen.name, chosen.email, chosen.role)]
    amend(workshop, manager, trainers=lines)
    kinds = [letter.key.split(":")[1] for letter in written_letters().filter(address="new@test.example")]
    assert kinds == ["trainer_invited"]


def test_two_who_ask_have_both_asked(workshop, manager):
    other = UserFactory()
    later = workshop.starts_on + timedelta(days=20)
    ask(workshop, manager, starts_on=later, ends_on=later)
    change = ask(workshop, other, city="Ақтау")
    assert askers_of(change) == {manager.pk, other.pk}
    actions.withdraw_change(change, manager)
    assert askers_of(ask(workshop, other, city="Ақтөбе")) == {other.pk}


def test_administrator_decides_where_no_secretary_is_left(workshop):
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    assert deciders(workshop) == [administrator]


def test_no_after_a_draft_tells_those_who_were_asked(secretary):
    workshop = WorkshopFactory(state="submitted")
    for address in ("t1@test.example", "t2@test.example"):
        WorkshopTrainerFactory(
            workshop=workshop, email=address, person=None, invited_at=timezone.now(), declined_at=None
        )
    for _time in range(2):
        actions.decline(workshop, secretary, "Құпия себеп")
    told = written_letters().filter(key__contains="invitation_declined")
    assert {letter.address for letter in told} == {"t1@test.example", "t2@test.example"}
    assert not any("Құпия себеп" in letter.text for letter in told)


def test_changes_since_the_question_outlive_taking_back(manager, secretary, association):
    workshop = WorkshopFactory(organiser=association, state="submitted")
    actions.return_with_question(workshop, secretary, "Қай қала?")
    Workshop.objects.filter(pk=workshop.pk).update(city="Ақтау")
    for _time in range(2):
        workshop = actions.submit(Workshop.objects.get(pk=workshop.pk), manager, "Ақтау.")
        last = workshop.steps.order_by("pk").last()
        assert "city" in [change["name"] for change in last.changes]
        actions.take_back(workshop, manager)
    actions.submit(Workshop.objects.get(pk=workshop.pk), manager, "Ақтау.")
    actions.approve(Workshop.objects.get(pk=workshop.pk), secretary)
    assert not workshop.steps.filter(snapshot__isnull=False).exists()


def test_each_request_that_waits_keeps_its_reason(workshop, manager, secretary):
    with override("kk"):
        ask(workshop, manager, "Бірінші себеп.", city="Ақсу")
    with override("ru"):
        ask(workshop, manager, "Деньги ушли.", money=[MoneyLine("donor", "Қор", 7)])
        change = ask(workshop, manager, "Вторая причина.", host=OrganisationFactory())
    assert reasons_of(change) == ("Бірінші себеп.\nДеньги ушли.\nВторая причина.", "")
    assert reasons_of(change, of_money=False) == ("Бірінші себеп.\nВторая причина.", "")
    ParticipationFactory(workshop=workshop)
    actions.approve_change(change, secretary)
    told = written_letters().get(key__startswith="workshops:amended:").text
    assert "Бірінші себеп." in told and "Деньги ушли." not in told
    assert change.why == ("Вторая причина.", "ru")


def test_host_that_asks_reads_nothing_of_money_in_its_letters(workshop, manager, secretary):
    head = RepresentativeFactory(user__email="head@test.example")
    Workshop.objects.filter(pk=workshop.pk).update(host=head.organisation)
    HostingFactory(workshop=workshop, organisation=head.organisation, state="accepted", rights="all")
    held = Workshop.objects.get(pk=workshop.pk)
    ask(held, manager, "Ақша туралы.", money=[MoneyLine("donor", "Қупияқор", 7)])
    change = ask(held, head.person.user, "Қала туралы.", city="Ақсу")
    actions.approve_change(change, secretary)
    letters = [letter for letter in written_letters() if letter.address == "head@test.example"]
    assert sorted(letter.key.split(":")[1] for letter in letters) == ["change_approved", "change_received"]
    for letter in letters:
        assert "Ақсу" in letter.text
        assert "Қупияқор" not in letter.text and "Ақша туралы." not in letter.text


def test_host_is_told_when_the_organiser_withdraws_what_it_asked_for(workshop, manager):
    head = RepresentativeFactory(user__email="head@test.example")
    Workshop.objects.filter(pk=workshop.pk).update(host=head.organisation)
    HostingFactory(workshop=workshop, organisation=head.organisation, state="accepted", rights="all")
    change = ask(Workshop.objects.get(pk=workshop.pk), head.person.user, city="Ақсу")
    actions.withdraw_change(change, manager)
    assert written_letters().get(key__contains="request_withdrawn").address == "head@test.example"


@pytest.mark.parametrize("verdict", ["approved", "declined", "withdrawn", "replaced"])
def test_request_about_which_nobody_decides_any_more_keeps_no_link(workshop, manager, secretary, verdict):
    link = "https://meet.test.example/secret"
    change = ask(workshop, manager, attendance_mode="online", link=link)
    assert change.wished["link"] == link
    decide = {
        "approved": lambda: actions.approve_change(change, secretary),
        "declined": lambda: actions.decline_change(change, secretary, "Жоқ."),
        "withdrawn": lambda: actions.withdraw_change(change, manager),
        "replaced": lambda: ask(workshop, manager, city="Ақсу"),
    }
    decide[verdict]()
    change.refresh_from_db()
    assert change.state == verdict and link not in str(change.wished)
    assert (Workshop.objects.get(pk=workshop.pk).link == link) is (verdict == "approved")


@pytest.mark.parametrize("is_approved", [True, False])
def test_host_that_asks_for_a_change_is_told_what_becomes_of_it(workshop, secretary, is_approved):
    head = RepresentativeFactory(user__email="head@test.example")
    Workshop.objects.filter(pk=workshop.pk).update(host=head.organisation)
    HostingFactory(workshop=workshop, organisation=head.organisation, state="accepted", rights="all")
    held = Workshop.objects.get(pk=workshop.pk)
    change = ask(held, head.person.user, city="Ақсу")
    office = written_letters().get(key__contains="change_wished")
    assert head.organisation.name_in(office.language).text in office.text
    if is_approved:
        actions.approve_change(change, secretary)
    else:
        actions.decline_change(change, secretary, "Жоқ.")
    verdict = "change_approved" if is_approved else "change_declined"
    told = Letter.objects.filter(key__startswith=f"workshops:{verdict}:").values_list("address", flat=True)
    assert {"head@test.example", "manager@test.example"} == {*told}


def test_who_changes_by_hand_of_the_office_holds_the_workshop_before_the_line(workshop):
    line = WorkshopTrainerFactory(workshop=workshop)
    with CaptureQueriesContext(connection) as found, by_office(line, None):
        pass
    tables = [re.search(r'FROM "(workshops_\w+)"', query["sql"]) for query in found]
    assert [table[1] for table in tables if table][:2] == ["workshops_workshop", "workshops_workshoptrainer"]


def test_host_that_has_not_said_yes_is_named_by_no_change_to_the_public(workshop, manager, secretary, client):
    host = OrganisationFactory(name_kk="Қупияат", name_ru="Қупияат", name_en="Қупияат")
    ParticipationFactory(workshop=workshop)
    actions.approve_change(ask(workshop, manager, host=host), secretary)
    told = {letter.key.split(":")[1]: letter.text for letter in written_letters()}
    assert "Қупияат" not in told["amended"] and "Қупияат" in told["change_approved"]
    for code in LANGUAGES:
        assert "Қупияат" not in client.get(workshop.url_in(code)).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_reason_goes_out_marked_with_its_language(workshop, manager, secretary, language):
    secretary.preferred_language = language
    secretary.save()
    with override("ru"):
        ask(workshop, manager, "Зал закрыт на ремонт.", city="Ақсу")
    letter = written_letters().get(key__contains="change_wished")
    is_marked = '<span lang="ru">Зал закрыт на ремонт.</span>' in letter.html
    assert is_marked is (language != "ru") and "Зал закрыт на ремонт." in letter.text.splitlines()
    page = Client()
    page.force_login(secretary)
    answer = page.get(f"/{language}/desk/workshops/review/{workshop.slug}/").text
    assert ('<span lang="ru">Зал закрыт на ремонт.</span>' in answer) is (language != "ru")
