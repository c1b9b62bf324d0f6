"""The question to two who have an account each: one at a time, taken back, lapsed, and its words forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from federation.people import actions, jobs
from federation.people.actions.questions import ASKED_ALREADY
from federation.people.enums import (
    NO_LONGER_ASKED,
    TAKEN_BACK,
    UNMERGED_STATES,
    DuplicateState,
    MergeState,
)
from federation.people.models import LikelyDuplicate, Merge, Person
from portal.accounts.enums import Role
from portal.mail.models import Letter
from portal.navigation.registry import Acting, admin_tasks_for, tasks_for
from tests.portal.accounts.factories import UserFactory

from .test_duplicates import LIST, NAME, SAME_NAME, question
from .test_merging import fresh, with_account

MERGES = "/admin/snippets/people/person/merges/"


@pytest.fixture
def secretary(db):
    return UserFactory(role=Role.SECRETARIAT, preferred_language="en")


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


@pytest.fixture
def pair(db) -> LikelyDuplicate:
    """Two who have an account each and may be one person."""
    with_account(NAME)
    with_account(SAME_NAME)
    actions.find_likely_duplicates()
    return LikelyDuplicate.objects.select_related("one__user", "other__user").get()


@pytest.fixture
def asked(pair, secretary) -> Merge:
    return actions.merge(pair.one_id, pair.other_id, [], secretary, "Сізсіз бе?")


def desk_of(person: Person) -> list[str]:
    return [task.url for task in tasks_for(Acting(person.user)) if "same-person" in task.url]


def waiting_for(secretary) -> int:
    return sum(waiting.total for waiting in admin_tasks_for(secretary) if "duplicates" in waiting.url)


# --- One question at a time -------------------------------------------------------------------------------------------


def test_two_are_asked_once_whichever_is_to_be_kept(asked, secretary):
    assert actions.merge(asked.kept_id, asked.merged_id, [], secretary) == asked
    with pytest.raises(actions.Refused, match=str(ASKED_ALREADY)):
        actions.merge(asked.merged_id, asked.kept_id, [], secretary)
    assert (Merge.objects.get(), Letter.objects.count()) == (asked, 2)


@pytest.mark.parametrize(
    "sent", [{"what": "merge", "kept": "one"}, {"what": "merge", "kept": "other"}, {"what": "dismiss"}]
)
def test_who_had_the_pair_open_reads_that_it_is_being_asked(office, pair, asked, sent):
    answer = office.post(f"{LIST}{pair.pk}/", sent, follow=True)
    assert answer.redirect_chain == [(f"{MERGES}{asked.pk}/", 302)]
    assert str(ASKED_ALREADY) in answer.text
    assert (Merge.objects.get(), fresh(pair).state) == (asked, DuplicateState.WAITING)


def test_pair_that_is_being_asked_waits_for_the_two_and_not_for_the_secretariat(office, pair, secretary):
    assert (waiting_for(secretary), len(office.get(LIST).context["pairs"])) == (1, 1)
    row = actions.merge(pair.other_id, pair.one_id, [], secretary)
    assert (waiting_for(secretary), len(office.get(LIST).context["pairs"])) == (0, 0)
    assert not [task for task in tasks_for(Acting(secretary)) if "duplicates" in task.url]
    assert office.get(f"{LIST}{pair.pk}/").headers["Location"] == f"{MERGES}{row.pk}/"
    actions.dismiss(pair.pk, secretary)
    assert fresh(pair).state == DuplicateState.WAITING


@pytest.mark.parametrize("is_listed", [True, False])
def test_after_a_no_the_pair_is_not_listed_until_its_facts_change(asked, pair, is_listed):
    if not is_listed:
        LikelyDuplicate.objects.all().delete()
    actions.refuse(asked.pk, asked.merged.user)
    actions.find_likely_duplicates()
    assert LikelyDuplicate.objects.get().state == DuplicateState.DISMISSED
    Person.objects.filter(pk=pair.one_id).update(region="KZ-55")
    actions.find_likely_duplicates()
    assert LikelyDuplicate.objects.get().state == DuplicateState.WAITING


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_secretaries_who_ask_at_once_make_one_question():
    people = [with_account("Үлгі"), with_account("Адам")]
    secretaries = [UserFactory(role=Role.SECRETARIAT) for _number in range(2)]

    def ask(kept: Person, merged: Person, by) -> str:
        try:
            return str(actions.merge(kept.pk, merged.pk, [], by).state)
        except actions.Refused:
            return "refused"
        finally:
            connections.close_all()

    for _time in range(5):
        with ThreadPoolExecutor(2) as pool:
            orders = (people, people[::-1])
            found = [pool.submit(ask, *each, by) for each, by in zip(orders, secretaries, strict=True)]
            assert sorted(done.result() for done in found) == ["asked", "refused"]
        actions.take_back(Merge.objects.asked().get().pk, secretaries[0])


# --- Taken back -------------------------------------------------------------------------------------------------------


def test_question_is_taken_back_on_its_page_and_the_two_are_told_nothing_more(office, asked, pair, secretary):
    address = f"{MERGES}{asked.pk}/"
    assert "Take the question back" in office.get(address).text
    for _time in range(2):
        assert "The question was taken back." in office.post(address, {"what": "take_back"}, follow=True).text
    assert fresh(asked).state == MergeState.TAKEN_BACK
    assert "Take the question back" not in office.get(address).text
    for person in (asked.kept, asked.merged):
        assert ModelLogEntry.objects.for_instance(person).get(action=TAKEN_BACK).user == secretary
        assert desk_of(person) == []
    assert (Letter.objects.count(), waiting_for(secretary)) == (2, 1)
    again = office.post(f"{LIST}{pair.pk}/", {"what": "merge", "kept": "other"})
    assert again.headers["Location"] != address
    assert office.get(f"/admin/snippets/people/person/history/{pair.one_id}/").status_code == 200


@pytest.mark.parametrize("state", sorted(set(MergeState) - {MergeState.ASKED, MergeState.TAKEN_BACK}))
def test_what_is_no_question_any_more_is_not_taken_back(office, asked, state):
    Merge.objects.filter(pk=asked.pk).update(state=state)
    answer = office.post(f"{MERGES}{asked.pk}/", {"what": "take_back"}, follow=True)
    assert "This question is not open any more." in answer.text
    assert fresh(asked).state == state


def test_question_is_taken_back_by_a_form_that_says_so(office, asked):
    for sent in ({}, {"what": "undo"}, {"take_back": "1"}):
        office.post(f"{MERGES}{asked.pk}/", sent)
    office.get(f"{MERGES}{asked.pk}/", {"what": "take_back"})
    assert fresh(asked).state == MergeState.ASKED


@pytest.mark.parametrize("state", sorted(NO_LONGER_ASKED))
def test_link_in_the_letter_says_that_nobody_asks_any_more(client, asked, state):
    Merge.objects.filter(pk=asked.pk).update(state=state)
    for person in (asked.kept, asked.merged):
        client.force_login(person.user)
        for answer in (client.get(question(asked)), client.post(question(asked), {"answer": "yes"})):
            assert (answer.status_code, "This question was taken back" in answer.text) == (404, True)
            assert "Сізсіз бе?" not in answer.text
    assert (fresh(asked).state, fresh(asked).kept_confirmed_at) == (state, None)
    client.force_login(UserFactory())
    assert "This question was taken back" not in client.get(question(asked)).text
    assert Client().get(question(asked)).status_code == 302


# --- Thirty days ------------------------------------------------------------------------------------------------------


def test_question_that_nobody_answers_for_thirty_days_lapses_and_the_pair_waits_again(asked, pair, secretary):
    actions.confirm(asked.pk, asked.kept.user)
    asked_on = timezone.now() - timedelta(days=29)
    Merge.objects.update(made_at=asked_on)
    assert (jobs.end_old_questions(), waiting_for(secretary)) == (0, 0)
    Merge.objects.update(made_at=asked_on - timedelta(days=2))
    assert [jobs.end_old_questions() for _time in range(2)] == [1, 0]
    assert (fresh(asked).state, waiting_for(secretary)) == (MergeState.LAPSED, 1)
    assert [desk_of(person) for person in (asked.kept, asked.merged)] == [[], []]
    with pytest.raises(Merge.DoesNotExist):
        actions.confirm(asked.pk, asked.merged.user)


def ends(row: Merge, state: MergeState, by) -> None:
    """Ends a question in each of the ways in which nobody is merged."""
    if state == MergeState.REFUSED:
        actions.refuse(row.pk, row.kept.user)
    elif state == MergeState.TAKEN_BACK:
        actions.take_back(row.pk, by)
    else:
        Merge.objects.filter(pk=row.pk).update(made_at=timezone.now() - timedelta(days=31))
        jobs.end_old_questions()
    assert fresh(row).state == state


@pytest.mark.parametrize("state", sorted(UNMERGED_STATES))
def test_words_are_forgotten_thirty_days_after_a_question_has_ended(asked, secretary, state, time_machine):
    ends(asked, state, secretary)
    now = timezone.now()
    time_machine.move_to(now + timedelta(days=29))
    assert (jobs.end_old_questions(), fresh(asked).note) == (0, "Сізсіз бе?")
    time_machine.move_to(now + timedelta(days=31))
    assert [jobs.end_old_questions() for _time in range(2)] == [1, 0]
    assert (fresh(asked).note, fresh(asked).state) == ("", state)


def test_words_stay_while_the_question_is_open_or_the_merge_can_be_undone(asked, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=20))
    jobs.end_old_questions()
    for person in (asked.kept, asked.merged):
        actions.confirm(asked.pk, person.user)
    time_machine.move_to(timezone.now() + timedelta(days=20))
    jobs.end_old_questions()
    jobs.empty_old_merges()
    assert fresh(asked).note == "Сізсіз бе?"
