"""Whom everybody may ask about a workshop: said before it is submitted, shown until it is over, forgotten a year after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from federation.workshops import actions, jobs
from federation.workshops.actions.to_participants import _letter_to
from federation.workshops.contents.facts import FACTS, MARKED
from federation.workshops.contents.readings import asks, reading_of
from federation.workshops.feeds import calendar_of
from federation.workshops.linked_data import event_of
from federation.workshops.models import Workshop, WorkshopLetter
from federation.workshops.models.workshop import CONTACT_FIELDS
from portal.accounts.actions import delete_account
from portal.accounts.registry import export_for, subject_of
from portal.content import versions
from portal.journal.models import Step
from portal.mail.models import Letter
from portal.mail.sending import forget_letters_to, send_all_later
from tests import services
from tests.federation.workshops.amending import amend
from tests.federation.workshops.factories import WorkshopFactory, WorkshopLetterFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
CONTACT = {
    "contact_name": "Отдел обучения",
    "contact_phone": "+7 7182 00 00 00",
    "contact_email": "ask@example.org",
}
NOBODY = dict.fromkeys(CONTACT_FIELDS, "")


@pytest.mark.parametrize("said", [{}, *({name: CONTACT[name]} for name in CONTACT_FIELDS)])
def test_one_way_to_ask_is_enough_and_needed(association, said):
    workshop = WorkshopFactory(organiser=association, state="draft", **{**NOBODY, **said})
    if said:
        actions.submit(workshop, None)
    else:
        with pytest.raises(actions.NotReady) as refusal:
            actions.submit(workshop, None)
        assert refusal.value.missing.keys() == {"contact_name"}


def test_what_was_submitted_before_it_was_asked_for_can_be_approved(association, secretary):
    workshop = WorkshopFactory(organiser=association, state="submitted", **NOBODY)
    assert actions.approve(workshop, secretary).state == "approved"


def test_stands_on_the_page_in_calendars_and_for_machines(client):
    workshop = WorkshopFactory(**CONTACT)
    page = client.get(f"/ru/workshops/{workshop.slug}/").text
    for words in ("Отдел обучения", 'href="tel:+77182000000"', 'href="mailto:ask@example.org"'):
        assert words in page
    point = {"@type": "ContactPoint", "name": "Отдел обучения", "telephone": "+7 7182 00 00 00"}
    assert event_of(workshop)["organizer"]["contactPoint"] == {**point, "email": "ask@example.org"}
    assert "CONTACT:Отдел обучения" in calendar_of([workshop], "x").decode()


@pytest.mark.parametrize("facts", [{"state": "cancelled"}, {"ends_on": timedelta(days=1)}])
def test_nobody_is_to_be_asked_once_it_is_over(client, facts):
    if "ends_on" in facts:
        day = timezone.localdate() - facts["ends_on"]
        facts = {"starts_on": day, "ends_on": day}
    workshop = WorkshopFactory(**CONTACT, **facts)
    assert "ask@example.org" not in client.get(f"/ru/workshops/{workshop.slug}/").text
    assert "contactPoint" not in event_of(workshop)["organizer"]


def test_calendars_hear_of_another_contact():
    workshop = WorkshopFactory(**CONTACT)
    workshop.save()
    number = workshop.calendar_sequence
    workshop.contact_phone = "+7 7182 11 11 11"
    workshop.save()
    assert Workshop.objects.get(pk=workshop.pk).calendar_sequence == number + 1


def over(days: int, **given) -> Workshop:
    day = timezone.localdate() - timedelta(days=days)
    return WorkshopFactory(starts_on=day, ends_on=day, **given)


def test_is_forgotten_a_year_after_in_versions_too():
    old, recent = over(366, **CONTACT), over(364, **CONTACT)
    old.save()
    assert jobs.forget_contacts() == 1
    assert jobs.forget_contacts() == 0
    found = {
        row.pk: [getattr(row, name) for name in CONTACT_FIELDS]
        for row in Workshop.objects.filter(pk__in=[old.pk, recent.pk])
    }
    assert found == {old.pk: ["", "", ""], recent.pk: list(CONTACT.values())}
    kept = [version.content for version in versions.versions_of(old)]
    assert kept
    assert {content[name] for content in kept for name in CONTACT_FIELDS} == {""}


def test_is_forgotten_a_year_after_the_last_change_of_a_draft_without_days():
    drafts = [WorkshopFactory(state="draft", starts_on=None, ends_on=None, **CONTACT) for _number in range(2)]
    long_ago = timezone.now() - timedelta(days=367)
    Workshop.objects.filter(pk=drafts[0].pk).update(updated_at=long_ago)
    assert jobs.forget_contacts() == 1
    assert [Workshop.objects.get(pk=row.pk).contact_email for row in drafts] == ["", "ask@example.org"]


def test_letters_to_participants_are_deleted_a_year_after():
    old, recent = (WorkshopLetterFactory(workshop=over(days)) for days in (366, 364))
    assert jobs.forget_letters() == 1
    assert WorkshopLetter.objects.get() == recent
    assert old.pk != recent.pk


def test_who_is_erased_is_named_as_a_contact_no_more_and_was_handed_it_before():
    user = UserFactory(email="ask@example.org")
    workshop = WorkshopFactory(**CONTACT)
    (held,) = export_for(subject_of(user))["workshop_contacts"]
    assert held["contact_email"] == "ask@example.org"
    delete_account(user)
    workshop.refresh_from_db()
    assert [getattr(workshop, name) for name in CONTACT_FIELDS] == ["", "", ""]


def test_a_letter_that_waits_for_a_participant_goes_out_when_the_contact_is_erased(association):
    workshop, reader = WorkshopFactory(organiser=association, **CONTACT), UserFactory()
    place = actions.take_place(workshop, reader)
    Letter.objects.all().delete()
    send_all_later([_letter_to(WorkshopLetterFactory(workshop=workshop), place)])
    forget_letters_to(CONTACT["contact_email"])
    letter = Letter.objects.get()
    assert (letter.given_up_at, letter.address, letter.reply_to) == (None, reader.email, "")


def test_letters_are_handed_over_to_who_wrote_and_to_who_got_them():
    writer, reader = UserFactory(), UserFactory()
    workshop = WorkshopFactory()
    place = actions.take_place(workshop, reader)
    letter = WorkshopLetterFactory(workshop=workshop, written_by=writer.person)
    letter.recipients.add(place)
    for user, kind in ((writer, "written"), (reader, "received")):
        (held,) = export_for(subject_of(user))["workshop_letters"]
        assert (held["kind"], held["text"]) == (kind, "Возьмите ноутбук.")
    delete_account(writer)
    letter.refresh_from_db()
    assert letter.written_by is None


@pytest.mark.parametrize("name", sorted(MARKED))
def test_no_step_says_who_could_be_asked_nor_by_which_link(association, manager, name, client):
    old = {**CONTACT, "link": "https://example.org/old"}
    workshop = WorkshopFactory(organiser=association, attendance_mode="hybrid", **old)
    new = {
        "contact_email": "new@example.org",
        "contact_phone": "+7 7182 22 22 22",
        "link": "https://example.org/new",
    }
    amend(workshop, manager, **{name: new.get(name, "Другие")})
    step = workshop.steps.get()
    assert [change["name"] for change in step.changes] == [name]
    assert old[name] not in str(step.changes)
    assert new.get(name, "Другие") not in str(step.changes)
    assert not any(value in str(reading_of(workshop)) for value in old.values())
    client.force_login(manager)
    assert old[name] not in client.get(f"/ru/desk/workshops/{workshop.slug}/").text


def test_what_steps_of_before_say_of_a_contact_is_forgotten_with_it():
    workshop = over(366, **CONTACT)
    kept = [{"name": name, "stood": CONTACT[name], "stands": "x"} for name in CONTACT_FIELDS]
    Step.objects.create(about=workshop, verb="amended", changes=kept, snapshot={**CONTACT, "city": "Семей"})
    jobs.forget_contacts()
    step = workshop.steps.get()
    assert [change["name"] for change in step.changes] == [*CONTACT_FIELDS]
    assert not any(value in f"{step.changes} {step.snapshot}" for value in CONTACT.values())
    assert step.snapshot["city"] == "Семей"


def test_nothing_that_is_private_asks_so_that_none_lies_in_a_wish():
    same = dict.fromkeys(FACTS, "")
    for name in (name for name, kind in FACTS.items() if kind.is_private):
        assert not asks(name, same, {**same, name: "x"}, {})
