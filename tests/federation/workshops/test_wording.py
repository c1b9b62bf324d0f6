"""What has changed of a workshop, in the words of whoever reads it."""

import pytest
from django.utils.translation import override

from federation.workshops import actions
from federation.workshops.actions import TrainerLine
from federation.workshops.contents.facts import all_names, language_of, said_in
from federation.workshops.presenters.journal import log_of, public_changes_of
from portal.language import LANGUAGES
from tests import services
from tests.federation.workshops.amending import amend, ask, form_of
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory, WorkshopTrainerFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

pytestmark = [pytest.mark.django_db, services.asked_once]
HALLS = {"venue_kk": "Мәжіліс залы", "venue_ru": "Зал заседаний", "venue_en": "Assembly hall"}


@pytest.fixture
def approved(association):
    return WorkshopFactory(organiser=association)


def test_each_fact_that_a_language_says_by_itself_is_said_by_all():
    names = [name for name in all_names() if language_of(name)]
    assert {language_of(name) for name in names} == {*LANGUAGES}
    for name in names:
        same = [said_in(name, code) for code in LANGUAGES]
        assert name in same and {*same} <= {*names} and len({*same}) == len(LANGUAGES)
    assert said_in("capacity", "ru") == "capacity"


def test_desk_reads_of_a_hall_in_each_language_and_in_which(approved, manager):
    amend(approved, manager, **HALLS)
    with override("ru"):
        [step] = log_of(approved)
    told = {(change.label, change.stands, change.language) for change in step.changes}
    assert told == {
        ("Место проведения (казахский)", "Мәжіліс залы", "kk"),
        ("Место проведения (русский)", "Зал заседаний", "ru"),
        ("Место проведения (английский)", "Assembly hall", "en"),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_told_of_a_hall_in_their_language_alone(approved, manager, language):
    reader = UserFactory(preferred_language=language)
    ParticipationFactory(workshop=approved, person=reader.person)
    amend(approved, manager, **HALLS)
    with override(language):
        [change] = public_changes_of(approved)
    assert [fact.stands for fact in change.changes] == [HALLS[f"venue_{language}"]]
    [letter] = written_letters().filter(address=reader.email, key__contains=":amended:")
    found = [hall for hall in HALLS.values() if hall in letter.words().text]
    assert found == [HALLS[f"venue_{language}"]]


def test_hall_that_changed_in_another_language_alone_is_told_in_that(approved, manager):
    amend(approved, manager, venue_ru="Зал заседаний")
    with override("kk"):
        [change] = public_changes_of(approved)
    assert [(fact.stands, fact.language) for fact in change.changes] == [("Зал заседаний", "ru")]


def test_log_says_that_names_have_changed_of_which_none_is_kept(approved, manager):
    line = WorkshopTrainerFactory(workshop=approved, name="Бұрынғы Тренер")
    lines = [
        TrainerLine(row.name, row.email, row.role, row.pk) for row in approved.trainers.exclude(pk=line.pk)
    ]
    amend(approved, manager, trainers=[*lines, TrainerLine("Жаңа Тренер", "", line.role, line.pk)])
    [step] = log_of(approved)
    [change] = step.changes
    assert (change.stood, change.stands) == ("", "")


def test_page_before_a_change_names_those_alone_of_whom_there_is_somebody(client, approved, manager):
    ParticipationFactory(workshop=approved)
    client.force_login(manager)
    sent = form_of(approved, begins_at="10:00", ends_at="16:00", action="preview")
    page = client.post(f"/en/desk/workshops/{approved.slug}/change/", sent)
    assert page.context["told"] == ["1 person who has a place or waits for one"]


def test_page_before_a_change_asks_for_the_reason_once(client, approved, manager):
    client.force_login(manager)
    address = f"/en/desk/workshops/{approved.slug}/change/"
    page = client.post(
        address, form_of(approved, begins_at="10:00", ends_at="16:00", action="confirm", words="")
    )
    assert page.text.count('name="words"') == 1


def test_what_is_only_asked_for_is_not_told_as_what_has_happened(approved, manager, secretary):
    manager.preferred_language = "en"
    manager.save()
    stood = approved.place_in("en").text
    actions.decline_change(ask(approved, manager, city="Ақсу"), secretary, "Жоқ.")
    actions.withdraw_change(ask(approved, manager, city="Ақсу"), secretary)
    wished = written_letters().filter(address=manager.email)
    assert len(wished) == 4  # Received twice, declined, withdrawn.
    for letter in wished:
        assert f"Ақсу (approved: {stood})" in letter.text
    steps = [step for step in log_of(approved) if step.changes]
    assert [change.is_wished for step in steps for change in step.changes] == [True, True]


def test_what_was_asked_for_and_approved_is_told_as_what_has_happened(approved, manager, secretary):
    manager.preferred_language = "en"
    manager.save()
    stood = approved.place_in("en").text
    actions.approve_change(ask(approved, manager, city="Ақсу"), secretary)
    letter = written_letters().get(address=manager.email, key__contains=":change_approved:")
    assert f"Ақсу (before: {stood})" in letter.text
    asked, approved_step = [step for step in log_of(approved) if step.changes]
    assert [step.changes[0].is_wished for step in (asked, approved_step)] == [True, False]


@pytest.mark.parametrize(
    ("changed", "is_asked"), [({"kk_title": "Басқаша"}, False), ({"city": "Ақсу"}, True)]
)
def test_page_before_a_change_says_who_reads_the_reason_and_in_which_language(
    client, approved, manager, changed, is_asked
):
    client.force_login(manager)
    sent = form_of(approved, **changed, action="preview")
    page = client.post(f"/ru/desk/workshops/{approved.slug}/change/", sent)
    hint = page.context["reason"].fields["words"].help_text
    assert ("все, кому сообщат" in hint, "секретариат" in hint) == (True, is_asked)
    assert "русский" in hint


@pytest.mark.parametrize(("changed", "left"), [(["kk", "ru", "en"], []), (["ru"], ["Kazakh"])])
def test_page_before_a_change_warns_of_a_hall_that_stays_in_another_language(
    client, approved, manager, changed, left
):
    client.force_login(manager)
    halls = {f"venue_{code}": HALLS[f"venue_{code}"] for code in changed}
    sent = form_of(approved, **halls, action="preview")
    page = client.post(f"/en/desk/workshops/{approved.slug}/change/", sent)
    assert page.context["old_hall"] == left
    assert ("The hall stays as it was in another language" in page.text) is bool(left)


@pytest.mark.parametrize(("language", "city"), [("kk", "Павлодар"), ("en", "Pavlodar")])
def test_city_that_changes_is_named_as_the_reader_knows_it(manager, association, language, city):
    workshop = WorkshopFactory(organiser=association, city="Ақсу")
    amend(workshop, manager, city="павлодар")
    with override(language):
        [step] = log_of(workshop)
    assert [(change.stood, change.stands) for change in step.changes] == [("Ақсу", city)]
