"""Likely duplicates are listed for the secretariat alone; two with accounts are asked, and told nothing."""

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from federation.people import actions, jobs
from federation.people.enums import Audience, DuplicateState, MergeState
from federation.people.models import Affiliation, LikelyDuplicate, Merge, Person
from federation.people.presenters.duplicates import shared_facts, sides_of
from federation.people.presenters.same_person import other_account
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.content import versions
from portal.mail.models import Letter
from portal.navigation.registry import Acting, admin_tasks_for, tasks_for
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory
from .test_merging import fresh, with_account

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/people/person/duplicates/"
NAME = "Абилкасымова Айгуль Сериковна"
SAME_NAME = "Айгүл Серікқызы Әбілқасымова"


@pytest.fixture
def office(client):
    client.force_login(UserFactory(role=Role.SECRETARIAT, preferred_language="en"))
    return client


@pytest.fixture
def pair():
    one, other = PersonFactory(full_name=NAME), PersonFactory(full_name=SAME_NAME, email="b@example.org")
    jobs.find_likely_duplicates()
    return LikelyDuplicate.objects.get(one=one, other=other)


def test_the_job_lists_a_pair_once_and_only_while_the_two_are_alike(pair):
    assert (actions.find_likely_duplicates(), LikelyDuplicate.objects.get().why) == (0, ["order", "letters"])
    other = pair.other
    other.full_name = "Щукина Жанна"
    other.save()
    assert actions.find_likely_duplicates() == 0
    assert not LikelyDuplicate.objects.exists()


def test_a_dismissed_pair_waits_again_only_when_facts_change(office, pair):
    office.post(f"{LIST}{pair.pk}/", {"what": "dismiss"})
    assert fresh(pair).state == DuplicateState.DISMISSED
    actions.find_likely_duplicates()
    assert fresh(pair).state == DuplicateState.DISMISSED
    Affiliation.objects.create(person=pair.one, organisation_name="Кітапхана")
    actions.find_likely_duplicates()
    assert fresh(pair).state == DuplicateState.DISMISSED
    Person.objects.filter(pk=pair.one_id).update(region="KZ-55")
    actions.find_likely_duplicates()
    assert (fresh(pair).state, fresh(pair).dismissed_by) == (DuplicateState.WAITING, None)


def test_neither_who_was_merged_nor_who_was_erased_is_listed(pair):
    Person.objects.filter(pk=pair.one_id).update(merged_into=PersonFactory())
    LikelyDuplicate.objects.all().delete()
    assert actions.find_likely_duplicates() == 0
    Person.objects.filter(pk=pair.one_id).update(
        merged_into=None, full_name="", latin_name="", other_names=""
    )
    assert actions.find_likely_duplicates() == 0


def test_the_list_asks_as_many_questions_for_three_pairs_as_for_one(office, pair, django_assert_num_queries):
    office.get(LIST)
    with django_assert_num_queries(PINNED):
        assert len(office.get(LIST).context["pairs"]) == 1
    for name in ("Щукина Жанна", "Соловьева Алла"):
        for _time in range(2):
            PersonFactory(full_name=name, region_id="KZ-55")
    actions.find_likely_duplicates()
    with django_assert_num_queries(PINNED):
        assert len(office.get(LIST).context["pairs"]) == 3


PINNED = 10


def test_two_are_laid_side_by_side_and_merged_as_was_chosen(office, pair):
    Affiliation.objects.create(person=pair.other, organisation_name="Кітапхана")
    page = office.get(f"{LIST}{pair.pk}/")
    facts = {fact.name or fact.label: fact for fact in page.context["facts"]}
    assert (facts["full_name"].is_choice, facts["full_name"].chosen) == (True, "one")
    assert facts["email"].chosen == "other"
    assert [words for _side, words in facts["Affiliations"].values] == ["", "1"]
    sent = {"what": "merge", "kept": "one", "fact-full_name": "other", "fact-email": "other"}
    answer = office.post(f"{LIST}{pair.pk}/", sent)
    merge = Merge.objects.get()
    assert answer.headers["Location"] == f"/admin/snippets/people/person/merges/{merge.pk}/"
    kept = fresh(pair.one)
    assert (kept.full_name, kept.other_names, kept.email) == (SAME_NAME, NAME, "b@example.org")
    assert not LikelyDuplicate.objects.waiting().exists()
    for again in (office.get(f"{LIST}{pair.pk}/"), office.post(f"{LIST}{pair.pk}/", sent)):
        assert again.headers["Location"] == answer.headers["Location"]  # Loaded or sent again.
    assert Merge.objects.count() == 1


def test_every_fact_of_two_is_shown_in_words(pair, language):
    every = {
        field.name: _full(field)
        for field in versions.facts(Person)
        if field.name not in ("user", "full_name")
    }
    Person.objects.filter(pk=pair.one_id).update(**every)
    with override(language):
        facts = {fact.name: dict(fact.values)["one"] for fact in shared_facts(sides_of(fresh(pair)), "one")}
        assert [name for name in every if not facts[name] or {*"{}[]'_"} & {*facts[name]}] == []
        assert str(Audience.PARTICIPANTS.label) in facts["shown_to"]


def _full(field):
    """Something that the page has to say."""
    if isinstance(field, models.JSONField):
        return {"name": "organisers", "phone": "participants"}
    if isinstance(field, models.BooleanField):
        return True
    if field.name == "preferred_language":
        return "ru"
    return "KZ-55" if field.is_relation else "b@example.org"


DISMISSED = f"{LIST}dismissed/"


def test_a_dismissed_pair_is_listed_again_and_stays_until_somebody_decides(office, pair):
    assert "listed no more" in office.get(f"{LIST}{pair.pk}/").text
    office.post(f"{LIST}{pair.pk}/", {"what": "dismiss"})
    Person.objects.filter(pk=pair.other_id).update(full_name="Щукина Жанна", folded="щукина жанна")
    assert [shown.pk for shown in office.get(DISMISSED).context["pairs"]] == [pair.pk]
    for _time in range(2):
        office.post(DISMISSED, {"pair": pair.pk})
    assert (list(LikelyDuplicate.objects.waiting()), fresh(pair).dismissed_by) == ([pair], None)
    actions.find_likely_duplicates()
    assert office.get(f"{LIST}{pair.pk}/").status_code == 200
    assert not office.get(DISMISSED).context["pairs"]


@pytest.mark.parametrize("sent", ["", "0", "x", "²", "9" * 30])
def test_what_was_not_dismissed_is_not_listed_again(office, pair, sent):
    before = fresh(pair).found_at
    assert office.post(DISMISSED, {"pair": sent}).status_code == 302
    assert office.post(DISMISSED, {"pair": pair.pk}).headers["Location"] == DISMISSED
    assert (fresh(pair).state, fresh(pair).found_at) == (DuplicateState.WAITING, before)


def test_an_undone_merge_is_told_as_final_and_its_pair_can_be_listed_again(office, pair):
    merge = actions.merge(pair.one_id, pair.other_id, [], UserFactory())
    address = f"/admin/snippets/people/person/merges/{merge.pk}/"
    page = office.get(address).text
    assert ("An undo cannot be undone" in page, NAME in page, SAME_NAME in page) == (True, True, True)
    office.post(address)
    assert fresh(pair).state == DuplicateState.DISMISSED
    office.post(DISMISSED, {"pair": pair.pk})
    assert list(LikelyDuplicate.objects.waiting()) == [pair]


@pytest.mark.parametrize("sent", [{}, {"what": "merge"}, {"what": "merge", "kept": "neither"}])
def test_a_forged_form_changes_nothing(office, pair, sent):
    assert (
        office.post(f"{LIST}{pair.pk}/", {**sent, "fact-is_demo": "other", "fact-user": "other"}).status_code
        == 200
    )
    assert (Merge.objects.count(), fresh(pair).state) == (0, DuplicateState.WAITING)


def test_links_to_who_was_merged_lead_to_who_they_are(office, pair):
    actions.merge(pair.one_id, pair.other_id, [], UserFactory())
    for name in ("edit", "history", "usage"):
        address = reverse(f"wagtailsnippets_people_person:{name}", args=[pair.other_id])
        assert office.get(address).headers["Location"] == address.replace(
            str(pair.other_id), str(pair.one_id)
        )
    assert office.post(address.replace("usage", "edit")).status_code == 404
    stranger = Client()
    stranger.force_login(UserFactory(role=Role.EDITOR))
    assert stranger.get(address).status_code in (302, 404)
    assert str(pair.one_id) not in stranger.get(address).headers.get("Location", "")


def test_the_page_of_a_merge_undoes_it_and_lists_what_came_since(office, pair):
    merge = actions.merge(pair.one_id, pair.other_id, [], UserFactory())
    address = f"/admin/snippets/people/person/merges/{merge.pk}/"
    assert office.get(address).context["shown"].can_be_undone
    Affiliation.objects.create(person=pair.one, organisation_name="Кейінгі кітапхана")
    for _time in range(2):
        office.post(address)
    page = office.get(address)
    assert any("Кейінгі кітапхана" in line for line in page.context["shown"].since)
    assert fresh(pair.other).full_name == SAME_NAME
    assert [
        shown.state for shown in office.get("/admin/snippets/people/person/merges/").context["merges"]
    ] == ["Undone"]
    assert office.get(f"/admin/snippets/people/person/history/{pair.one_id}/").status_code == 200


@pytest.fixture
def asked():
    """Two who have an account each, and names that differ."""
    kept, merged = with_account("Абилкасымова Айгуль"), with_account("Щукина Жанна")
    return actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT), "Сізсіз бе?")


def question(merge) -> str:
    return f"/en/account/same-person/{merge.pk}/"


def test_the_question_shows_the_secretariats_words_and_nothing_of_the_other(client, asked):
    client.force_login(asked.merged.user)
    page = client.get(question(asked)).text
    assert "Сізсіз бе?" in page
    assert "Абилкасымова" not in page
    assert asked.kept.user.email not in page


def test_who_bears_the_same_name_is_shown_the_other_with_a_masked_address(client):
    kept = with_account(NAME, "aigul@example.org")
    merged = with_account(SAME_NAME)
    merge = actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    client.force_login(merged.user)
    page = client.get(question(merge)).text
    assert f"{NAME}, a•••@example.org" in page  # As the other entry has it.
    assert f"{SAME_NAME}, {merged.user.email}" in page
    assert "aigul@example.org" not in page


def test_two_addresses_that_mask_alike_are_told_apart():
    aigul, other = with_account(NAME, "aigul@example.org"), with_account(NAME, "asem@example.org")
    assert [other_account(*two).address for two in ((aigul, other), (other, aigul))] == [
        "a•••m@example.org",
        "a•••l@example.org",
    ]
    User.objects.filter(pk=other.user.pk).update(email="anel@example.org", date_joined="2026-03-12T12:00:00Z")
    with override("en"):
        told = other_account(aigul, fresh(other))
    assert (told.address, "March 2026" in told.made_on) == ("a•••l@example.org", True)
    short = with_account(NAME, "ab@example.org")
    assert (other_account(aigul, short).address, bool(other_account(aigul, short).made_on)) == (
        "a•••@example.org",
        True,
    )


def test_only_the_two_are_asked_and_a_strange_answer_changes_nothing(client, asked):
    assert client.get(question(asked)).status_code == 302
    for stranger in (UserFactory(), UserFactory(role=Role.SECRETARIAT)):
        client.force_login(stranger)
        assert (
            client.get(question(asked)).status_code
            == client.post(question(asked), {"answer": "yes"}).status_code
            == 404
        )
    client.force_login(asked.kept.user)
    assert client.post(question(asked), {"answer": "perhaps"}).status_code == 200
    assert fresh(asked).kept_confirmed_at is None


def test_both_answer_at_the_desk_and_the_other_account_is_left(client, asked):
    other = Client()
    client.force_login(asked.kept.user)
    other.force_login(asked.merged.user)
    assert question(asked).removeprefix("/en") in tasks_for(Acting(asked.kept.user))[0].url
    client.post(question(asked), {"answer": "yes"})
    assert not [task for task in tasks_for(Acting(asked.kept.user)) if "same-person" in task.url]
    assert other.post(question(asked), {"answer": "yes"}).headers["Location"] == "/en/account/login/"
    assert fresh(asked).state == MergeState.DONE
    assert other.get("/en/desk/").status_code == 302
    assert client.get(question(asked)).status_code == 404


def test_a_no_at_the_desk_ends_it(client, asked):
    client.force_login(asked.merged.user)
    client.post(question(asked), {"answer": "no"})
    assert fresh(asked).state == MergeState.REFUSED
    assert client.post(question(asked), {"answer": "yes"}).status_code == 404


def test_the_letter_of_the_question_tells_nothing_of_the_other(asked):
    letters = Letter.objects.filter(key__startswith="people:merge_asked")
    assert letters.count() == 2
    for letter in letters:
        others = {asked.kept.user.email, asked.merged.user.email} - {letter.address}
        words = letter.words().text
        assert not any(word in words for word in (*others, "Абилкасымова", "Щукина"))


def test_first_screens_tell_the_secretariat_alone(pair):
    secretary, editor = UserFactory(role=Role.SECRETARIAT), UserFactory(role=Role.EDITOR)
    assert [waiting.total for waiting in admin_tasks_for(secretary) if "duplicates" in waiting.url] == [1]
    assert any("duplicates" in task.url for task in tasks_for(Acting(secretary)))
    assert not [waiting for waiting in admin_tasks_for(editor) if "duplicates" in waiting.url]
    assert not [task for task in tasks_for(Acting(editor)) if "duplicates" in task.url]


def test_no_chooser_and_no_search_of_the_admin_names_who_was_merged(office, pair):
    actions.merge(pair.one_id, pair.other_id, [], UserFactory())
    found = office.get("/admin/snippets/people/person/?q=абилкасымова").context["object_list"]
    assert [person.pk for person in found] == [pair.one_id]
